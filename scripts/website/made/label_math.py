r"""Mathematics in a label: what stands between two ``$``, as matplotlib's users write it.

A label is one line, so its TeX is small: letters, numbers and signs, ``\hat``, ``_`` and ``^``,
names such as ``\log`` and ``\mathrm{KL}``. It becomes runs of text, each in one font; what moves
its words needs no more than these.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Literal

from matplotlib.ft2font import FT2Font, LoadFlags

_FONTS = Path(__file__).parents[3] / "node_modules/katex/dist/fonts"
UPRIGHT = _FONTS / "KaTeX_Main-Regular.ttf"
ITALIC = _FONTS / "KaTeX_Math-Italic.ttf"
"""The fonts of formulas, as they are measured; pages have them cut."""

HATS = "ŷ"
"""Letters with a hat that the build draws into the font of letters."""

LARGER = 1.1
"""How much larger than the words of a label: their small letters look alike then."""

SCRIPT = 0.7
"""The size of what is raised or lowered, as in TeX."""

THIN = "\u2009"
_LITTLE = 0.02
NUMBER = "\ufffc"
"""Stands where a moving label has a number."""

_WORDS = ("log", "exp", "cos", "sin", "max", "min")
_NAMED = {
    **{name: name for name in _WORDS},
    **{
        ",": THIN,
        "cdot": "⋅",
        "times": "×",
        "infty": "∞",
        "partial": "∂",
        "mid": "∣",
        "|": "∥",
        "to": "→",
    },
    **{"leq": "≤", "geq": "≥", "neq": "≠", "approx": "≈", "pm": "±", "div": "÷"},
}
_GREEK = {
    unicodedata.name(sign).removeprefix("GREEK SMALL LETTER ").lower(): sign
    for sign in "αβγδεζηθικλμνξοπρστυφχψω"
}
_GREEK |= {"varepsilon": "ε", "epsilon": "ϵ"}
_UPRIGHT_NAMES = ("mathrm", "operatorname", "text")
_TICK = r"\mathdefault"
"""What matplotlib writes around the numbers of logarithmic axes."""

_SIGNS = {"-": "−", "·": "⋅", "‖": "∥", "'": "′"}
_BETWEEN = set("=<>≤≥≠≈→←∣+−±×⋅÷")
"""Signs between two sides, with a blank before and after them."""

_BEFORE = set("+−±")
"""Those that may belong to what follows alone."""

_OPENING = set("([,;")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d[\d.,]*\d|\s+|.", re.DOTALL)
_MATH = re.compile(r"(?<!\\)\$(.*?)(?<!\\)\$", re.DOTALL)
_DOLLAR = re.compile(r"(?<!\\)\$")

Kind = Literal["words", "upright", "letter"]
Element = Literal["tspan", "span"]


@dataclass(frozen=True)
class Run:
    """Text in one font: of the words around, or of formulas; raised (1), lowered (−1) or not."""

    text: str
    kind: Kind = "words"
    level: int = 0
    gap: float = 0.0
    """How far a letter before it leans over its own width, in sizes of formulas."""


def runs_of(label: str) -> list[Run]:
    """Return the runs of a label.

    Raises:
        ValueError: what stands between ``$`` cannot be set in a line.
    """
    runs: list[Run] = []
    at = 0
    for found in _MATH.finditer(label):
        runs += [_words(label[at : found.start()]), *_formula(found[1])]
        at = found.end()
    if _DOLLAR.search(label, at):
        raise ValueError(f"the label '{label}' has a $ without its pair: write \\$ for the sign")
    return list(_apart([run for run in (*runs, _words(label[at:])) if run.text]))


def _apart(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs with the room that a leaning letter needs before what does not lean."""
    for before, run in zip([None, *runs], runs, strict=False):
        leans = before is not None and before.kind == "letter" and run.kind != "letter"
        if before is not None and leans and run.level >= before.level:
            size = SCRIPT if before.level else 1
            yield replace(run, gap=size * _overhang(before.text[-1]))
        else:
            yield run


@cache
def _overhang(letter: str) -> float:
    """Return how far a letter reaches over its width; a little is no matter."""
    font = FT2Font(str(ITALIC))
    glyph = font.load_char(ord(unicodedata.normalize("NFD", letter)[0]), LoadFlags.NO_SCALE)
    over = (glyph.bbox[2] - glyph.horiAdvance) / font.units_per_EM
    return over if over > _LITTLE else 0.0


def plain(label: str) -> str:
    """Return a label without its ``$``, for tables and for those who listen."""
    text = "".join(_flat(run) for run in runs_of(label))
    return text.replace(f",{THIN}", ",").replace(THIN, " ").replace("∥", "‖").replace("∣", "|")


def markup(label: str, element: Element = "tspan") -> str:
    """Return a label as markup: each formula in an element of the class ``math``."""
    runs = runs_of(label)
    placed = zip(runs, [0, *(run.level for run in runs)], strict=False)
    written = ""
    for is_words, inside in groupby(placed, key=lambda pair: pair[0].kind == "words"):
        text = "".join(_element(run, before, element) for run, before in inside)
        written += text if is_words else f'<{element} class="math">{text}</{element}>'
    return written


def _words(text: str) -> Run:
    return Run(text.replace(r"\$", "$"))


