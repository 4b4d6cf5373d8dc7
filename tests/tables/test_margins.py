"""The tables on margin losses, against the published values and sums written out."""

from math import acos, asin, cos, degrees, exp, log, radians, sqrt

import pytest

from snippets.tables import margins as tables


def loss_of(target: float) -> float:
    """Return −log softmax of the target logit beside 12 and 3."""
    return log(1 + exp(12 - target) + exp(3 - target))


def test_one_sample_has_angles_logits_and_probabilities() -> None:
    rows = tables.one_sample().rows
    total = exp(18) + exp(12) + exp(3)
    for row, cosine in zip(rows, (0.6, 0.4, 0.1), strict=True):
        assert row[1:] == [
            cosine,
            pytest.approx(degrees(acos(cosine))),
            pytest.approx(30 * cosine),
            pytest.approx(exp(30 * cosine) / total),
        ]


def test_losses_reproduce_the_published_values() -> None:
    losses = {str(row[0]).split(",")[0]: row[2] for row in tables.losses().rows}
    assert losses["plain softmax"] == pytest.approx(0.002476, abs=5e-7)
    assert losses["AM-Softmax"] == pytest.approx(4.511170, abs=5e-7)
    assert losses["ArcFace"] == pytest.approx(7.710299, abs=5e-7)


def test_losses_follow_from_their_target_logits() -> None:
    rows = tables.losses().rows
    targets = [18, 30 * (2 * 0.36 - 1), 14, 7.5, 30 * cos(acos(0.6) + 0.5)]
    for row, target in zip(rows, targets, strict=True):
        assert row[1] == pytest.approx(target)
        assert row[2] == pytest.approx(loss_of(target), rel=1e-9)
        assert row[3] == pytest.approx(1 - exp(-loss_of(target)), rel=1e-9)


def test_wider_margins_open_wider_gaps() -> None:
    rows = tables.gaps().rows
    within, between = ([float(row[k]) for row in rows] for k in (1, 2))
    assert within == sorted(within, reverse=True)
    assert between == sorted(between)
    assert [row[3] for row in rows] == [False, False, True]
    assert between[1] - between[0] == pytest.approx(degrees(0.5), abs=6)


def test_weights_grow_in_proportion_to_the_classes() -> None:
    for classes, entries, megabytes in tables.weight_sizes().rows:
        assert entries == 512 * int(str(classes).replace(",", ""))
        assert megabytes == pytest.approx(int(entries) * 4 / 1e6)


def test_the_circle_has_four_logits_of_one_angle() -> None:
    theta = radians(50)
    expected = [cos(theta), cos(theta) - 0.35, cos(theta + 0.5), cos(2 * theta)]
    assert [row[1] for row in tables.on_the_circle().rows] == pytest.approx(expected)


def test_gaps_follow_from_the_geometry_of_the_margin() -> None:
    """Equal logits at 90° ± δ: √2 r sin δ is the margin, or 2δ is, or 2(45° − δ) = 45° + δ."""
    short, long = (2 * degrees(asin(0.35 / (sqrt(2) * r))) for r in (0.5, 1))
    expected = {
        "Plain softmax": [0, 0, 0, 0],
        "Center loss": [0, 0, 0, 0],
        "SM-Softmax": [short, long, short, long],
        "L-Softmax": [30, 30, 90, 90],
        "AM-Softmax": [long] * 4,
        "ArcFace": [degrees(0.5)] * 4,
    }
    for name, *gaps in tables.boundaries().rows:
        assert gaps == pytest.approx(expected[str(name).split(",")[0]], abs=1e-5)
