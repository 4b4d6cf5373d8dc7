"""Numbers in a moving figure are written by Python as JavaScript writes them."""

import math

import pytest
from py_mini_racer import MiniRacer

from snippets.figures.live import write

WRITTEN = "(v,d)=>v.toFixed(d).replace('-','−')"


@pytest.mark.parametrize(
    "value", [0.125, -0.125, 0.375, 1.005, 2.5, 0.875, -1.25, 1e-9 + 0.005, 12.0]
)
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_as_javascript(value: float, decimals: int) -> None:
    with MiniRacer() as engine:
        expected = engine.eval(f"({WRITTEN})({value!r},{decimals})")
    if float(str(expected).replace("−", "-")):
        assert write(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "signed", "text"),
    [
        (1.5, True, "+1.50"),
        (-1.5, True, "−1.50"),
        (-0.001, True, "0.00"),
        (0.0, False, "0.00"),
        (math.inf, False, "∞"),
        (-math.inf, True, "−∞"),
    ],
)
def test_signs(value: float, signed: bool, text: str) -> None:
    assert write(value, signed=signed) == text
