"""What is false at one named constant alone, or next to it, is found there."""

from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from tests.formulas.pages import evidence_of, result_of

NOTATION = """
$z$ : real
$u$ : (0,10)
$w$ : real[C]
$k$ : int -500..500
$g(z)$ := $\\begin{cases} 1 & \\text{if } z\\ge 2.25, \\\\ 0 & \\text{otherwise} \\end{cases}$
"""


def step_at(condition: str, other: str, symbol: str = "z") -> str:
    def cases(when: str) -> str:
        words = rf"1 & \text{{if }} {symbol}{when}, \\ 0 & \text{{otherwise}}"
        return rf"\begin{{cases}} {words} \end{{cases}}"

    return f"{cases(condition)} = {cases(other)}"


@pytest.mark.parametrize(
    "tex",
    [
        step_at(r"\ge 2", "> 2"),
        step_at(r"\ge 2.37", "> 2.37"),
        step_at(r"\le -\frac{7}{3}", r"< -\frac{7}{3}"),
        step_at(r"+1 \ge 5", "+1 > 5"),
        step_at(r"\ge 5", "> 5", "2z"),
        step_at(r"\ge 3.5", "> 3.5", "u"),
        step_at(r"\ge 321", "> 321", "k"),
        step_at(r"\ge 1.75", "> 1.75", "w_1"),
        step_at(r"\in[1.5,2.5]", r"\in[1.5,2.5)"),
        step_at(r"\in\{0,4.5\}", r"\in\{0\}"),
        step_at(r"\ge 3", r"\ge 3.0000001"),
        r"\begin{cases} z & \text{if } z<2.5, \\ z & \text{if } z>2.5 \end{cases} = z",
        r"g(z) = \begin{cases} 1 & \text{if } z>2.25, \\ 0 & \text{otherwise} \end{cases}",
        r"\frac{d}{dz}\max(z,2.5) = \begin{cases} 1 & \text{if } z\ge 2.5, \\"
        r" 0 & \text{otherwise} \end{cases}",
        r"\mathbf 1[z=3.75] = 0",
    ],
)
def test_a_boundary_is_drawn(tex: str, tmp_path: Path) -> None:
    assert isinstance(result_of(tmp_path, tex, NOTATION), Doubt)


@pytest.mark.parametrize(
    "tex",
    [
        step_at(r"\ge 2.5", r"\ge 2.5"),
        step_at(r"\ge 5", r"\ge 2.5", "2z").replace(r"2z\ge 2.5", r"z\ge 2.5"),
        r"\max(z,2.5) = \begin{cases} z & \text{if } z>2.5, \\ 2.5 & \text{otherwise} \end{cases}",
    ],
)
def test_what_holds_at_its_boundary_passes(tex: str, tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, tex, NOTATION).steps
    assert step.samples >= 20
