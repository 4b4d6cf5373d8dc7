"""The tables on many classes, against products by hand and SciPy's entropies."""

import numpy as np
import pytest
from scipy.special import rel_entr
from scipy.stats import entropy

from snippets.tables.many_classes import constants, frequency_loss, models

SHARES = np.array([0.5, 0.3, 0.2])
PICKED = ((0.4, 0.4, 0.1), (0.7, 0.7, 0.3))


@pytest.mark.parametrize("model", [1, 2])
def test_models_from_the_picked_probabilities_to_the_loss(model: int) -> None:
    column = [float(row[model]) for row in models().rows]
    picked = PICKED[model - 1]
    log = np.log(picked).sum()
    expected = (*picked, np.prod(picked), log, -log / 3, np.exp(log / 3))
    assert column == pytest.approx(expected)


def test_published_mean_losses() -> None:
    means = next(row for row in models().rows if "mean loss" in str(row[0]))
    assert means[1:] == pytest.approx((1.378389, 0.639108), abs=5e-7)


def test_photos_are_named_by_what_they_show() -> None:
    names = [row[0] for row in models().rows][:3]
    assert names == ["photo 1 (pig)", "photo 2 (dog)", "photo 3 (cat)"]


def test_constants_cost_the_entropy_plus_the_divergence() -> None:
    for _, *theta, loss in constants().rows:
        guess = np.array(theta, dtype=np.float64)
        assert guess.sum() == pytest.approx(1)
        assert float(loss) == pytest.approx(entropy(SHARES) + rel_entr(SHARES, guess).sum())


def test_the_shares_are_the_best_constant() -> None:
    losses = [float(row[-1]) for row in constants().rows]
    assert losses[0] == min(losses) == pytest.approx(frequency_loss(SHARES))
    assert losses[-1] == np.inf
