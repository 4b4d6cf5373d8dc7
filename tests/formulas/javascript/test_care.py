"""Operations are computed so that float64 keeps their digits, also where others overflow."""

from typing import Any

import pytest
from mpmath import mp, mpf
from py_mini_racer import MiniRacer

from scripts.formulas.javascript.care import careful
from scripts.formulas.javascript.expressions import Part, operation, symbol
from scripts.formulas.javascript.helpers import HELPERS
from scripts.formulas.javascript.writing import Writer

x: Any = symbol("x")
z: Any = symbol("z")


def exp(part: Part) -> Any:
    return operation("exp", part)


def log(part: Part) -> Any:
    return operation("log", part)


def computed(part: Any, **given: float) -> float:
    writer = Writer([careful(part)])
    text = writer.text(careful(part))
    known = [*(f"{name}={HELPERS[name]}" for name in HELPERS), *writer.lines]
    symbols = [f"{name}={value!r}" for name, value in given.items()]
    with MiniRacer() as engine:
        return float(engine.eval(f"const {','.join([*symbols, *known])};{text}"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "given", "exact"),
    [
        (log(1 + exp(z)), {"z": 1000.0}, lambda: mpf(1000)),
        (log(1 + exp(z)), {"z": -700.0}, lambda: mp.exp(-700)),
        (log(exp(x) + exp(z)), {"x": 2000.0, "z": 2000.0}, lambda: 2000 + mp.log(2)),
        (1 / (1 + exp(-z)), {"z": -700.0}, lambda: mp.exp(-700)),
        (1 / (1 + exp(-z)), {"z": -2000.0}, lambda: mpf(0)),
        (exp(z) / (1 + exp(z)), {"z": 2000.0}, lambda: mpf(1)),
        (1 - 1 / (1 + exp(-z)), {"z": 40.0}, lambda: 1 / (1 + mp.exp(40))),
        (log(1 - 1 / (1 + exp(-z))), {"z": 900.0}, lambda: mpf(-900)),
        (log(1 - x), {"x": 1e-17}, lambda: mp.log1p(mpf("-1e-17"))),
        (1 - exp(z), {"z": 1e-17}, lambda: -mp.expm1(mpf(1e-17))),
        (exp(z) - 1, {"z": 1e-17}, lambda: mp.expm1(mpf(1e-17))),
        (log(1 - exp(z)), {"z": -1e-17}, lambda: mp.log(mpf(1e-17))),
        (log(1 - exp(z)), {"z": -50.0}, lambda: mp.log1p(-mp.exp(-50))),
        (x * log(x), {"x": 0.0}, lambda: mpf(0)),
        (log(exp(z)), {"z": 900.0}, lambda: mpf(900)),
        (log(x / z), {"x": 1 + 2**-52, "z": 1.0}, lambda: mp.log1p(mpf(2) ** -52)),
    ],
)
def test_digits_are_kept(part: Any, given: dict[str, float], exact: Any) -> None:
    with mp.workdps(40):
        expected = exact()
        assert abs(computed(part, **given) - expected) <= mpf(10) ** -14 * abs(expected)


def test_what_is_written_twice_is_computed_once() -> None:
    shared = log(x)
    writer = Writer([shared * shared + shared])
    assert writer.lines == ["$0=Math.log(x)"]
    assert writer.text(shared * shared + shared) == "$0*$0+$0"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (x - (z - 1), "x-(z-1)"),
        (x + (-z) * 2, "x-z*2"),
        (-(x + z), "-(x+z)"),
        (x / (z * x), "x/(z*x)"),
        ((x + 1) ** 2, "(x+1)**2"),
        ((-x) ** 2, "(-x)**2"),
        (x * -0.25, "x*(-.25)"),
        (x / 3 * 1, "x/3"),
        (0 + x, "x"),
    ],
)
def test_brackets_stand_where_they_are_needed(part: Any, text: str) -> None:
    assert Writer([part]).text(part) == text
