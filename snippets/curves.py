"""The runs of training behind the pages on training curves and on symptoms."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from snippets.careful import training
from snippets.careful.arithmetic import Floats
from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.careful.categorical import one_hot, softmax_cross_entropy_gradient
from snippets.careful.information import binary_entropy
from snippets.careful.logistic import sigmoid
from snippets.careful.scores import fit_temperature, reliability
from snippets.careful.softmax import softmax, softmax_jacobian

EVENINGS: Final = 20
WET: Final = (1, 2, 9, 18)
"""Of twenty evenings with the same sky, how many were followed by rain: four kinds of sky."""
WEATHER_STEPS: Final = 3000
WEATHER_RATE: Final = 0.5

CLASSES: Final = 10
BATCH_STEPS: Final = 400
BATCH_RATE: Final = 1.0

UNSEEN: Final = 6000
UNSEEN_SEED: Final = 2009
BINS: Final = 10

# Sixteen samples with six features, of which one tells something.
CENTERS: Final = np.array([[-0.75, 0, 0, 0, 0, 0], [0.75, 0, 0, 0, 0, 0]])
SAMPLES: Final = 16
HELD_OUT: Final = 600
SEEDS: Final = (9, 1009)
STEPS: Final = 2000
LEARNING_RATE: Final = 0.5


@dataclass(frozen=True)
class Run:
    """What was seen after each step: losses in nats, and the share of right answers."""

    training: Floats
    validation: Floats
    accuracy: Floats


@cache
def overfitted() -> Run:
    """Train logistic regression on so few samples that it knows them by heart."""
    features, labels = training.clouds(CENTERS, SAMPLES, SEEDS[0])
    unseen, truth = training.clouds(CENTERS, HELD_OUT, SEEDS[1])
    path = training.train(features, labels, learning_rate=LEARNING_RATE, steps=STEPS)
    logits = [training.logits(w, b, unseen) for w, b in zip(path.weights, path.biases, strict=True)]
    losses = [binary_cross_entropy_with_logits(truth, z) for z in logits]
    right = [np.mean((z > 0) == truth) for z in logits]
    return Run(path.losses, np.array(losses), np.array(right))


def best_step() -> int:
    """Return the step after which the validation loss of that run is smallest."""
    return int(np.argmin(overfitted().validation))


def wet_shares() -> Floats:
    """Return the share of wet days after each kind of sky."""
    return np.array(WET) / EVENINGS


@cache
def weather_losses() -> Floats:
    """Return the loss after each step of a model that is shown the sky, in nats."""
    sky = np.repeat(np.eye(len(WET)), EVENINGS, axis=0)
    rain = np.concatenate([np.arange(EVENINGS) < wet for wet in WET]).astype(float)
    run = training.train(sky, rain, learning_rate=WEATHER_RATE, steps=WEATHER_STEPS)
    return run.losses


def weather_levels() -> tuple[float, float, float]:
    """Return what is paid without knowing anything, by who knows the shares, and the sky."""
    shares = wet_shares()
    of_kinds = float(np.mean(binary_entropy(shares)))
    return float(binary_entropy(0.5)), float(binary_entropy(shares.mean())), of_kinds


@cache
def one_batch(*, twice: bool) -> Floats:
    """Return the loss of one sample whose logits are free, with softmax once or twice, in nats."""
    y, z = one_hot(0, CLASSES), np.zeros(CLASSES)
    losses = []
    for _ in range(BATCH_STEPS + 1):
        s = softmax(z)
        losses.append(-np.log(softmax(s) if twice else s)[0])
        slopes = softmax_cross_entropy_gradient(y, s if twice else z)
        z = z - BATCH_RATE * (softmax_jacobian(z) @ slopes if twice else slopes)
    return np.array(losses)


@dataclass(frozen=True)
class HeldOut:
    """Logits of unseen samples and their labels: half to fit a temperature, half to judge."""

    logits: Floats
    labels: Floats

    def half(self, which: int) -> "HeldOut":
        """Return the even (0) or the odd (1) samples of each class."""
        chosen = (np.arange(len(self.labels)) // 2) % 2 == which
        return HeldOut(self.logits[chosen], self.labels[chosen])


@cache
def held_out(*, steps: int) -> HeldOut:
    """Return what the model of the page on questions says of unseen samples after some steps."""
    features, labels = training.clouds(CENTERS, SAMPLES, SEEDS[0])
    rate = LEARNING_RATE
    run = training.train(features, labels, learning_rate=rate, steps=steps)
    unseen, truth = training.clouds(CENTERS, UNSEEN, UNSEEN_SEED)
    return HeldOut(training.logits(run.weights[-1], run.biases[-1], unseen), truth)


def temperature(steps: int = STEPS) -> float:
    """Return the temperature that fits the first half of the unseen samples."""
    fitted = held_out(steps=steps).half(0)
    two = np.stack([np.zeros_like(fitted.logits), fitted.logits], axis=-1)
    return float(fit_temperature(fitted.labels, two))


def loss_at(divisor: float, steps: int = STEPS) -> float:
    """Return the mean loss of the second half with all logits divided by a number, in nats."""
    judged = held_out(steps=steps).half(1)
    return float(binary_cross_entropy_with_logits(judged.labels, judged.logits / divisor))


def bins(divisor: float) -> Floats:
    """Return what was said and what happened in the second half, logits divided by a number."""
    judged = held_out(steps=STEPS).half(1)
    return reliability(judged.labels, sigmoid(judged.logits / divisor), BINS)
