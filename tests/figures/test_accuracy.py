"""The figure on accuracy has a cell for each error of the record."""

import math

import pytest

from snippets import recorded
from snippets.figures import accuracy as figures
from snippets.figures.style import BLUE, RED
from snippets.tables.accuracy import COLUMNS, worst
from tests.figures.drawn import blocks


def test_every_error_has_its_cell_in_which_blue_and_red_are_all_digits() -> None:
    axes = figures.errors().axes[0]
    right = {(int(bar.get_x()), round(bar.get_y() + 0.33)): bar for bar in blocks(axes, BLUE)}
    wrong = {(int(bar.get_x()), round(bar.get_y() + 0.33)): bar for bar in blocks(axes, RED)}
    expected = {
        (column, row): figures.lost(error)
        for row, name in enumerate(figures.LABELS)
        for column, libraries in enumerate(COLUMNS.values())
        if (error := worst(f"{name}_hard", libraries)) is not None
    }
    assert right.keys() == expected.keys()
    assert wrong.keys() == {cell for cell, digits in expected.items() if digits > 0}
    for cell, digits in expected.items():
        share = right[cell].get_width() / figures.CELL
        assert share == pytest.approx(1 - digits / figures.DIGITS)
        if cell in wrong:
            assert wrong[cell].get_width() == pytest.approx((1 - share) * figures.CELL)
    missing = [text for text in axes.texts if text.get_text() == "–"]
    assert len(missing) == len(figures.LABELS) * len(COLUMNS) - len(expected)


def test_ours_keep_nearly_all_digits_and_many_others_none() -> None:
    bars = blocks(figures.errors().axes[0], BLUE)
    ours = [bar.get_width() for bar in bars if bar.get_x() == 0]
    assert len(ours) == len(figures.LABELS)
    assert min(ours) > figures.CELL * (1 - math.log10(3) / figures.DIGITS)
    assert sum(bar.get_width() < 0.4 * figures.CELL for bar in bars if bar.get_x() > 0) > 20


@pytest.mark.parametrize(
    ("error", "digits"),
    [(0.0, 0), (0.5, 0), (1.0, 0), (100.0, 2), (1e30, figures.DIGITS), (math.inf, figures.DIGITS)],
)
def test_lost_digits(error: float, digits: float) -> None:
    assert figures.lost(error) == pytest.approx(digits)


def test_every_library_has_a_column() -> None:
    axes = figures.errors().axes[0]
    heads = [label.get_text() for label in axes.get_xticklabels()]
    assert [head.replace("-\n", "-").replace("\n", " ") for head in heads] == [
        "Tensor-Flow" if header == "TensorFlow" else header for header in COLUMNS
    ]
    known = recorded.outcomes("accuracy", "binary_cross_entropy_hard")
    assert {"pytorch", "tensorflow", "keras", "scikit_learn", "scipy"} <= known.keys()
