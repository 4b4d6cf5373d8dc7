"""Arithmetic with symbols decides only what holds for all their values.

What it has in common with that of digits stands in the tests of numbers.
"""

import pytest
import sympy as sp

from scripts.formulas.proofs.arithmetic import Symbolic
from scripts.formulas.proofs.normal_forms import NormalForm, NotProved


def test_what_holds_for_some_values_is_not_decided() -> None:
    symbols = Symbolic(NormalForm())
    x, a = sp.Symbol("x", real=True), sp.Symbol("a", positive=True)
    assert symbols.holds(">", a, 0)
    assert symbols.size(-a) == a
    assert symbols.largest("max", [x, x + a]) == x + a
    for undecided in (
        lambda: symbols.holds(">", x, 0),
        lambda: symbols.holds_undefined(),
        lambda: symbols.size(x),
        lambda: symbols.largest("max", [x, a]),
        lambda: symbols.place_of_largest("max", [sp.Integer(1), sp.Integer(2)]),
        lambda: symbols.power(0, x),
        lambda: symbols.function("gamma", x),
    ):
        with pytest.raises(NotProved):
            undecided()
