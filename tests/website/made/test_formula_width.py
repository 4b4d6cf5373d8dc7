"""Display formulas know how wide they are: in a browser, tests/browser compares all of the site."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from scripts.common.problems import Place
from scripts.common.store import Store
from scripts.website.asked.page import Formula
from scripts.website.made.formula_width import WIDTH, with_width
from scripts.website.made.katex import Formulas
from tests.website.tiny import KATEX, REPOSITORY

# Widths of Computer Modern in thousandths of an em, as TeX's own tables (cmr10.tfm, cmmi10.tfm and
# so on) have them.
A, B, LAMBDA, ONE, PLUS, BRACKET = 528.59, 429.17, 583.34, 500, 777.78, 388.89
LOG, BEHIND_G = 277.78 + 500 + 500, 13.89
THIN, MEDIUM = 1000 / 6, 2000 / 9
AT_HALF = 0.7
"""The size of exponents and of the parts of a fraction in a line."""


@pytest.fixture(scope="module")
def engine() -> Iterator[MiniRacer]:
    with MiniRacer() as engine:
        script = KATEX / "katex" / "dist" / "katex.min.js"
        engine.eval(script.read_text(encoding="utf-8"))
        engine.eval(WIDTH)
        engine.eval("const wide = (tex) => widthOf(katex.__renderToHTMLTree(tex, {}))")
        yield engine


@pytest.mark.parametrize(
    ("tex", "width"),
    [
        ("a+b", A + B + PLUS + 2 * MEDIUM),
        (r"\lambda a", LAMBDA + A),
        (r"\log a", LOG + BEHIND_G + THIN + A),
        (r"\text{log}", LOG),
        ("(a)", A + 2 * BRACKET),
        (r"\hat a", A),
        ("a^1", A + AT_HALF * ONE + 50),
        (r"\frac{a}{1}", AT_HALF * A + 240),
        (r"\displaystyle\frac{1}{a+b}", A + B + PLUS + 2 * MEDIUM + 240),
        (r"\sqrt{a}", 833 + A),
        (r"a\quad a", 1000 + 2 * A),
        (r"\begin{matrix}a&a\\a&a\end{matrix}", 2 * A + 2 * 500),
        ("", 0),
    ],
)
def test_it_is_what_tex_has(engine: MiniRacer, tex: str, width: float) -> None:
    assert engine.call("wide", tex) * 1000 == pytest.approx(width, abs=1)


@pytest.mark.parametrize("width", [1, 15, 18, 40])
def test_what_fits_and_what_is_far_too_wide_says_nothing(width: float) -> None:
    html = '<span class="katex-display">…</span>'
    assert with_width(html, width) == html


def test_what_is_a_little_too_wide_says_how_wide_it_is(tmp_path: Path) -> None:
    formulas = Formulas(REPOSITORY, Store(tmp_path))
    tex = "a" + "+a" * 9
    wide = 10 * A + 9 * (PLUS + 2 * MEDIUM)
    formulas.prepare([Formula(Place(Path("a.md"), 1), tex, display=is_d) for is_d in (True, False)])
    said = re.findall(r'class="katex-display" style="--width:([\d.]+)"', formulas.html[tex, True])
    assert [float(one) for one in said] == [pytest.approx(wide / 1000 + 0.05, abs=0.011)]
    assert "--width" not in formulas.html[tex, False]
