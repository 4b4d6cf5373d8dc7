"""What the parser makes of a formula, or what it says where: the cases stand in ``parser.md``."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from scripts.formulas.language import tree
from scripts.formulas.language.boxes import BIG, FUNCTIONS, Box
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import READERS, parse, parse_expression, parse_inline
from scripts.formulas.language.tokens import FormulaError, Span
from tests.formulas.pages import Page, corpus, site

PARTS = ("\n" + Path(__file__).with_name("parser.md").read_text("utf-8")).split("\n.\n")
CASES = [
    (title.splitlines()[-1], tex, expected)
    for title, tex, expected in zip(*(iter(PARTS),) * 3, strict=False)
]
"""A title, the formula, and its tree or the error below the spot that it is about."""

NOTATION = """
$y$ : {0,1}
$z$ : real[C]
$k$ : index of C
$j$ : index of C
$W$ : real[C,d]
$u$ : real
$v$ : real
$\\hat y$ : (0,1)
$X$ : random variable with law P on \\mathcal X
$f(u)$ := `sigmoid(u)`
"""


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    scope = Page("u = u", NOTATION).written(tmp_path_factory.mktemp("parser")).scope
    # The corpus has a vector of ones; where it is not declared, its sign is an indicator's.
    symbols = {name: one for name, one in scope.symbols.items() if name != r"\mathbf{1}"}
    return replace(scope, symbols=symbols)


def shown(part: object) -> str:
    """Return a tree as one writes it in Python, with names and numbers as they are."""
    match part:
        case tree.Sym(name=text) | tree.Num(text=text) | tree.Const(name=text) | str(text):
            return text
        case tree.Node():
            parts = [getattr(part, one.name) for one in fields(part) if one.name != "span"]
            return f"{type(part).__name__}({', '.join(map(shown, parts))})"
        case tuple():
            return f"[{', '.join(map(shown, part))}]"
    return str(part)


def pointed_at(tex: str, message: str, span: Span | None) -> str:
    """Return an error below the spot that it is about."""
    assert span is not None, message
    return f"{tex}\n{' ' * span[0]}{'^' * (span[1] - span[0])} {message}"


def read(title: str, tex: str, scope: Scope) -> str:
    """Return what the parser makes of a formula."""
    try:
        if title.startswith("sentence: "):
            parse_inline(tex, scope)
            return "can be read"
        return shown((parse if title.startswith("chain: ") else parse_expression)(tex, scope))
    except FormulaError as error:
        return pointed_at(tex, error.message, error.span)


@pytest.mark.parametrize(
    ("title", "tex", "expected"), [pytest.param(*case, id=case[0]) for case in CASES]
)
def test_case(title: str, tex: str, expected: str, scope: Scope) -> None:
    assert read(title, tex, scope) == expected


def test_no_case_is_left_out() -> None:
    assert len(PARTS) == 3 * len(CASES) + 1
    assert len({title for title, _, _ in CASES}) == len(CASES) > 150


def test_every_reader_is_tried() -> None:
    """By what it begins with; of the functions and the digits not each."""
    tried = "\n".join(tex for _, tex, _ in CASES).replace(" ", "")
    commands = {key for key in READERS if isinstance(key, str)} - FUNCTIONS - set("0123456789")
    assert {
        key for key in commands if key not in tried and key.replace("{1}", "1") not in tried
    } == set()
    assert {key for key in READERS if not isinstance(key, str)} <= set(Box.__subclasses__())
    assert BIG & set(READERS)


def with_places(node: tree.Node) -> Iterator[tuple[Span, Span]]:
    """Yield the place of each node with that of each node within it."""
    for child in tree.children(node):
        yield node.span, child.span
        yield from with_places(child)


def test_a_part_stands_within_the_whole() -> None:
    for formula in (*corpus().formulas, *site().formulas):
        if formula.unchecked is None:
            for side in parse(formula.tex, formula.scope).sides:
                for (start, end), (first, last) in with_places(side):
                    assert start <= first < last <= end, formula.name


def test_a_formula_is_read_once_for_each_scope(scope: Scope) -> None:
    assert parse_expression("u+v", scope) is parse_expression("u+v", scope)
    other = scope.extended([])
    assert parse_expression("u+v", other) is not parse_expression("u+v", scope)
    assert parse_expression("u+v", other) == parse_expression("u+v", scope)
    with pytest.raises(FormulaError, match="w is not declared"):
        parse_expression("w", scope)
    assert shown(parse_expression("w", scope, ["w"])) == "w"
    with pytest.raises(FormulaError, match="w is not declared"):
        parse_expression("w", scope)
