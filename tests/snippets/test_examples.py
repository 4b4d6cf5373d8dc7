"""The numbers that the pages work with."""

import numpy as np
import pytest

from snippets import examples
from snippets.careful.information import (
    conditional_entropy,
    entropy,
    joint_entropy,
    mutual_information,
)
from tests.snippets.strategies import Array

ARRAYS = {name: value for name, value in vars(examples).items() if isinstance(value, np.ndarray)}
DISTRIBUTIONS = [
    examples.MODEL_1,
    examples.MODEL_2,
    examples.CATEGORICAL_PREDICTIONS,
    examples.HORSE_RACE,
    examples.COVER_THOMAS_JOINT.ravel(),
]


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS.keys())
def test_no_page_can_change_them(array: Array) -> None:
    assert array.dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_distributions_sum_to_1() -> None:
    for p in DISTRIBUTIONS:
        np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-15)


def test_two_printed_rows_do_not() -> None:
    np.testing.assert_allclose(examples.MODEL_1_AS_PRINTED.sum(axis=1), [1, 1.1, 1])
    np.testing.assert_allclose(examples.MODEL_2_AS_PRINTED.sum(axis=1), [1, 1, 1.1])


def test_printed_and_corrected_differ_in_one_number() -> None:
    for printed, corrected in (
        (examples.MODEL_1_AS_PRINTED, examples.MODEL_1),
        (examples.MODEL_2_AS_PRINTED, examples.MODEL_2),
    ):
        assert np.count_nonzero(printed != corrected) == 1


def test_labels_are_pig_dog_cat() -> None:
    named = [examples.ANIMALS[int(row.argmax())] for row in examples.ANIMAL_LABELS]
    assert named == ["pig", "dog", "cat"]


def test_shapes_of_the_articles_code() -> None:
    assert examples.BINARY_LABELS.shape == examples.BINARY_PREDICTIONS.shape == (4, 1)
    assert examples.CATEGORICAL_LABELS.shape == examples.CATEGORICAL_PREDICTIONS.shape == (3, 3)


def test_horse_race() -> None:
    assert entropy(examples.HORSE_RACE, base=2) == 2


def test_cover_and_thomas_example_2_2_1() -> None:
    joint = examples.COVER_THOMAS_JOINT
    assert entropy(joint.sum(axis=1), base=2) == 7 / 4
    assert entropy(joint.sum(axis=0), base=2) == 2
    assert joint_entropy(joint, base=2) == 27 / 8
    assert conditional_entropy(joint, base=2) == pytest.approx(11 / 8, rel=1e-15)
    assert conditional_entropy(joint.T, base=2) == pytest.approx(13 / 8, rel=1e-15)
    assert mutual_information(joint, base=2) == pytest.approx(3 / 8, rel=1e-14)
