"""Slopes of what a formula says: by differences with digits, by derivatives with symbols."""

from typing import Any

import numpy as np
import pytest
import sympy as sp
from mpmath import mp, mpf

from scripts.formulas.evaluation.code import NoTwinError
from scripts.formulas.evaluation.evaluator import Evaluator
from scripts.formulas.evaluation.values import Law, Undefined, array_of
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.tokens import FormulaError
from scripts.formulas.proofs.normal_forms import NotProved
from tests.formulas.evaluation.evaluators import digits, scope_of, symbolic, value_of, vector


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return scope_of(tmp_path_factory.mktemp("slopes"))


def both(scope: Scope) -> tuple[Evaluator, Evaluator]:
    """Return evaluators at one point, in digits and in whole numbers of SymPy."""
    sizes: dict[str, Any] = {"C": 2, "k": 1, "j": 2}
    with_digits = digits(scope, u=mpf(2), v=mpf(3), z=vector(1, 2), w=vector(3, 5), **sizes)
    z, w = (array_of([sp.Integer(a), sp.Integer(b)]) for a, b in ((1, 2), (3, 5)))
    return with_digits, symbolic(scope, u=sp.Integer(2), v=sp.Integer(3), z=z, w=w, **sizes)


@pytest.mark.parametrize(
    ("tex", "value"),
    [
        (r"\frac{d}{du}(u^3)", 12),
        (r"\frac{d^2}{du^2}(u^3)", 12),
        (r"\frac{d^3}{du^3}(u^4)", 48),
        (r"\frac{\partial}{\partial u}(u v^2)", 9),
        (r"\frac{\partial^2}{\partial u\,\partial v}(u v^2)", 6),
        (r"\frac{\partial}{\partial z_k}(z_k^2 z_j)", 4),
        (r"\frac{\partial}{\partial z_j}(z_k^2 z_j)", 1),
        (r"\frac{\partial g(u)}{\partial u}", 12),
        (r"g'(u+1)", 27),
        (r"g''(u)", 12),
        (r"g'''(v)", 6),
        (r"(\nabla_z (z^\top w))_2", 5),
        (r"(\nabla_z (z^\top z))_1", 2),
        (r"(\nabla_z^2 (z_1^2 z_2))_{1,1}", 4),
        (r"(\nabla_z^2 (z_1^2 z_2))_{1,2}", 2),
        (r"(\nabla_z^2 (z_1^2 z_2))_{2,2}", 0),
        (r"\frac{d}{du}\Bigl(\frac{d}{dv}(u^2v^2)\Bigr)", 24),
    ],
)
def test_slopes(scope: Scope, tex: str, value: int) -> None:
    with_digits, with_symbols = both(scope)
    with mp.workdps(40):
        assert abs(value_of(with_digits, tex) - value) < mpf(10) ** -20
    assert value_of(with_symbols, tex) == value
    assert not with_digits.notes.rough


@pytest.mark.parametrize(
    ("tex", "value"),
    [(r"\lim_{u\to 0^+} u\log u", 0), (r"\lim_{u\to 1^-} \frac{u-1}{u^2-1}", 0.5)],
)
def test_limits(scope: Scope, tex: str, value: float) -> None:
    with_digits, with_symbols = both(scope)
    assert abs(value_of(with_digits, tex) - value) < mpf(10) ** -25
    assert float(value_of(with_symbols, tex)) == value


def test_a_vector_by_a_vector_has_a_row_for_each_entry_above(scope: Scope) -> None:
    tex = r"\frac{\partial}{\partial z}(uz + z_1z)"
    for evaluator in both(scope):
        found = value_of(evaluator, tex)
        u, (one, two) = evaluator.sample.values["u"], evaluator.sample.values["z"]
        expected = [[u + 2 * one, 0], [two, u + one]]
        assert found.shape == (2, 2)
        assert all(abs(sp.N(found[at] - expected[at[0]][at[1]])) < 1e-20 for at in np.ndindex(2, 2))


