"""A thousand patients of whom few are ill, and what logistic regression says of them."""

from functools import cache
from typing import Final

import numpy as np

from snippets.careful import training
from snippets.careful.arithmetic import Floats
from snippets.careful.logistic import sigmoid

ILL, WELL = 50, 950
"""Patients, of whom one in twenty is ill."""
MEASURED_SEED: Final = 11
DISTANCE: Final = 2.0
STEPS: Final = 3000
WEIGHTS: Final = (1.0, 4.0, 19.0)


@cache
def patients() -> tuple[Floats, Floats]:
    """Return one measurement of each patient, higher in the ill on average, and who is ill."""
    ill = (np.arange(ILL + WELL) < ILL).astype(float)
    noise = np.random.default_rng(MEASURED_SEED).normal(size=ILL + WELL)
    return (DISTANCE * ill + noise)[:, np.newaxis], ill


@cache
def logits(weight: float) -> Floats:
    """Return what logistic regression says of the patients if the ill count ``weight`` times.

    Counting w times is the same as standing there w times.
    """
    measured, ill = patients()
    copies = np.where(ill == 1, int(weight), 1)
    run = training.train(
        np.repeat(measured, copies, axis=0), np.repeat(ill, copies), learning_rate=1.0, steps=STEPS
    )
    return training.logits(run.weights[-1], run.biases[-1], measured)


def mean_prediction(weight: float) -> float:
    """Return the mean probability of ill that such a model gives."""
    return float(sigmoid(logits(weight)).mean())
