"""The figures on many samples draw binomial likelihoods and the ends of the number types."""

import numpy as np
import pytest
from scipy.special import xlog1py, xlogy
from scipy.stats import binom

from snippets.figures import many_samples as figures
from snippets.figures.style import BLUE, GREEN, ORANGE, RED
from tests.figures.drawn import blocks, points, said


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
    assert any(f"{entropy:.4f} nats" in said(text) for text in bottom.texts)


@pytest.mark.parametrize(
    ("kind", "last"), [(np.float32, 149), (np.float64, 1074)], ids=["float32", "float64"]
)
def test_a_product_of_halves_ends_with_the_smallest_number(kind: type, last: int) -> None:
    assert figures.last_nonzero_product(kind) == last
    assert np.finfo(kind).smallest_subnormal == 0.5**last
    written = " ".join(said(text) for text in figures.underflow().axes[0].texts)
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


@pytest.mark.parametrize("given", [(0.5, 40, 7), (0.2, 10, 0), (0.99, 200, 10), (0.3, 100, 4)])
def test_tosses_draws_binomial_likelihoods_and_their_mean_log(
    given: tuple[float, float, float],
) -> None:
    theta, count, in_ten = given
    top, bottom = figures.tosses(*given).figure.axes
    ones = count * in_ten / 10
    curves = [
        next(line for line in axes.lines if line.get_color() == BLUE) for axes in (top, bottom)
    ]
    for curve, end, scale in zip(curves, (-64, -2.8), (np.log(10), count), strict=True):
        over, drawn = points(curve)
        logs = binom.logpmf(ones, count, over) - binom.logpmf(ones, count, ones / count)
        logs += xlogy(ones, ones / count) + xlog1py(count - ones, -ones / count)
        np.testing.assert_allclose(drawn, np.maximum(logs / scale, end), rtol=1e-9, atol=1e-12)
    mean = (xlogy(ones, theta) + xlog1py(count - ones, -theta)) / count
    written = [said(text).replace("−", "-") for axes in (top, bottom) for text in axes.texts]
    assert f"{mean + 0:.3f} nats" in written
    assert f"10^{mean * count / np.log(10) + 0:.1f}" in written


def test_more_tosses_of_the_same_share_leave_the_mean_where_it_is() -> None:
    few, many = (figures.tosses(0.4, count, 6).figure.axes for count in (10, 200))
    still, again = (points(axes[1].lines[0])[1] for axes in (few, many))
    np.testing.assert_allclose(still, again, rtol=1e-12)
    assert max(points(many[0].lines[0])[1]) < -45 < max(points(few[0].lines[0])[1])


def _is_curve(line: object) -> bool:
    return len(line.get_xdata()) > 2  # type: ignore[attr-defined]


def test_the_chain_multiplies_on_the_left_and_adds_up_on_the_right() -> None:
    left, right = figures.chain().axes
    given = np.array([0.9, 0.9, 0.8, 0.6])
    products = [bar.get_width() for bar in blocks(left, BLUE)]
    np.testing.assert_allclose(products, np.cumprod(given), rtol=1e-13)
    bars = blocks(right, BLUE)
    np.testing.assert_allclose([bar.get_width() for bar in bars], -np.log(given), rtol=1e-12)
    ends = np.cumsum([bar.get_width() for bar in bars])
    np.testing.assert_allclose([bar.get_x() for bar in bars], [0, *ends[:-1]], atol=1e-15)
    assert np.exp(-ends[-1]) == pytest.approx(products[-1])
    assert [said(text) for text in right.texts] == [f"{end:.3f}" for end in ends]


def test_only_the_penalty_gives_separable_labels_a_best_factor() -> None:
    axes = figures.separable().axes[0]
    lines = {str(line.get_label()): points(line) for line in axes.lines}
    factors, plain = lines["loss"]
    np.testing.assert_allclose(plain, np.log1p(np.exp(-factors)), rtol=1e-12)
    assert np.all(np.diff(plain) < 0)
    _, both = lines["loss and penalty"]
    np.testing.assert_allclose(both - plain, 0.05 * factors**2, atol=1e-12)
    (best,), (lowest,) = lines["best factor"]
    assert lowest == both.min()
    assert 0 < best < factors[-1]
