"""Figures as SVG: text as text, the palette's colours, ids of their own, always the same."""

import re
from collections.abc import Callable

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.website.asked.expressions import parse
from scripts.website.made.drawings import figure_to_svg, with_plain_colours
from scripts.website.made.presentation import present_figure
from snippets.figures import style
from snippets.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, PALETTE, RED, STYLE, new_figure

COLOUR = re.compile(r"(?:fill|stroke): ([^;\"]+)")


def draw(paint: Callable[[Axes], object], name: str = "a-figure") -> str:
    with mpl.rc_context(STYLE):
        figure = new_figure()
        paint(figure.subplots())
        return figure_to_svg(figure, name)


def everything(axes: Axes) -> None:
    """Draw with whatever the site's figures draw with."""
    axes.plot([0, 1, 2], [0, 1.23456789, 0.5], color=BLUE, marker="o", label="a line")
    axes.plot([0, 2], [0, 1], color=ORANGE, linestyle="--", marker="s", markerfacecolor="none")
    axes.fill_between([0, 1], [0, 1], color=GREEN, alpha=0.125)
    axes.bar([0, 1], [1, 2], color="none", edgecolor=RED, hatch="//")
    axes.contour([[0, 1], [1, 2]], colors=[MUTED])
    axes.scatter([0, 1], [1, 1], color=[BLUE, RED])
    axes.axhline(0.75, color=INK)
    axes.annotate(
        "H(X | Y) = 1.375", (1, 1), (0.5, 0.5), arrowprops={"arrowstyle": "->", "color": RED}
    )
    axes.text(
        0.1, 0.1, "−log ŷ ≥ 2.58496 & < 10.0000\n#123456  two blanks", color=MUTED, rotation=30
    )
    axes.set_title("A title")
    axes.legend()


@pytest.fixture(scope="module")
def everything_drawn() -> str:
    return draw(everything)


