"""The tables of the page on many labels and rare classes."""

import numpy as np
import pytest

from snippets import patients
from snippets.careful.binary import binary_cross_entropy_with_logits_gradient
from snippets.tables import many_labels as data


def test_sigmoids_need_not_share_and_softmax_must() -> None:
    rows = data.tags().rows
    assert sum(float(row[3]) for row in rows) > 1
    assert sum(float(row[5]) for row in rows) == pytest.approx(1)
    for _, true, z, p, loss, _ in rows:
        assert p == pytest.approx(1 / (1 + np.exp(-float(z))))
        assert loss == pytest.approx(-np.log(p if true else 1 - float(p)))


def test_counting_often_is_the_weight_of_the_loss() -> None:
    """Where the logits of the copies stand, the weighted loss has no slope."""
    measured, ill = patients.patients()
    for weight in patients.WEIGHTS:
        slopes = binary_cross_entropy_with_logits_gradient(ill, patients.logits(weight), weight)
        assert abs(slopes.mean()) < 1e-6
        assert abs((slopes * measured[:, 0]).mean()) < 1e-6


def test_plain_training_predicts_the_share_and_has_the_least_plain_loss() -> None:
    plain, *others = data.weighted().rows
    assert plain[1] == pytest.approx(patients.ILL / (patients.ILL + patients.WELL), abs=1e-6)
    for row in others:
        assert float(row[1]) > float(plain[1])
        assert float(row[2]) > float(row[4]) > float(plain[2])
        assert float(row[4]) == pytest.approx(float(plain[2]), abs=3e-4)


def test_a_lower_threshold_finds_more_and_is_right_less_often() -> None:
    rows = data.thresholds().rows
    for _, found, missed, _, _ in rows:
        assert int(found) + int(missed) == patients.ILL
    for column, sign in ((1, 1), (3, 1), (4, -1)):
        assert np.all(sign * np.diff([float(row[column]) for row in rows]) > 0)


def test_the_rarer_the_more_alarms_are_false() -> None:
    right = [float(row[1]) for row in data.precisions().rows]
    assert right == sorted(right, reverse=True)
    assert right[0] == pytest.approx(0.9 / 0.95)
