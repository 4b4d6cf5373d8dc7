"""The article's code as it stands: right where it is right, and each way in which it fails."""

import inspect
import math

import numpy as np
import pytest

from snippets import examples
from snippets.careful.binary import binary_cross_entropy
from snippets.careful.categorical import categorical_cross_entropy
from snippets.naive_article import binary_cross_entropy_loss, categorical_cross_entropy_loss

LABELS, PREDICTIONS = examples.BINARY_LABELS, examples.BINARY_PREDICTIONS
ONE_HOT, ROWS = examples.CATEGORICAL_LABELS, examples.CATEGORICAL_PREDICTIONS


def test_output_of_the_article() -> None:
    assert binary_cross_entropy_loss(LABELS, PREDICTIONS) == pytest.approx(0.2361725516, abs=5e-11)
    assert categorical_cross_entropy_loss(ONE_HOT, ROWS) == pytest.approx(0.3635480382, abs=5e-11)


def test_mean_over_the_samples_and_sum_over_the_classes() -> None:
    assert categorical_cross_entropy_loss(ONE_HOT[:2], ROWS[:2]) == pytest.approx(
        -(math.log(0.7) + math.log(0.8)) / 2, abs=1.5e-9
    )


def test_agrees_with_the_snippets_on_it() -> None:
    binary = float(binary_cross_entropy(LABELS, PREDICTIONS))
    assert binary_cross_entropy_loss(LABELS, PREDICTIONS) == pytest.approx(binary, rel=1e-15)
    exact = float(categorical_cross_entropy(ONE_HOT, ROWS))
    assert categorical_cross_entropy_loss(ONE_HOT, ROWS) == pytest.approx(exact, abs=1.5e-9)
    assert categorical_cross_entropy_loss(ONE_HOT, ROWS) != exact


@pytest.mark.filterwarnings("ignore:divide by zero", "ignore:invalid value")
def test_perfect_binary_prediction_is_nan() -> None:
    one = np.array([1.0])
    assert math.isnan(binary_cross_entropy_loss(one, one))
    assert binary_cross_entropy(one, one) == 0


def test_shapes_broadcast_silently() -> None:
    flat = LABELS[:, 0]
    assert binary_cross_entropy_loss(flat, PREDICTIONS) == pytest.approx(1.0094, abs=5e-5)
    with pytest.raises(ValueError, match=r"y_hat: got shape \(4, 1\), want the shape of y"):
        binary_cross_entropy(flat, PREDICTIONS)


def test_perfect_categorical_prediction_is_negative() -> None:
    loss = categorical_cross_entropy_loss(np.eye(3), np.eye(3))
    assert loss == pytest.approx(-1e-9, rel=1e-6)
    assert categorical_cross_entropy(np.eye(3), np.eye(3)) == 0


def test_no_categorical_loss_exceeds_a_cap() -> None:
    wrong = np.eye(3)[[1, 2, 0]]
    assert categorical_cross_entropy_loss(np.eye(3), wrong) == pytest.approx(20.723, abs=5e-4)
    assert categorical_cross_entropy(np.eye(3), wrong) == math.inf


def test_rows_need_not_be_distributions() -> None:
    assert categorical_cross_entropy_loss(
        examples.ANIMAL_LABELS, examples.MODEL_1_AS_PRINTED
    ) == pytest.approx(1.378389, abs=5e-7)


def test_number_of_classes_is_never_used() -> None:
    source = inspect.getsource(categorical_cross_entropy_loss)
    assert source.count("num_classes") == 1
