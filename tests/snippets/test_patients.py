"""The thousand patients, and the models that are fitted to them."""

import numpy as np
import pytest

from snippets import patients
from tests.snippets.descent import descent


def test_the_ill_measure_two_more() -> None:
    measured, ill = patients.patients()
    assert measured.shape == (1000, 1)
    assert ill.tolist() == [1.0] * 50 + [0.0] * 950
    noise = np.random.default_rng(patients.MEASURED_SEED).normal(size=1000)
    np.testing.assert_allclose(measured[:, 0] - noise, 2 * ill, atol=1e-14)


@pytest.mark.parametrize("weight", patients.WEIGHTS)
def test_the_ill_count_as_often_as_their_weight(weight: float) -> None:
    """Logits after the same steps of descent, with weights in the place of copies."""
    measured, ill = patients.patients()
    path = descent(measured, ill, np.where(ill == 1, weight, 1), rate=1, steps=patients.STEPS)
    *_, (w, b) = path
    z = measured @ w + b
    np.testing.assert_allclose(patients.logits(weight), z, rtol=0, atol=1e-11)
    assert patients.mean_prediction(weight) == pytest.approx(np.mean(1 / (1 + np.exp(-z))))
    assert type(patients.mean_prediction(weight)) is float
