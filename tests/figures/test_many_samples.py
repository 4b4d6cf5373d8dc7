"""The figures on many samples draw binomial likelihoods and the ends of the number types."""

import numpy as np
import pytest
from scipy.special import xlog1py, xlogy
from scipy.stats import binom

from snippets.figures import many_samples as figures
from snippets.figures.style import BLUE, GREEN, ORANGE, RED
from tests.figures.drawn import points


def test_likelihoods_are_binomial_and_sharpen() -> None:
    top = figures.best_probability().axes[0]
    curves = [line for line in top.lines if line.get_color() == BLUE]
    widths = []
    for curve, samples in zip(curves, (10, 40, 160), strict=True):
        theta, relative = points(curve)
        ones = round(0.7 * samples)
        expected = binom.pmf(ones, samples, theta) / binom.pmf(ones, samples, 0.7)
        np.testing.assert_allclose(relative, expected, rtol=1e-9, atol=1e-12)
        widths.append(np.sum(relative > 0.5))
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 3 * widths[2]


def test_mean_loss_is_lowest_at_the_share_of_ones_and_not_zero() -> None:
    bottom = figures.best_probability().axes[1]
    theta, loss = points(bottom.lines[0])
    np.testing.assert_allclose(loss, -0.7 * np.log(theta) - 0.3 * np.log1p(-theta), rtol=1e-12)
    assert theta[np.argmin(loss)] == pytest.approx(0.7)
    (best,), (lowest,) = points(bottom.lines[1])
    entropy = -xlogy(0.7, 0.7) - xlog1py(0.3, -0.7)
    assert (best, lowest) == pytest.approx((0.7, entropy))
    assert any(f"{entropy:.4f} nats" in text.get_text() for text in bottom.texts)


@pytest.mark.parametrize(
    ("kind", "last"), [(np.float32, 149), (np.float64, 1074)], ids=["float32", "float64"]
)
def test_a_product_of_halves_ends_with_the_smallest_number(kind: type, last: int) -> None:
    assert figures.last_nonzero_product(kind) == last
    assert np.finfo(kind).smallest_subnormal == 0.5**last
    written = " ".join(text.get_text() for text in figures.underflow().axes[0].texts)
    assert f"{kind.__name__}: 0 from N = {last + 1:,}" in written


def test_a_product_of_nine_tenths_gets_stuck_above_zero() -> None:
    """Exercise 2 of the page: five times the smallest number, times 0.9, is rounded back."""
    product = 1.0
    for _ in range(8000):
        product *= 0.9
    assert product == 5 * 0.5**1074


def test_products_and_sum_of_logs_are_one_line() -> None:
    axes = figures.underflow().axes[0]
    for colour in (BLUE, ORANGE, GREEN):
        curve = next(line for line in axes.lines if line.get_color() == colour and _is_curve(line))
        count, logarithm = points(curve)
        np.testing.assert_allclose(logarithm, -count * np.log10(2), rtol=1e-9)
    crosses = [points(line)[0][0] for line in axes.lines if line.get_color() == RED]
    assert sorted(crosses) == [149, 1074]


def _is_curve(line: object) -> bool:
    return len(line.get_xdata()) > 2  # type: ignore[attr-defined]