def test_a_number_by_a_vector_and_what_is_undefined(scope: Scope) -> None:
    by_all = r"\frac{\partial}{\partial z}(z_1z_2)"
    for evaluator in both(scope):
        one, two = evaluator.sample.values["z"]
        assert all(
            abs(sp.N(a - b)) < 1e-20
            for a, b in zip(value_of(evaluator, by_all), (two, one), strict=True)
        )
    evaluator = digits(scope, C=2, z=vector(0, 1))
    found = value_of(evaluator, r"\frac{\partial}{\partial z}(\log z_1)")
    assert isinstance(found, Undefined)


def test_no_limit(scope: Scope) -> None:
    with_digits, with_symbols = both(scope)
    for tex in (r"\lim_{u\to 0} \frac{u}{|u|}", r"\lim_{u\to 0^+} \cos\frac1u"):
        assert value_of(with_digits, tex) == Undefined("no limit found")
    assert value_of(with_digits, r"\lim_{u\to\infty} \frac{1}{u}") == 0
    with pytest.raises(NotProved, match="this limit"):
        value_of(with_symbols, r"\lim_{u\to\infty} \frac{1}{u}")


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{d^3}{dz^3}(u)", "a derivative with respect to z more than once needs indices"),
        (r"\frac{d}{dz}(zz^\top)", "the derivative of a matrix of 2 × 2 with respect to a vector"),
        (r"\nabla_u (u^2)", "the gradient with respect to a number"),
        (r"\nabla_{z_1} (u)", "a gradient is taken with respect to a symbol"),
        (r"\nabla_z z", "the gradient of a vector of 2"),
        (r"\frac{\partial}{\partial z_{3}}(u)", "index 3 is outside 1..2"),
        (r"\frac{\partial}{\partial z_{1,2}}(u)", "these indices do not fit"),
        (r"\lim_{u\to z} u", "a limit at what is no number"),
    ],
)
def test_what_has_no_slope(scope: Scope, tex: str, words: str) -> None:
    with pytest.raises(FormulaError) as refused:
        value_of(both(scope)[0], tex)
    assert words in refused.value.message


def test_a_slope_beside_what_is_undefined_is_undefined(scope: Scope) -> None:
    assert value_of(digits(scope, u=mpf(0)), r"\frac{d}{du}\log u").reason.startswith("the log")
    hole = array_of([Undefined("0/0"), mpf(1)])
    evaluator = digits(scope, C=2, z=hole)
    assert value_of(evaluator, r"\frac{\partial}{\partial z_1}(z_2)") == Undefined("0/0")


def test_a_slope_of_code_is_rough(scope: Scope) -> None:
    evaluator = digits(scope, u=mpf(0))
    with_code = evaluator.elsewhere(scope, evaluator.sample, NoTwins())
    slope = value_of(with_code, r"\frac{d}{du} f(u)")
    assert with_code.notes.rough
    assert abs(slope - mpf("0.25")) < 1e-7
    assert abs(slope - mpf("0.25")) > mpf(10) ** -25


class NoTwins:
    """A table in which nothing stands for any code."""

    def apply(self, *arguments: object) -> object:
        del arguments
        raise NoTwinError

    whole = apply


def test_distributions_keep_their_sets_and_have_no_gradient_in_symbols(scope: Scope) -> None:
    sizes: dict[str, Any] = {"n": 2, r"\mathcal{X}": 2}
    law = Law(vector(0.25, 0.75), (r"\mathcal{X}",))
    tex = r"(\nabla_p (\sum_{x\in\mathcal X} p(x)^2))_2"
    assert abs(value_of(digits(scope, p=law, **sizes), tex) - 1.5) < mpf(10) ** -20
    whole = Law(array_of([sp.Rational(1, 4), sp.Rational(3, 4)]), law.sorts)
    with pytest.raises(NotProved, match="a distribution"):
        value_of(symbolic(scope, p=whole, **sizes), tex)


@pytest.mark.parametrize("tex", [r"\frac{d}{du}|u|", r"\frac{d}{du}\max(u,0)"])
def test_corners_are_not_decided_in_symbols(scope: Scope, tex: str) -> None:
    with pytest.raises(NotProved):
        value_of(symbolic(scope, u=sp.Symbol("u", real=True)), tex)
