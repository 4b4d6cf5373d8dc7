"""The figure on streams: the mean settles where it should, within its error."""

import numpy as np
import pytest
import scipy.stats
from matplotlib.collections import PolyCollection

from snippets.figures import stream as figures
from snippets.figures.style import BLUE, ORANGE
from tests.figures.drawn import points


def test_the_mean_of_endless_samples_is_the_mean_entropy() -> None:
    z = np.random.default_rng(0).normal(0, figures.SPREAD, 400_000)
    p = 1 / (1 + np.exp(-z))
    entropies = -(p * np.log(p) + (1 - p) * np.log1p(-p))
    assert figures.mean_of_endless_samples() == pytest.approx(entropies.mean(), abs=1e-3)


def test_mean_and_error_are_those_of_all_losses_so_far() -> None:
    losses = figures.drawn_losses()
    means, errors = figures.looks(losses)
    for k in (0, 20, -1):
        so_far = losses[: figures.ENDS[k]]
        assert means[k] == pytest.approx(so_far.mean())
        assert errors[k] == pytest.approx(scipy.stats.sem(so_far))
    assert len(losses) == figures.ENDS[-1]


def test_the_band_holds_the_truth_throughout() -> None:
    axes = figures.settling().axes[0]
    lines = {line.get_color(): points(line) for line in axes.lines}
    samples, mean = lines[BLUE]
    expected = lines[ORANGE][1][0]
    assert expected == figures.mean_of_endless_samples()
    (band,) = (c for c in axes.collections if isinstance(c, PolyCollection))
    corners = np.asarray(band.get_paths()[0].vertices)
    for n, value in zip(samples, mean, strict=True):
        edges = corners[corners[:, 0] == n, 1]
        assert edges.min() < expected < edges.max()
        assert edges.min() < value < edges.max()
    assert 0.4 < np.ptp(corners[corners[:, 0] == samples[0], 1]) < 0.6
    assert np.ptp(corners[corners[:, 0] == samples[-1], 1]) < 0.01
