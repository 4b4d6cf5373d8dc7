"""Where a line has a corner it has no slope."""

from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from tests.formulas.pages import evidence_of, result_of

NOTATION = "$z$ : real\n$u$ : real\n$w$ : real[C]\n$j$ : index of C\n$r(z)$ := $\\max(z,0)$"


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{d}{dz}|z| = \begin{cases} 1 & \text{if } z>0, \\ -1 & \text{if } z<0, \\"
        r" 0 & \text{if } z=0 \end{cases}",
        r"\frac{d}{dz}\max(z,0) = \begin{cases} 1 & \text{if } z>0, \\ \tfrac12 & \text{if } z=0,"
        r" \\ 0 & \text{otherwise} \end{cases}",
        r"r'(z) = \begin{cases} 1 & \text{if } z>0, \\ \tfrac12 & \text{if } z=0,"
        r" \\ 0 & \text{otherwise} \end{cases}",
        r"\frac{d}{dz}\max(z,z^3) = \begin{cases} 1 & \text{if } z<-1, \\ 2 & \text{if } |z|=1,"
        r" \\ 3z^2 & \text{otherwise} \end{cases}",
        r"\frac{\partial}{\partial w_j}\sum_{c=1}^{C}|w_c| = \begin{cases} 1 & \text{if } w_j>0,"
        r" \\ 0 & \text{if } w_j=0, \\ -1 & \text{otherwise} \end{cases}",
        r"(\nabla_w (\sum_{c=1}^{C}|w_c|))_j = \begin{cases} 1 & \text{if } w_j>0,"
        r" \\ 0 & \text{if } w_j=0, \\ -1 & \text{otherwise} \end{cases}",
    ],
)
def test_a_corner_has_no_slope(tex: str, tmp_path: Path) -> None:
    assert isinstance(result_of(tmp_path, tex, NOTATION), Doubt)


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{d}{dz}|z| = \begin{cases} 1 & \text{if } z>0, \\ -1 & \text{if } z<0 \end{cases}",
        r"\frac{d}{dz}(z|z|) = 2|z|",
        r"\frac{d}{dz}z^2 = 2z",
        r"\frac{d}{dz}\max(z,0)^2 = 2\max(z,0)",
        r"\frac{d}{dz}e^{100z} = 100e^{100z}",
        r"\frac{d^2}{dz^2}(z^3|z|) = 12z|z|",
    ],
)
def test_what_is_smooth_has_one(tex: str, tmp_path: Path) -> None:
    assert evidence_of(tmp_path, tex, NOTATION).steps
