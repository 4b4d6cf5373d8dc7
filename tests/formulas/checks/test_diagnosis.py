"""A difference between two sides is told in words that name what to mend."""

from pathlib import Path

import pytest

from tests.formulas.pages import message_about

SAYS = {
    "a sign": (r"p-q = q-p", "always differ by their sign"),
    "a factor 2": (r"2p = p", "a factor 2: the left side is the larger one"),
    "the natural log for log 2": (r"\log_2 p = \log p", "log 2 = 0.69315, one side has base e and"),
    "log 10 for log": (r"\log p = \log_{10} p", "log 10 = 2.3026, one side has base e and"),
    "log 10 for log 2": (r"\log_2 p = \log_{10} p", "one side has base 2 and the other base 10"),
    "N": (r"\sum_{i=1}^{N} x_i = \frac1N\sum_{i=1}^{N} x_i", "the left side is N times the"),
    "1/N": (r"\frac1N\sum_{i=1}^{N} x_i = \sum_{i=1}^{N} x_i", "the right side is N times the"),
    "2/N": (r"\frac2N\sum_{i=1}^{N} x_i = \sum_{i=1}^{N} x_i", "the left side is 2/N times the"),
    "N/2 and the sign": (
        r"-\frac N2\sum_{i=1}^{N} x_i = \sum_{i=1}^{N} x_i",
        "a factor and the sign: the left side is N/2 times the",
    ),
    "1 -": (r"p = 1-p", "one side is always 1 minus the other"),
    "1 /": (r"p = \frac1p", "one side is always 1 divided by the other"),
    "a number": (r"p+3 = p", "always differ by the same number, 3"),
    "exchanged symbols": (r"p-2q+q^2 = q-2p+p^2", "if p and q change places in one of them"),
    "reversed arguments": (
        r"D_{\mathrm{KL}}(P\|Q) = \sum_{x\in\mathcal X} Q(x)\log\frac{Q(x)}{P(x)}",
        "if P and Q change places",
    ),
    "the sign of one term": (r"p^2+q-1 = p^2-q-1", "the sign of this term is wrong: q"),
    "a lost minus in brackets": (
        r"-(p^2-\log q) = -(p^2+\log q)",
        r"the sign of this term is wrong: \log q",
    ),
    "a term too large": (r"p^2+\tfrac12 q = p^2+q", "agree with 1/2 times this term: q"),
    "the sign of a vector": (r"x = -x", "always differ by their sign"),
    "one side undefined all over": (r"p = \log(-p)", "the right side is undefined at every point"),
    "one side undefined": (r"p-q = e^{\log(p-q)}", "points the right side is undefined ("),
}  # fmt: skip
NOTATION = "$p$ : (0,1)\n$q$ : (0,1)\n$x$ : real[N]"


@pytest.mark.parametrize("name", SAYS)
def test_what_makes_the_difference(name: str, tmp_path: Path) -> None:
    tex, says = SAYS[name]
    message = message_about(tmp_path, tex, NOTATION)
    assert "does not hold" in message
    assert says in message
    assert "factor 1\n" not in message
    assert "it holds at" not in message


@pytest.mark.parametrize("tex", [r"p^2 = p", r"p^2+pq = p^2+q^3", r"\sum_{i=1}^{N} x_i = x_1"])
def test_nothing_is_said_where_nothing_is_the_same_everywhere(tex: str, tmp_path: Path) -> None:
    lines = message_about(tmp_path, tex, NOTATION).splitlines()
    assert not [line for line in lines if "always" in line or "agree" in line or "term" in line]
