"""Ratios in words: what may be said of a number, and that it stays true."""

from itertools import pairwise

import pytest

from scripts.website.made.number_words import NEAR, RATIOS, in_words
from scripts.website.made.written_values import write_value


@pytest.mark.parametrize(
    ("ratio", "form", "words"),
    [
        (2.0, "times", "twice"),
        (3.1, "times", "three times"),
        (100, "times", "a hundred times"),
        (4.0, "fold", "fourfold"),
        (0.5, "share", "half"),
        (0.32, "share", "a third"),
        (2 / 3, "share", "two thirds"),
        (0.257, "share", "a quarter"),
    ],
)
def test_what_is_near_is_said(ratio: float, form: str, words: str) -> None:
    assert in_words(ratio, form) == write_value(ratio, form) == words


def test_a_unit_follows() -> None:
    assert write_value(3, "times the loss") == "three times the loss"


@pytest.mark.parametrize(
    ("ratio", "form"),
    [(2.2, "times"), (1, "times"), (-2, "times"), (0.3, "share"), (1.0, "share"), (50, "fold")],
)
def test_what_has_no_words_is_refused(ratio: float, form: str) -> None:
    with pytest.raises(ValueError, match=rf"has no words as '{form}'; write a format such as .1f"):
        write_value(ratio, form)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_ratio_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="has no words"):
        in_words(value, "times")


def test_no_ratio_has_two_names() -> None:
    for values in map(sorted, RATIOS.values()):
        assert all(b / a > (1 + NEAR) / (1 - NEAR) for a, b in pairwise(values))
