r"""What each symbol of a formula means: the words of the notation table, and what holds here.

A symbol is marked in the TeX of its formula by ``\htmlData``, which leaves the drawing as it is.
The mark covers the symbol with its scripts: without them, they would stand a little elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.language.boxes import LETTERS
from scripts.formulas.language.notation import (
    Call,
    Declaration,
    Domain,
    Formula,
    Index,
    Scope,
    Size,
)
from scripts.formulas.language.parser import parse
from scripts.formulas.language.tokens import FormulaError
from scripts.formulas.language.tree import Big, Chain, Idx, Sym, walk
from scripts.formulas.reading.declarations import NotationError, declare, table_rows
from scripts.formulas.reading.documents import Written

_SEPARATOR = re.compile(r"\\mid|\\\||\\Vert|\||[,;]")
_PIECE = re.compile(r"\\[A-Za-z]+|\\.|\S")
_WITH_ARGUMENT = re.compile(r"\\(?:hat|bar|tilde|math[a-z]+)$")
LOCAL = "defined beside this formula"

Mark = tuple[int, int, int]
"""Where a symbol with its scripts begins and ends in TeX, and its number among the meanings."""


@dataclass(frozen=True)
class Meaning:
    """A symbol in TeX and what it stands for, with ``$…$`` around mathematics.

    ``here`` says what values it has where the formula stands, or what computes it.
    """

    tex: str
    words: str
    here: str = ""


def read_meanings(table: str) -> dict[str, list[Declaration]]:
    """Return the rows of a notation page by the name of their symbol."""
    rows: dict[str, list[Declaration]] = {}
    for _, symbols, meaning, _ in table_rows(table):
        for symbol in symbols:
            try:
                declared = declare(symbol, None, Scope(), meaning=meaning)
            except (FormulaError, NotationError):
                continue
            rows.setdefault(declared.name, []).append(declared)
    return rows


def explain(
    formula: Written, evidence: FormulaEvidence, rows: dict[str, list[Declaration]]
) -> tuple[list[Meaning], list[Mark]]:
    """Return the meanings of the symbols of a formula, and where each of these stands."""
    chain = parse(formula.tex, formula.scope)
    local, counted = _defined_beside(formula, chain), _counted(formula, chain)
    meanings: list[Meaning] = []
    marks: list[Mark] = []
    for (start, end), name, words in sorted(evidence.symbols):
        written = formula.tex[start:end]
        row = _best_row(rows.get(name, []), written)
        if name in local:
            meaning = Meaning(name, LOCAL)
        elif name in counted:
            meaning = Meaning(name, "counts the terms", counted[name])
        else:
            tex, words = (row.tex, row.meaning) if row else (name, words)
            meaning = Meaning(tex, words, _here(formula.scope, name, row))
        whole = symbol_end(formula.tex, start)
        if whole is None or any(mark[0] == start for mark in marks):
            continue
        if meaning not in meanings:
            meanings.append(meaning)
        marks.append((start, whole, meanings.index(meaning)))
    return meanings, list(_nested(marks))


def mark_symbols(tex: str, marks: Sequence[Mark]) -> str:
    """Return the TeX with each marked symbol in a group that carries its number."""
    inserted: list[tuple[int, int, int, str]] = []
    for start, end, number in marks:
        size = end - start
        # At one place, what ends comes before what begins, and the larger begins first.
        inserted.append((start, 1, -size, rf"{{\htmlData{{symbol={number}}}{{"))
        inserted.append((end, 0, size, "}}"))
    marked, done = [], 0
    for place, _, _, text in sorted(inserted):
        marked += [tex[done:place], text]
        done = place
    return "".join([*marked, tex[done:]])


def symbol_end(tex: str, start: int) -> int | None:
    """Return where the symbol that begins at ``start`` ends, scripts included."""
    first = _PIECE.match(tex, start)
    if first is None or not (
        first[0].isalpha() or first[0] in LETTERS or _WITH_ARGUMENT.match(first[0])
    ):
        return None
    end = first.end()
    if _WITH_ARGUMENT.match(first[0]):
        end = _argument_end(tex, end)
    if tex[:start].rstrip().endswith(("_", "^")):
        # The c of y_c^2: the exponent is not its own.
        return end
    while (sign := _PIECE.match(tex, _after_blanks(tex, end))) and sign[0] in ("_", "^", "'"):
        end = sign.end() if sign[0] == "'" else _argument_end(tex, sign.end())
    return end


def _argument_end(tex: str, start: int) -> int:
    """Return the end of what a command or a script takes: a group in braces, or one piece."""
    depth, end = 0, _after_blanks(tex, start)
    while piece := _PIECE.match(tex, end):
        depth += {"{": 1, "}": -1}.get(piece[0], 0)
        end = piece.end()
        if _WITH_ARGUMENT.match(piece[0]) and depth == 0:
            return _argument_end(tex, end)
        if depth == 0:
            return end
        end = _after_blanks(tex, end)
    return len(tex)


def _after_blanks(tex: str, start: int) -> int:
    while start < len(tex) and tex[start].isspace():
        start += 1
    return start


def _nested(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Leave out a mark that neither holds the one before it nor follows it."""
    open_ends: list[int] = []
    for start, end, number in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if open_ends and end > open_ends[-1]:
            continue
        open_ends.append(end)
        yield start, end, number


