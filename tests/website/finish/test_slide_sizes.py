"""What is guessed about sizes: in which order, and about how much; a browser judges the rest."""

import pytest
from bs4 import BeautifulSoup, Tag

from scripts.website.finish.set_aside import SetAside
from scripts.website.finish.slide_sizes import (
    HEIGHT,
    WIDTH,
    caption_height,
    code_size,
    figure_size,
    fit,
    formula_size,
    table_size,
)


def drawn(mathml: str, height: float = 1.5) -> str:
    return (
        f"<math>{mathml}</math><!--drawing-->"
        f'<span class="katex-base" style="--height:{height}em;"></span>'
    )


def tag(html: str, name: str) -> Tag:
    found = BeautifulSoup(html, "html.parser").find(name)
    assert isinstance(found, Tag)
    return found


def test_what_has_room_keeps_its_size() -> None:
    assert fit(WIDTH, HEIGHT) == 1
    assert fit(10, 10) == 1
    assert fit(2 * WIDTH, HEIGHT) == 0.5
    assert fit(WIDTH, 1.6 * HEIGHT) == 0.625


def test_a_fraction_is_as_wide_as_its_wider_half_and_a_sum_as_all_of_it() -> None:
    parts = "<mi>a</mi><mi>bcdefgh</mi>"
    side_by_side = formula_size(drawn(f"<mrow>{parts}</mrow>"))[0]
    stacked = formula_size(drawn(f"<mfrac>{parts}</mfrac>"))[0]
    assert formula_size(drawn("<mi>a</mi>"))[0] < stacked < side_by_side


def test_a_chain_is_as_wide_as_its_columns_at_their_widest() -> None:
    row = "<mtr><mtd><mi>{}</mi></mtd><mtd><mi>{}</mi></mtd></mtr>".format
    wide = formula_size(drawn(f"<mtable>{row('a', 'bcd')}{row('abcd', 'b')}</mtable>"))[0]
    one = formula_size(drawn(f"<mtable>{row('abcd', 'bcd')}</mtable>"))[0]
    assert wide == pytest.approx(one)


def test_the_height_of_a_formula_is_that_of_its_highest_part() -> None:
    low, high = (formula_size(drawn("<mi>a</mi>", height))[1] for height in (1, 11.24))
    assert high - low == pytest.approx(10.24 * 39.2)
    both = drawn("<mi>a</mi>", 3) + drawn("<mi>b</mi>", 2)
    assert formula_size(both)[1] == formula_size(drawn("<mi>a</mi>", 3))[1]


def test_a_formula_among_others_counts_with_its_scripts() -> None:
    plain, scripted = drawn("<mi>a</mi>"), drawn("<msub><mi>a</mi><mi>b</mi></msub>")
    root = drawn("<msqrt><mi>a</mi></msqrt>")
    assert formula_size(plain)[0] < formula_size(scripted)[0]
    assert formula_size(plain)[0] < formula_size(root)[0]
    with_tex = drawn("<semantics><mi>a</mi><annotation>a_very_long_source</annotation></semantics>")
    assert formula_size(with_tex) == formula_size(plain)


def test_the_size_of_a_figure_is_its_own() -> None:
    svg = '<svg role="img" width="374.4pt" height="266.4pt"><rect width="5pt" height="6pt"/></svg>'
    assert figure_size(svg) == (374.4, 266.4)


def rows(*cells: list[str]) -> list[Tag]:
    written = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    return BeautifulSoup(written, "html.parser").select("tr")


def test_a_table_grows_with_its_rows_and_its_longest_cells() -> None:
    width, height = table_size(rows(["a", "b"]), SetAside())
    longer, higher = table_size(rows(["a", "b"], ["a" * 20, "b"]), SetAside())
    assert longer > width
    assert higher == pytest.approx(2 * height)


def test_a_table_that_is_too_wide_has_lines_broken() -> None:
    _, one = table_size(rows(["a" * 60, "b"]), SetAside())
    width, two = table_size(rows(["a" * 200, "b" * 20]), SetAside())
    assert two > 1.5 * one
    assert width > WIDTH, "it is drawn smaller too"


def test_a_cell_across_the_table_makes_no_column_wide() -> None:
    across = BeautifulSoup(
        f"<tr><td>a</td></tr><tr><td colspan='2'>{'a' * 90}</td></tr>", "html.parser"
    ).select("tr")
    assert table_size(across, SetAside())[0] == table_size(rows(["a"]), SetAside())[0]


def test_formulas_in_cells_count() -> None:
    aside = SetAside()
    formula = f'<span class="katex">{drawn("<mi>abcdefgh</mi>")}x<!--/drawing--></span>'
    with_formula = table_size(rows([aside.take(formula)]), aside)
    assert len(aside.parts) == 1
    assert with_formula[0] > table_size(rows(["a"]), aside)[0]


def test_captions_and_code_grow_with_their_lines() -> None:
    caption = tag(f"<figcaption>{'word ' * 60}</figcaption>", "figcaption")
    assert caption_height(None) == 0
    assert caption_height(caption) > caption_height(tag("<figcaption>a</figcaption>", "figcaption"))
    short, long = tag("<pre>a</pre>", "pre"), tag("<pre>\na\nbb\nccc\n</pre>", "pre")
    assert code_size(long)[1] - code_size(short)[1] == pytest.approx(60)
    assert code_size(long)[0] > code_size(short)[0]
