"""How symbols are read aloud."""

import re
from pathlib import Path

import pytest

from scripts.website.made.read_aloud import read_aloud

NOTATION = Path(__file__).parents[3] / "docs" / "en" / "reference" / "notation.md"


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        ("n", "n"),
        ("N", "capital N"),
        (r"\hat y", "y hat"),
        (r"\hat Y", "capital Y hat"),
        (r"\tilde{y}", "y tilde"),
        (r"\mathcal X", "script X"),
        (r"\mathbf 1", "bold one"),
        (r"\varepsilon", "epsilon"),
        (r"\Omega", "Omega"),
        ("p_t", "p sub t"),
        ("L_{01}", "L sub zero one"),
        (r"L_{\mathrm{arc}}", "L sub arc"),
        ("H(P,Q)", "H of P and Q"),
        (r"H(X\mid Y)", "H of X given Y"),
        (r"D_{\mathrm{KL}}(P\Vert Q)", "D sub KL of P relative to Q"),
        (r"\mathcal N(y;\mu,s^2)", "script N of y, mu, s squared"),
        (r"X^\top", "capital X transposed"),
        (r"\Vert x\Vert", "the length of x"),
        (r"\frac{d}{dz}", "d by d z"),
        (r"\sigma'", "sigma prime"),
        (r"H\left(P,\,Q\right)", "H of P and Q"),
        (r"x^3", "x cubed"),
        (r"x^k", "x to the k"),
    ],
)
def test_a_symbol_in_words(tex: str, words: str) -> None:
    assert read_aloud(tex) == words


def test_every_symbol_of_the_notation_is_words_alone() -> None:
    rows = re.findall(r"(?m)^\| (\$[^|]*) \|", NOTATION.read_text("utf-8"))
    symbols = [tex for row in rows for tex in re.findall(r"\$([^$]+)\$", row)]
    assert len(symbols) > 100
    assert [tex for tex in symbols if not re.fullmatch(r"[A-Za-z ,]+", read_aloud(tex))] == []