def _flat(run: Run) -> str:
    if not run.level:
        return run.text
    made = _LOWER if run.level < 0 else _UPPER
    if set(run.text) <= {*made, " "}:
        return "".join(made.get(sign, sign) for sign in run.text)
    return f"{'_' if run.level < 0 else '^'}{run.text}"


_LOWER = dict(zip("0123456789−ijkt", "₀₁₂₃₄₅₆₇₈₉₋ᵢⱼₖₜ", strict=True))
_UPPER = dict(zip("0123456789−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ", strict=True))


def _formula(tex: str) -> list[Run]:
    tokens = _TOKEN.findall(tex)
    try:
        runs = list(_read(tokens))
    except (IndexError, KeyError, ValueError) as error:
        what = error.args[0] if isinstance(error, ValueError) else "it ends too early"
        raise ValueError(f"the formula '${tex}$' of a label cannot be set: {what}") from None
    alike = groupby(_spaced(runs), key=lambda run: (run.kind, run.level))
    return [Run("".join(run.text for run in same), *key) for key, same in alike]


def _read(tokens: list[str]) -> Iterator[Run]:
    """Yield the runs of tokens, which are taken away."""
    while tokens:
        token = tokens.pop(0)
        if token in "_^":
            yield from _script(token, tokens)
        elif token == "{":
            yield from _read(_group(tokens))
        elif token == _TICK:
            yield from _read(_argument(tokens))
        elif not token.isspace():
            yield _run(token, tokens)


def _script(token: str, tokens: list[str]) -> Iterator[Run]:
    inside = _argument(tokens)
    for run in _read(inside):
        if run.level:
            raise ValueError("a script of a script is too small to be read")
        yield replace(run, level=1 if token == "^" else -1)


def _argument(tokens: list[str]) -> list[str]:
    """Take what a command is given: a group, or one sign."""
    while tokens[0].isspace():
        tokens.pop(0)
    token = tokens.pop(0)
    return _group(tokens) if token == "{" else [token]


def _group(tokens: list[str]) -> list[str]:
    depth, inside = 1, []
    while depth:
        token = tokens.pop(0)
        depth += (token == "{") - (token == "}")
        inside.append(token)
    return inside[:-1]


def _run(token: str, tokens: list[str]) -> Run:
    if not token.startswith("\\"):
        return _sign(_SIGNS.get(token, token))
    name = token[1:]
    if name == "hat":
        return _sign(unicodedata.normalize("NFC", "".join(_argument(tokens)) + "\u0302"))
    if name in _UPRIGHT_NAMES:
        return Run("".join(_argument(tokens)), "upright")
    if name in _GREEK:
        return _sign(_GREEK[name])
    if name not in _NAMED:
        known = ", ".join(f"\\{one}" for one in ("hat", "mathrm", *_NAMED))
        raise ValueError(f"\\{name} is not among {known} and the Greek letters")
    return Run(_NAMED[name], "upright")


def _sign(text: str) -> Run:
    """Return a letter, a sign or a number in the font that has it."""
    leans = len(text) == 1 and text.isalpha() and (text.isascii() or text.islower())
    if text in HATS or (leans and ord(text) in _signs_of(ITALIC)):
        return Run(text, "letter")
    if missing := [one for one in text if one != NUMBER and ord(one) not in _signs_of(UPRIGHT)]:
        raise ValueError(f"the font of formulas has no '{missing[0]}'")
    return Run(text, "upright")


@cache
def _signs_of(font: Path) -> frozenset[int]:
    return frozenset(FT2Font(str(font)).get_charmap())


def _spaced(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs with blanks around what joins two sides, and behind names and commas."""
    name = False
    for before, run, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        name = run.text in _WORDS or (name and run.level != 0)
        if not run.level and run.text in _BETWEEN:
            yield _between(before, run, after)
        elif after and not after.level and _needs_a_gap(run.text, name, after.text[0]):
            yield replace(run, text=f"{run.text}{' ' if run.level else THIN}")
        else:
            yield run


def _between(before: Run | None, run: Run, after: Run | None) -> Run:
    joins = before is not None and before.text[-1] not in _OPENING | _BETWEEN
    left = " " if joins else ""
    right = " " if after and (joins or run.text not in _BEFORE) else ""
    return replace(run, text=f"{left}{run.text}{right}")


def _needs_a_gap(text: str, is_name: bool, after: str) -> bool:
    return text in (",", ";") or (is_name and (after.isalnum() or after == NUMBER))


def _element(run: Run, before: int, element: Element) -> str:
    """Return a run; what follows a script comes back to the line."""
    text = escape(run.text, quote=False)
    if run.kind == "letter":
        text = f'<{element} class="math-letter">{text}</{element}>'
    if element == "span":
        name = _RAISING.get(run.level)
        return f"<{name}>{text}</{name}>" if name else text
    named = ' class="math-script"' if run.level else ""
    size = SCRIPT if run.level else 1 / LARGER if run.kind == "words" else 1
    down = (_DOWN[run.level] - _DOWN[before]) / size
    moved = f' dy="{down:.2g}em"' if down else ""
    moved += f' dx="{run.gap / size:.2g}em"' if run.gap else ""
    return f"<tspan{named}{moved}>{text}</tspan>" if named or moved else text


_RAISING = {1: "sup", -1: "sub"}
_DOWN = {1: -0.36, 0: 0.0, -1: 0.15}
"""How far scripts are below the line, in sizes of what is around them."""
