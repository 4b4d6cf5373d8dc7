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


def test_the_jacobian_is_a_difference_of_products() -> None:
    p = (0.1, 0.2, 0.7)
    for i, (_, *slopes) in enumerate(tables.jacobian().rows):
        assert slopes == pytest.approx([p[i] * ((i == j) - p[j]) for j in range(3)])


def test_pushes_lead_from_the_prediction_to_the_label() -> None:
    powers = [exp(z) for z in (-0.8, -0.1, 1.15)]
    for row, power, label in zip(tables.pushes().rows, powers, (1, 0, 0), strict=True):
        share = power / sum(powers)
        assert row[1:] == (label, pytest.approx(share), pytest.approx(label - share))
