"""Which symbols a formula needs, and which of its nodes are places."""

import pytest
from mpmath import mp

from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.needs import is_place, needed_names, try_shapes
from scripts.formulas.language import tree
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import parse
from scripts.formulas.language.tokens import FormulaError
from scripts.formulas.reading.declarations import declare, read_bound

NOTATION = {
    "C": "size 2..4",
    "j": "index of C",
    "z": "real[C]",
    "Q": "(0,1)",
    "m": "real",
    "s": ":= $m+1$",
    "L": ":= `loss(z, m)`",
}


@pytest.fixture
def scope() -> Scope:
    scope = Scope()
    for name, text in NOTATION.items():
        scope = scope.extended([declare(name, read_bound(text), scope)])
    return scope


@pytest.mark.parametrize(
    ("tex", "names"),
    [
        ("m = 1", {"m"}),
        ("s = 1", {"m"}),
        ("L = 1", {"z", "C", "m"}),
        (r"\sum_j z_j = 1", {"z", "C"}),
        (r"\max_j z_j = z_j", {"z", "C", "j"}),
        (r"\arg\min_{Q} Q = m", {"Q", "m"}),
        (r"\arg\max_j z_j = 1", {"z", "C"}),
    ],
)
def test_needed_names(tex: str, names: set[str], scope: Scope) -> None:
    assert needed_names(parse(tex, scope).sides, scope, {}) == names


@pytest.mark.parametrize(
    ("tex", "places"),
    [
        (r"\arg\min_{Q} Q = m", [True, False]),
        (r"m = \arg\max_{Q} Q", [False, True]),
        (r"\arg\max_j z_j = 1", [False, False]),
        (r"\max_j z_j = 1", [False, False]),
    ],
)
def test_a_place_is_over_what_is_no_index(tex: str, places: list[bool], scope: Scope) -> None:
    sides: tuple[tree.Node, ...] = tuple(parse(tex, scope).sides)
    assert [is_place(side, scope) for side in sides] == places


def shapes_of(tex: str, scope: Scope) -> None:
    sides = parse(tex, scope).sides
    try_shapes(sides, needed_names(sides, scope, {}), scope, Functions("snippets"), {})


def test_the_shape_of_an_integral_costs_no_integral(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mp, "quad", None)
    shapes_of(r"\int_0^1 m\,dm = \int_0^\infty e^{-m}\,dm", scope)
    shapes_of(r"\int_{-\infty}^{\infty} e^{-m^2}\,dm = 1", scope)


@pytest.mark.parametrize("body", ["z", "m z_{C+1}", r"z\, z"])
def test_what_does_not_fit_in_an_integral_is_found(body: str, scope: Scope) -> None:
    with pytest.raises(FormulaError):
        shapes_of(rf"\int_0^1 {body}\,dm = 1", scope)
