"""The figures on logits: softplus and its parts, and the digits that three routes lose."""

import mpmath
import numpy as np
import pytest
from scipy import special

from snippets.figures import logits as figures
from snippets.figures.style import BLUE, GREEN, INK, ORANGE
from snippets.tables.logits import exact_loss, losses_from_log1p
from tests.figures.drawn import points, said


def test_softplus_is_the_bent_line_plus_the_gap() -> None:
    top, bottom = figures.softplus().axes
    loss, straight = (
        points(next(line for line in top.lines if line.get_color() == colour))
        for colour in (BLUE, INK)
    )
    np.testing.assert_allclose(loss[1], np.logaddexp(0, loss[0]), rtol=1e-13)
    np.testing.assert_array_equal(straight[1], np.where(loss[0] > 0, loss[0], 0))
    z, gap = points(bottom.lines[0])
    np.testing.assert_allclose(gap, np.log1p(np.exp(-np.abs(z))), atol=1e-14)
    (where,), (peak,) = points(next(line for line in bottom.lines if line.get_color() == INK))
    assert where == 0
    assert peak == pytest.approx(np.log(2))
    assert peak == max(gap)


@pytest.mark.parametrize("lead", [0.25, 1, 17.5, 40, 60])
def test_the_reference_has_all_digits(lead: float) -> None:
    with mpmath.workdps(60):
        expected = float(mpmath.log1p(mpmath.exp(-mpmath.mpf(lead))))
    assert exact_loss(lead) == expected


def test_only_the_log1p_form_keeps_the_digits() -> None:
    axes = figures.lost_digits().axes[0]
    errors = {line.get_color(): points(line)[1] for line in axes.lines if len(points(line)[0]) > 2}
    leads = points(axes.lines[0])[0]
    assert max(errors[BLUE]) < 1e-15
    for colour in (ORANGE, GREEN):
        assert np.all(errors[colour][leads > 37] == 1)
        assert max(errors[colour][leads < 2]) < 1e-14
        middle = (leads > 19) & (leads < 21)
        assert 1e-10 < np.median(errors[colour][middle]) < 1e-5


def test_no_error_is_hidden_by_the_smallest_one_drawn() -> None:
    leads = np.linspace(0.25, 60, 120)
    exact = np.array([exact_loss(lead) for lead in leads])
    error = np.abs(losses_from_log1p(leads) - exact) / exact
    assert not np.any((error > 0) & (error < figures.SMALLEST_DRAWN))


def test_probability_odds_and_logit_stand_below_each_other() -> None:
    axes = figures.odds().axes[0]
    scales = [points(line) for line in axes.lines]
    assert [y[0] for _, y in scales] == [2, 1, 0]
    for x, _ in scales:
        np.testing.assert_allclose(x, special.logit([0.01, 0.1, 0.5, 0.9, 0.99]))
    words = [text.get_text() for text in axes.texts]
    assert words[6:12] == ["1:99", "1:9", "1:1", "9:1", "99:1", "odds"]
    assert words[12:] == ["−4.60", "−2.20", "0.00", "2.20", "4.60", "logit"]


def test_log_sum_exp_stays_in_its_band() -> None:
    axes = figures.soft_maximum().axes[0]
    lines = {said(line.get_label()): points(line) for line in axes.lines}
    z, soft = lines["log-sum-exp"]
    np.testing.assert_allclose(soft, np.log(np.exp(z) + 2), rtol=1e-13)
    largest = lines["max"][1]
    np.testing.assert_array_equal(largest, np.maximum(z, 0))
    assert np.all((soft > largest) & (soft <= largest + np.log(3) + 1e-15))
    band = np.asarray(axes.collections[0].get_paths()[0].vertices)
    assert band[:, 1].max() == pytest.approx(z[-1] + np.log(3))
