"""The figure on accuracy has a mark for each error of the record."""

import math

import pytest

from snippets import recorded
from snippets.figures import accuracy as figures
from snippets.figures.style import BLUE
from snippets.tables.accuracy import COLUMNS, worst
from tests.figures.drawn import points


def test_every_error_has_its_mark() -> None:
    axes = figures.errors().axes[0]
    marks = [(points(line)[0][0], round(points(line)[1][0])) for line in axes.lines]
    expected = [
        (figures.position(error), row)
        for row, name in enumerate(figures.LABELS)
        for libraries in COLUMNS.values()
        if (error := worst(f"{name}_hard", libraries)) is not None
    ]
    assert marks == expected


def test_ours_are_all_on_the_left() -> None:
    axes = figures.errors().axes[0]
    ours = [line for line in axes.lines if line.get_color() == BLUE]
    assert len(ours) == len(figures.LABELS)
    assert max(points(line)[0][0] for line in ours) < math.log10(3)
    others = [line for line in axes.lines if line.get_color() != BLUE]
    assert sum(points(line)[0][0] > 10 for line in others) > 20


def test_positions() -> None:
    assert figures.position(100.0) == pytest.approx(2)
    assert figures.position(math.inf) == figures.NONE_RIGHT


def test_every_library_is_in_the_legend_once() -> None:
    axes = figures.errors().axes[0]
    _, labels = axes.get_legend_handles_labels()
    assert sorted(labels) == sorted(COLUMNS)
    known = recorded.outcomes("accuracy", "binary_cross_entropy_hard")
    assert {"pytorch", "tensorflow", "keras", "scikit_learn", "scipy"} <= known.keys()
