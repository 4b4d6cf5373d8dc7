"""The tables on gradients, against loops and formulas written out."""

from functools import cache
from itertools import pairwise
from math import exp

import pytest

from snippets.tables import gradients as tables

pytestmark = pytest.mark.slow

steps_to_learn = cache(tables.steps_to_learn)


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def steps(start: float, *, squared: bool) -> int:
    z, count = start, 0
    while sigmoid(z) < 0.9:
        y_hat = sigmoid(z)
        z += 0.5 * (1 - y_hat) * (y_hat * (1 - y_hat) if squared else 1)
        count += 1
    return count


def test_steps_to_learn_counts_to_nine_tenths() -> None:
    rows = steps_to_learn().rows
    assert [row[0] for row in rows] == ["−1", "−3", "−5", "−7"]
    for row, start in zip(rows, (-1, -3, -5, -7), strict=True):
        assert row[1] == steps(start, squared=False)
        assert row[2] == steps(start, squared=True)
        assert row[3] == pytest.approx(int(row[2]) / int(row[1]))


def test_the_caption_of_the_steps_is_true() -> None:
    fast, slow = zip(*(row[1:3] for row in steps_to_learn().rows), strict=True)
    assert {int(b) - int(a) for a, b in pairwise(fast)} == {4, 5}
    assert 2 < (int(slow[-1]) / int(slow[-2])) ** 0.5 < exp(1)


def test_a_start_that_never_arrives_is_refused() -> None:
    with pytest.raises(ValueError, match=r"start: got -20"):
        tables.steps_from(-20, "mean squared error")


def test_matched_pairs_have_the_error_as_their_slope() -> None:
    rows = tables.matched_pairs().rows
    p = sigmoid(-5)
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("sigmoid", "cross-entropy"),
        ("softmax", "cross-entropy"),
        ("sigmoid", "half squared error"),
        ("softmax", "half squared error"),
    ]
    assert [row[2] for row in rows] == pytest.approx([-6, *[p - 1] * 4])
    factors = [1, 1, 1, p * (1 - p), 2 * p * (1 - p)]
    assert [row[4] for row in rows] == pytest.approx(factors, rel=1e-9)
    assert [row[3] for row in rows] == pytest.approx(
        [float(row[2]) * factor for row, factor in zip(rows, factors, strict=True)], rel=1e-9
    )