def ids(svg: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', svg)


def used_ids(svg: str) -> set[str]:
    return set(re.findall(r'(?:href="#|url\(#)([^")]*)', svg))


class TestIds:
    def test_two_figures_have_none_in_common(self, everything_drawn: str) -> None:
        other = ids(draw(everything, "other-figure"))
        assert len(other) == len(ids(everything_drawn)) > 0
        assert not set(other) & set(ids(everything_drawn))

    def test_each_is_used_and_each_use_has_one(self, everything_drawn: str) -> None:
        svg = everything_drawn
        assert len(ids(svg)) == len(set(ids(svg)))
        assert set(ids(svg)) == used_ids(svg)
        assert all(name.startswith("a-figure-") for name in ids(svg))


class TestColours:
    def test_all_are_variables_of_the_page(self, everything_drawn: str) -> None:
        used = set(COLOUR.findall(everything_drawn))
        variables = {f"var(--figure-{name})" for name in PALETTE}
        patterns = {colour for colour in used if colour.startswith("url(#a-figure-")}
        assert len(patterns) == 1
        assert used - patterns - {"none"} <= variables
        assert {"var(--figure-blue)", "var(--figure-red)", "var(--figure-ink)"} <= used

    def test_no_other_way_to_name_a_colour_is_left(self, everything_drawn: str) -> None:
        tags = "".join(re.findall(r"<[^>]*>", everything_drawn))
        assert set(re.findall(r"#[\w-]{9}", tags)) == {"#a-figure-"}
        assert "rgb(" not in tags

    def test_a_shade_is_the_colour_with_an_opacity(self) -> None:
        svg = draw(lambda axes: axes.axhspan(0, 1, color=BLUE, alpha=0.25))
        assert "fill: var(--figure-blue); opacity: 0.25" in svg

    @pytest.mark.parametrize(
        "paint",
        [
            lambda axes: axes.plot([0, 1]),
            lambda axes: axes.plot([0, 1], color="#123456"),
            lambda axes: axes.plot([0, 1], color="#1F5FA9"),
            lambda axes: axes.fill_between(
                [0, 1], [0, 1], color="white", alpha=0.5, ec=BLUE, fc="red"
            ),
            lambda axes: axes.text(0, 0, "a", color="grey"),
            lambda axes: axes.scatter([0], [0], color=BLUE, edgecolors="green"),
        ],
    )
    def test_one_that_is_not_in_the_palette_is_refused(
        self, paint: Callable[[Axes], object]
    ) -> None:
        with pytest.raises(
            ValueError, match=r"the figure uses the colour #\w{6}; .*style.py has ink"
        ):
            draw(paint)

    @pytest.mark.parametrize(
        "paint",
        [
            lambda axes: axes.text(0, 0, "a", color="black"),
            lambda axes: axes.axhspan(0, 1, facecolor="black", edgecolor="none"),
            lambda axes: axes.fill_between([0, 1], [0, 1], facecolor="black", alpha=0.5, ec=BLUE),
            lambda axes: axes.plot([0, 1], color=BLUE, marker="o", markerfacecolor="black"),
            lambda axes: axes.plot([0, 1], color="black"),
            lambda axes: axes.set_title("a", color="#000000"),
        ],
    )
    def test_black_is_refused_though_svg_need_not_name_it(
        self, paint: Callable[[Axes], object]
    ) -> None:
        with pytest.raises(ValueError, match="the figure uses the colour #000000"):
            draw(paint)

    def test_what_is_invisible_has_no_colour(self) -> None:
        draw(lambda axes: axes.scatter([0], [0], facecolors=(0, 0, 0, 0), edgecolors=BLUE))

    def test_plain_colours_are_those_of_the_palette(self, everything_drawn: str) -> None:
        plain = with_plain_colours(everything_drawn)
        assert "var(" not in plain
        assert set(re.findall(r"(?:fill|stroke): (#\w+)", plain)) <= set(PALETTE.values())
        assert BLUE in plain


class TestText:
    def test_it_is_text_as_the_author_wrote_it(self, everything_drawn: str) -> None:
        texts = re.findall(r"<text[^>]*>([^<]*)<", everything_drawn)
        assert "H(X | Y) = 1.375" in texts
        assert "−log ŷ ≥ 2.58496 &amp; &lt; 10.0000" in texts
        assert "#123456  two blanks" in texts
        assert "a line" in texts

    def test_the_page_chooses_the_font(self, everything_drawn: str) -> None:
        svg = everything_drawn
        assert "font-family" not in svg
        assert "DejaVu" not in svg
        assert "font-size" in svg

    def test_only_coordinates_are_rounded(self, everything_drawn: str) -> None:
        tags = "".join(re.findall(r"<[^>]*>", everything_drawn))
        assert re.search(r"\d\.\d\d\b", tags)
        assert not re.search(r"\d\.\d{3}", tags)


class TestTheElement:
    def test_it_is_one_svg_element_of_a_single_line(self, everything_drawn: str) -> None:
        svg = everything_drawn
        assert svg.startswith("<svg ")
        assert svg.endswith("</svg>")
        assert "\n" not in svg
        assert not re.search(r"<\?xml|<!DOCTYPE|<metadata|<style|<!--", svg)

    def test_it_is_the_same_every_time(self, everything_drawn: str) -> None:
        assert draw(everything) == everything_drawn

    def test_it_is_the_same_whatever_was_drawn_before(self, everything_drawn: str) -> None:
        draw(lambda axes: axes.plot([0, 1], color=RED), "another")
        assert draw(everything) == everything_drawn

    def test_a_raster_is_refused(self) -> None:
        with pytest.raises(ValueError, match="holds a raster image; draw it with lines and areas"):
            draw(lambda axes: axes.imshow([[0.0, 1.0]]))
        with pytest.raises(ValueError, match="holds a raster image"):
            draw(lambda axes: axes.plot([0, 1], color=BLUE, rasterized=True))

    def test_the_settings_of_who_builds_do_not_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def plain() -> Figure:
            figure = new_figure()
            figure.subplots().plot([0, 1], color=BLUE)
            return figure

        monkeypatch.setattr(style, "new_figure", plain)
        expression = parse("style.new_figure", "snippets.figures")
        expected = present_figure(expression, "plain")
        with mpl.rc_context({"xtick.major.size": 17, "svg.fonttype": "path", "lines.marker": "o"}):
            assert present_figure(expression, "plain") == expected
            assert mpl.rcParams["xtick.major.size"] == 17


class TestGrids:
    """What is drawn in one place again and again is `use`d; these figures have marks only."""

    def test_a_line_of_a_grid_is_the_mark_of_its_number(self) -> None:
        svg = draw(lambda axes: axes.set(xticks=[0, 1], yticks=[0, 1]))
        assert svg.count("<use ") == 0
        assert svg.count("var(--figure-grid)") == 4
        assert "clip-path" not in svg

    def test_an_axis_without_lines_keeps_its_marks(self) -> None:
        def lines_upright(axes: Axes) -> None:
            axes.set(xticks=[0, 1], yticks=[0, 1])
            axes.grid(visible=False, axis="y")

        assert draw(lines_upright).count("<use ") == 2

    def test_a_scale_of_powers_keeps_its_marks(self) -> None:
        def powers(axes: Axes) -> None:
            axes.set(xscale="log", xlim=(1, 10), xticks=[1, 10], yticks=[0, 1])
            axes.minorticks_off()

        svg = draw(powers)
        assert svg.count("<use ") == 2


class TestTexts:
    @pytest.mark.parametrize(
        "write",
        [
            lambda axes, **small: axes.text(0.5, 0.5, "words", **small),
            lambda axes, **small: axes.annotate("words", (0.5, 0.5), **small),
            lambda axes, **small: axes.set_title("words", **small),
            lambda axes, **small: axes.set_xlabel("words", **small),
            lambda axes, **small: axes.figure.suptitle("words", **small),
            lambda axes, **small: axes.set_xticks([0.5], ["words"], **small),
            lambda axes, **small: (
                axes.plot([0, 1], color=BLUE, label="words") and axes.legend(prop=small)
            ),
        ],
    )
    def test_small_ones_and_other_fonts_are_refused_everywhere(
        self, write: Callable[..., object]
    ) -> None:
        with pytest.raises(ValueError, match=r"'words' is written in 9\.5 points; 10 can be read"):
            draw(lambda axes: write(axes, size=9.5))
        with pytest.raises(ValueError, match="'words' is in the font serif"):
            draw(lambda axes: write(axes, family="serif", size=10))

    def test_numbers_at_ticks_too(self) -> None:
        with pytest.raises(ValueError, match="is written in 8 points"):
            draw(lambda axes: axes.tick_params(labelsize=8))

    def test_what_nobody_sees_may_be_small(self) -> None:
        draw(lambda axes: axes.text(0, 0, "words", size=4, visible=False))
        draw(lambda axes: axes.text(0, 0, " ", size=4))


def test_a_figure_of_pyplot_is_refused() -> None:
    with pytest.raises(ValueError, match=r"belongs to pyplot; begin it with new_figure\(\)"):
        figure_to_svg(plt.figure(), "name")
    plt.close("all")
