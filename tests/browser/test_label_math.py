"""Formulas in labels of figures are drawn in the type of formulas, as wide as was measured."""

import matplotlib as mpl
import pytest
from matplotlib.text import Text
from playwright.sync_api import Browser

from scripts.website.made.drawings import figure_to_svg
from scripts.website.made.label_math import LARGER, SCRIPT
from snippets.figures.style import INK, STYLE, new_figure
from tests.browser.visits import scroll_through, told, visit

PAGE = "foundations/kl-divergence"
SLIDER = "#fig-kl-divergence-directions-q"

LABELS = (
    r"the slope $\partial L/\partial\hat y$ in nats",
    r"$y = 1$: $-\log\hat y$, or $-\log(1 - \hat y)$",
    r"$D(P\|Q) = 11.85$ and $H(X\mid Y) = 1.625$",
    r"$z_1 - z_2$ in steps of $2^{-24}$, $10^{-9}$",
    r"$P$ true, $T$ and $N$ of it: $\theta\epsilon\gamma\tau$",
    "no formula at all",
)

# Elements of HTML have another scale than the drawing, which may be shrunk.
_WIDTHS_OF_ONE = """(element, family) => {
    const pen = document.createElement("canvas").getContext("2d");
    const { fontStyle, fontSize } = getComputedStyle(element);
    const [own, other] = [family, "serif"].map((font) => {
      pen.font = `${fontStyle} ${fontSize} ${font}`;
      return pen.measureText(element.textContent).width;
    });
    const drawn = element.getComputedTextLength?.() ?? element.getBoundingClientRect().width;
    return [drawn, own, other];
}"""
_WIDTHS = """async (svg) => {
    const box = document.querySelector(".drawing").cloneNode();
    box.innerHTML = svg;
    document.body.append(box);
    const fonts = ["KaTeX_Main", "KaTeX_Math", '"Source Sans 3"'];
    await Promise.all(fonts.map((font) => document.fonts.load(`20px ${font}`)));
    return [...box.querySelectorAll("text")].map((text) => {
      const last = text.getEndPositionOfChar(text.getNumberOfChars() - 1);
      return last.x - text.getStartPositionOfChar(0).x;
    });
}"""
_SET = """([selector, value]) => {
    const input = document.querySelector(selector);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


PARTS = [
    (".drawing svg .math-letter", "KaTeX_Math"),
    (".drawing svg .math:not(:has(*))", "KaTeX_Main"),
    (".live-control label .math-letter", "KaTeX_Math"),
    (".live-lines .math-letter", "KaTeX_Math"),
]


def test_variables_and_signs_are_drawn_in_the_type_of_formulas(chrome: Browser, place: str) -> None:
    with visit(chrome, place, PAGE) as (page, watch):
        scroll_through(page)
        for where, family in PARTS:
            element = page.locator(where).first
            assert element.evaluate("one => getComputedStyle(one).fontFamily") == family
            drawn, own, other = element.evaluate(_WIDTHS_OF_ONE, family)
            assert drawn == pytest.approx(own, rel=0.01)
            assert drawn != pytest.approx(other, rel=0.01)
        assert told(watch.problems) == ""


def test_formulas_are_a_little_larger_than_the_words(chrome: Browser, home: str) -> None:
    with visit(chrome, home, PAGE) as (page, _):
        text = page.locator(".drawing svg text:has(.math)").first
        size = "element => parseFloat(getComputedStyle(element).fontSize)"
        larger = LARGER * text.evaluate(size)
        assert text.locator(".math").first.evaluate(size) == pytest.approx(larger)


def test_a_moving_number_stays_in_its_formula(chrome: Browser, home: str) -> None:
    with visit(chrome, home, PAGE) as (page, _):
        label = page.locator("#kl-divergence-directions-is-0 text")
        before = label.evaluate("text => text.innerHTML")
        page.evaluate(_SET, [SLIDER, 0.3])
        after = label.evaluate("text => text.innerHTML")
        assert after != before
        assert label.text_content() == "D(P∥Q) = 0.13"
        assert label.locator(".math").text_content() == label.text_content()
        page.evaluate(_SET, [SLIDER, 0.1])
        assert label.evaluate("text => text.innerHTML") == before


def test_labels_are_as_wide_as_was_measured(chrome: Browser, home: str) -> None:
    with mpl.rc_context(STYLE):
        figure = new_figure(8, 5)
        axes = figure.subplots()
        axes.set_axis_off()
        for row, label in enumerate(LABELS):
            axes.text(0, row / len(LABELS), label, color=INK, fontsize=20)
        svg = figure_to_svg(figure, "labels")
        written: list[Text] = list(axes.texts)
        measured = [text.get_window_extent().width for text in written]
    with visit(chrome, home, PAGE) as (page, _):
        assert page.evaluate(_WIDTHS, svg) == pytest.approx(measured, rel=0.01)


def test_scripts_are_smaller_and_off_the_line(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "derivation/logits") as (page, _):
        script = page.locator(".drawing svg .math-script").first
        size = "element => parseFloat(getComputedStyle(element).fontSize)"
        around = script.locator("xpath=..").evaluate(size)
        assert script.evaluate(size) == pytest.approx(SCRIPT * around)
        start = "element => element.getStartPositionOfChar(0).y"
        assert abs(script.evaluate(start) - script.locator("xpath=..").evaluate(start)) > 1
