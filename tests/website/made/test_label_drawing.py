"""Labels in figures: measured in the fonts that pages draw them in, and drawn as one text."""

import re

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure

from scripts.website.made.drawings import figure_to_svg
from scripts.website.made.figure_numbers import figure_numbers
from scripts.website.made.label_math import ITALIC, LARGER, SCRIPT, UPRIGHT
from snippets.figures.style import BLUE, INK, STYLE, new_figure

SIZE = 40.0
_WIDTH = re.compile(r"<text[^>]*translate\((?P<x>[\d.]+)")


def drawn(label: str, **options: object) -> tuple[Figure, str]:
    with mpl.rc_context(STYLE):
        figure = new_figure()
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color=BLUE, label=label, marker="o")
        axes.set(xlabel="x", ylabel="y")
        axes.text(0.5, 0.5, label, color=INK, **{"size": SIZE, **options})  # type: ignore[arg-type]
        return figure, figure_to_svg(figure, "name")


def advance(font: str, signs: str) -> float:
    """Return how far a font goes for some signs, in its size."""
    opened = TTFont(font)
    names, widths = opened.getBestCmap(), opened["hmtx"]
    units = float(opened["head"].unitsPerEm)
    return sum(float(widths[names[ord(sign)]][0]) for sign in signs) / units


@pytest.mark.parametrize(
    ("label", "upright", "letters", "scripts"),
    [
        ("$q$", "", "q", ""),
        ("$\\hat y = 1$", " = 1", "y", ""),
        ("$2^{-24}$", "2", "", "−24"),
        ("$\\log q$", "log\u2009", "q", ""),
    ],
)
def test_a_formula_is_as_wide_as_its_type(
    label: str, upright: str, letters: str, scripts: str
) -> None:
    figure, _ = drawn(label)
    text = figure.axes[0].texts[0]
    wide = text.get_window_extent().width
    expected = advance(str(UPRIGHT), upright) + advance(str(ITALIC), letters)
    expected += SCRIPT * advance(str(UPRIGHT), scripts)
    assert wide == pytest.approx(LARGER * SIZE * expected, rel=0.03)


def test_it_is_one_text_in_the_place_of_its_label() -> None:
    _, svg = drawn("the $ŷ$ of $z_1$ & more", ha="right")
    (label,) = re.findall(r"<text[^>]*>the .*?</text>", svg)
    assert "text-anchor: end" in label
    assert re.sub("<[^>]*>", "", label) == "the ŷ of z1 &amp; more"
    assert label.count("<tspan") == 6
    assert "$" not in svg


def test_numbers_of_an_axis_are_set_too() -> None:
    with mpl.rc_context(STYLE):
        figure = new_figure()
        figure.subplots().semilogy([1, 2], [1e-6, 1], color=BLUE)
        svg = figure_to_svg(figure, "name")
    assert '<tspan class="math">10<tspan class="math-script" dy="-0.51em">−6</tspan>' in svg


def test_tables_of_numbers_have_it_as_text() -> None:
    figure, _ = drawn(r"$-\log ŷ$")
    (table,) = figure_numbers(figure)
    assert [row[0] for row in table.rows] == ["−log ŷ"] * 2


@pytest.mark.parametrize("label", ["5$", r"$\frac12$", "$a\nb$"])
def test_what_cannot_be_set_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"label"):
        drawn(label)


def test_a_dollar_may_be_meant() -> None:
    assert ">5$ each<" in drawn(r"5\$ each")[1]
