"""What a formula speaks of and what it defines, read from its notation."""

from pathlib import Path

import pytest

from scripts.formulas.language.notation import Scope
from scripts.formulas.reading.declarations import read_lines
from scripts.formulas.reading.documents import Written
from scripts.website.made.grounds import functions_behind, functions_defined

NOTATION = r"""
$p$ : (0,1)
$n$ : size 1..4
$q$ : (0,1)[n]
$s$ : (0.1,3)
$L$ := `losses.loss(p, q)`
$M$ := `losses.mean(losses.loss(p, q))`
$R$ := $2 L$
$h(p)$ := `losses.surprise(p, base=2)`
$g(p,s^2)$ := `losses.bell(p, s)`
$c$ := `np.cos(p)`
$P$ : pmf on \mathcal X
$X$ : random variable with law P on \mathcal X
$H(P)$ := `losses.entropy(P)`
$H(X)$ := `losses.entropy_of(X)`
"""


def written(tex: str, unchecked: str | None = None, **options: str) -> Written:
    declared, errors = read_lines(NOTATION.splitlines(), Path("page.md"), 1, Scope())
    assert not errors
    return Written(
        name="one",
        tex=tex,
        file=Path("page.md"),
        line=1,
        options=options,
        unchecked=unchecked,
        scope=Scope().extended(declared),
        page="page.md",
    )


@pytest.mark.parametrize(
    ("tex", "functions"),
    [
        ("p = p", ()),
        ("L = p", ("losses.loss",)),
        ("R = p", ("losses.loss",)),
        ("M = p", ("losses.loss", "losses.mean")),
        ("h(p) = L", ("losses.loss", "losses.surprise")),
        ("H(P) = p", ("losses.entropy",)),
        ("H(X) = p", ("losses.entropy_of",)),
    ],
)
def test_a_formula_speaks_of_the_functions_behind_its_symbols(
    tex: str, functions: tuple[str, ...]
) -> None:
    assert functions_behind(written(tex)) == functions


@pytest.mark.parametrize(
    ("tex", "functions"),
    [
        ("L = p", ("losses.loss",)),
        ("p = L", ("losses.loss",)),
        ("h(p) = -p", ("losses.surprise",)),
        ("g(p,s^2) = p s", ("losses.bell",)),
        # Another argument than its own: no definition.
        ("h(s) = p", ()),
        # Both sides speak of it.
        ("L = 2L", ()),
        # An inequality says nothing of what a function is.
        (r"L \le p", ()),
        (r"0 \le L = p", ("losses.loss",)),
        ("R = p", ()),
        ("c = p", ()),
        ("M = p L", ("losses.mean",)),
    ],
)
def test_a_formula_defines_what_is_one_side_and_not_in_the_other(
    tex: str, functions: tuple[str, ...]
) -> None:
    assert functions_defined(written(tex)) == functions


def test_the_code_beside_a_formula_is_what_its_last_side_defines() -> None:
    formula = written("p = p^2", code="losses.slope(p)")
    assert functions_defined(formula) == ("losses.slope",)
    assert functions_behind(formula) == ("losses.slope",)


def test_what_is_not_checked_says_nothing() -> None:
    formula = written("L = p", "a matter of taste")
    assert functions_behind(formula) == functions_defined(formula) == ()