def _counted(formula: Written, chain: Chain) -> dict[str, str]:
    """Return the indices of sums and products that run over something else than usual."""
    found = {}
    for node in walk(chain):
        if not (isinstance(node, Big) and isinstance(node.upper, Sym)):
            continue
        usual = formula.scope.domain(node.variable)
        if not (isinstance(usual, Index) and usual.of == node.upper.name):
            found[node.variable] = f"from 1 to ${node.upper.name}$"
    return found


def _defined_beside(formula: Written, chain: Chain) -> set[str]:
    names = set()
    for relation in chain.beside:
        left = relation.left.base if isinstance(relation.left, Idx) else relation.left
        if isinstance(left, Sym) and relation.relation == "=":
            names.add(left.name)
    return names - set(formula.scope.symbols)


def _best_row(rows: Sequence[Declaration], written: str) -> Declaration | None:
    """Return the row of the table that means what is written: names have several, H(X) and H(P)."""

    def fit(row: Declaration) -> tuple[bool, bool, bool]:
        same = _plain(row.tex) == _plain(written)
        alike = (row.parameters is not None) == written.endswith(")")
        alike = alike and len(_SEPARATOR.findall(row.tex)) == len(_SEPARATOR.findall(written))
        return same, alike, row.parameters is None

    return max(rows, key=fit, default=None)


def _plain(tex: str) -> str:
    return re.sub(r"\s|\\[bB]igg?[lr]|\\left|\\right", "", tex).replace(r"\Vert", r"\|")


def _here(scope: Scope, name: str, row: Declaration | None) -> str:
    """Say what is special about a symbol in its section: its values, or what computes it."""
    if name in scope.symbols:
        bound = scope.symbols[name].bound
    else:
        named = scope.functions.get(name, ())
        same = [d for d in named if row and _plain(d.tex) == _plain(row.tex)]
        bound = same[0].bound if same else named[0].bound if len(named) == 1 else None
    if isinstance(bound, Size) and bound.low < bound.high:
        return f"{in_words(bound)}, tried up to {bound.high}"
    return in_words(bound)


def in_words(bound: Domain | Call | Formula | None) -> str:
    """Say in words what values a symbol takes, or what computes it; nothing for None."""
    match bound:
        case Call(python=python):
            return f"the same as `{python}`" if python.isidentifier() else f"computed by `{python}`"
        case Formula(tex=tex):
            return f"equal to ${tex}$"
        case Domain():
            return bound.words
    return ""
