"""Values as a reader writes them."""

import numpy as np
import pytest
from mpmath import mpf

from scripts.formulas.checks.evidence import Example
from scripts.formulas.checks.examples import example_at, shown
from scripts.formulas.evaluation.domains import Sample
from scripts.formulas.evaluation.values import At, Law, RandomVariable, Undefined, Value

LAW = Law(np.array([mpf(1) / 4, mpf(3) / 4], dtype=object), ("\\mathcal{X}",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (True, "True"),
        (mpf(1) / 3, "0.33333"),
        (mpf(-2), "-2"),
        (mpf(10) ** 9, "1000000000.0"),
        (mpf("1.0000001"), "1.0000001"),
        (np.array([[mpf(1), mpf(0)]], dtype=object), "[[1, 0]]"),
        (Undefined("infinite"), "undefined (infinite)"),
        (At("\\mathcal{X}", 0), "outcome 1"),
        (LAW, "[0.25, 0.75]"),
    ],
)
def test_a_value(value: Value, text: str) -> None:
    assert shown(value) == text


def test_a_point() -> None:
    sample = Sample({"\\hat{y}": mpf(1) / 2, "X": RandomVariable("X", LAW), "\\mathcal{X}": 2})
    example = example_at(sample, left=mpf(1), right=Undefined("infinite"))
    assert example.symbols == (("y\u0302", "0.5"),)
    assert str(example) == "at y\u0302=0.5   left = 1   right = undefined (infinite)"


def test_a_point_without_symbols_or_sides() -> None:
    assert str(example_at(Sample({}), left=1, right=2)) == "left = 1   right = 2"
    assert str(Example((("N", "2"),))) == "at N=2"
