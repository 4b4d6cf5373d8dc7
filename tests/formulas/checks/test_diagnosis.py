"""What makes a difference is said only where it is the same everywhere; the words: doubts/."""

from pathlib import Path

import pytest

from tests.formulas.pages import message_about

NOTATION = "$p$ : (0,1)\n$q$ : (0,1)\n$x$ : real[N]"


@pytest.mark.parametrize("tex", [r"p^2 = p", r"p^2+pq = p^2+q^3", r"\sum_{i=1}^{N} x_i = x_1"])
def test_nothing_is_said_where_nothing_is_the_same_everywhere(tex: str, tmp_path: Path) -> None:
    lines = message_about(tmp_path, tex, NOTATION).splitlines()
    assert not [line for line in lines if "always" in line or "agree" in line or "term" in line]
