"""The figure on streams: how the mean of a stream settles."""

import numpy as np
from matplotlib.figure import Figure
from numpy.polynomial.hermite_e import hermegauss

from snippets.careful.arithmetic import Floats
from snippets.careful.binary import binary_cross_entropy_with_logits
from snippets.careful.information import binary_entropy
from snippets.careful.logistic import sigmoid
from snippets.careful.stream import Tally, mean_loss, standard_error, tally
from snippets.figures.style import BLUE, ORANGE, new_figure

SPREAD = 2.0
"""Standard deviation of the logits."""

ENDS = np.unique(np.geomspace(20, 100_000, 60).astype(int))
"""Numbers of samples at which the stream is looked at."""


def settling() -> Figure:
    """Draw the mean loss over the number of samples, with two standard errors to each side.

    The model is the truth: labels are drawn with the probabilities that it gives. So the mean of
    endless samples is known, the mean entropy of the labels.
    """
    figure = new_figure(5.2, 3.4, wide=3.4)
    axes = figure.subplots()
    mean, error = looks(drawn_losses())
    axes.fill_between(ENDS, mean - 2 * error, mean + 2 * error, color=BLUE, alpha=0.18, linewidth=0)
    axes.semilogx(ENDS, mean, color=BLUE, label="mean so far")
    expected = mean_of_endless_samples()
    axes.axhline(expected, color=ORANGE, linestyle="--", linewidth=1.4)
    axes.annotate(
        "mean ± 2 standard errors",
        (ENDS[6], mean[6] + 2 * error[6]),
        (10, 6),
        textcoords="offset points",
        color=BLUE,
    )
    axes.annotate(
        f"endless samples: {expected:.4f}",
        (ENDS[-1], expected),
        (0, -26),
        textcoords="offset points",
        ha="right",
        color=ORANGE,
    )
    axes.set(xlabel="samples so far", ylabel="mean loss (nats)")
    axes.set_xticks([100, 1_000, 10_000, 100_000], ["100", "1,000", "10,000", "100,000"])
    return figure


def drawn_losses() -> Floats:
    """Losses of a model that is right: labels are drawn with its own probabilities."""
    random = np.random.default_rng(5)
    z = random.normal(0, SPREAD, ENDS[-1])
    y = (random.uniform(size=len(z)) < sigmoid(z)).astype(np.float64)
    return binary_cross_entropy_with_logits(y, z, "none")


def looks(losses: Floats) -> tuple[Floats, Floats]:
    """Mean and standard error at each of the ends, each batch being looked at once."""
    seen, means, errors = Tally(), [], []
    for batch in np.split(losses, ENDS[:-1]):
        seen += tally([batch])
        means.append(mean_loss(seen))
        errors.append(standard_error(seen))
    return np.array(means), np.array(errors)


def mean_of_endless_samples() -> float:
    """E[H_b(σ(z))] for normal logits, in nats, by Gauss–Hermite quadrature."""
    nodes, weights = hermegauss(100)
    return float(np.sum(weights * binary_entropy(sigmoid(SPREAD * nodes))) / np.sum(weights))
