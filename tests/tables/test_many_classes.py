"""The tables on many classes, against products by hand and SciPy's entropies."""

import numpy as np
import pytest
from scipy.special import rel_entr
from scipy.stats import entropy

from snippets.tables.many_classes import constants, even_guess, frequency_loss, models, picked

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


def test_what_is_picked_makes_the_product() -> None:
    rows = picked().rows
    for model, factors in enumerate(PICKED):
        photos = rows[4 * model : 4 * model + 3]
        assert [row[-1] for row in photos] == pytest.approx(list(factors))
        assert all(sum(map(float, row[1:4])) == pytest.approx(1) for row in photos)
        assert [row[1 + at] for row, at in zip(photos, (2, 1, 0), strict=True)] == [
            row[-1] for row in photos
        ]
        assert rows[4 * model + 3][-1] == pytest.approx(np.prod(factors))


def test_an_even_guess_costs_the_divergence_more() -> None:
    rows = [list(map(float, row[1:])) for row in even_guess().rows]
    shares, best, felt, differences = np.array(rows).T
    np.testing.assert_array_equal(shares, SHARES)
    np.testing.assert_allclose(best, -np.log(SHARES))
    np.testing.assert_allclose(felt, np.log(3))
    assert differences.sum() == pytest.approx(entropy(SHARES, np.full(3, 1 / 3)))
