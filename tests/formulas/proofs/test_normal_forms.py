"""What is seen to be zero, and what is not: only what holds for all values."""

import pytest
import sympy as sp

from scripts.formulas.proofs.normal_forms import NormalForm, NotProved

A, B = sp.symbols("a b", positive=True)
X, Y = sp.symbols("x y", real=True)


@pytest.mark.parametrize(
    "expression",
    [
        sp.log(A * B) - sp.log(A) - sp.log(B),
        sp.log(A / (A + B)) - sp.log(A) + sp.log(A + B),
        sp.log(12) - 2 * sp.log(2) - sp.log(3),
        sp.log(1 + sp.exp(X)) - X - sp.log(1 + sp.exp(-X)),
        sp.exp(X + Y) - sp.exp(X) * sp.exp(Y),
        sp.exp(2 * sp.log(A) - X) - A**2 / sp.exp(X),
        sp.log(A**X) - X * sp.log(A),
        sp.sqrt(A**2 * B) - A * sp.sqrt(B),
        sp.cos(X * (X + 1)) - sp.cos(X + X**2),
        1 / (1 + sp.exp(-X)) - sp.exp(X) / (1 + sp.exp(X)),
    ],
)
def test_zero(expression: sp.Expr) -> None:
    assert NormalForm().is_zero(expression)


@pytest.mark.parametrize(
    "expression",
    [
        # True for positive x only, or for no sign at all.
        sp.log(X**2) - 2 * sp.log(X),
        sp.log(X * Y) - sp.log(X) - sp.log(Y),
        sp.log(A * X) - sp.log(A) - sp.log(-X),
        sp.log(A + B) - sp.log(A) - sp.log(B),
        sp.log(A, 2) - sp.log(A, 10),
        sp.exp(X * Y) - sp.exp(X) * sp.exp(Y),
        A**X - A ** (-X),
        sp.log(6) - sp.log(2) - sp.log(2),
    ],
)
def test_not_zero(expression: sp.Expr) -> None:
    assert not NormalForm().is_zero(expression)


@pytest.mark.parametrize("expression", [sp.sqrt(X**2) - X, sp.Abs(X) - X, X**Y - X**Y * A, sp.zoo])
def test_what_has_no_rule_is_refused(expression: sp.Expr) -> None:
    with pytest.raises(NotProved):
        NormalForm().is_zero(expression)


def test_positive_numbers_are_equal_if_their_logarithms_are() -> None:
    share = A / (A + B)
    product = share ** (-share) * (1 - share) ** (share - 1)
    entropy = -share * sp.log(share) - (1 - share) * sp.log(1 - share)
    assert NormalForm().are_equal(sp.exp(entropy), product)
    assert not NormalForm().are_equal(sp.exp(-entropy), product)


def test_signs_are_known_only_where_they_hold_for_all_values() -> None:
    form = NormalForm()
    assert form.sign(A / (1 + A)) == 1
    assert form.sign(1 - A / (1 + A)) == 1
    assert form.sign(-sp.exp(X)) == -1
    assert form.sign(A - A) == 0
    assert form.sign(1 - A) is None
