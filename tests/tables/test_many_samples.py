"""The tables on many samples, against products and sums by hand."""

import numpy as np
import pytest

from snippets.tables.many_samples import coins, copies, terms, tosses

FACTORS = (0.9, 0.9, 0.8, 0.6)


def test_products_and_sums_grow_sample_by_sample() -> None:
    rows = np.array(terms().rows, dtype=np.float64)
    np.testing.assert_array_equal(rows[:, 0], [1, 2, 3, 4])
    np.testing.assert_array_equal(rows[:, 1], [0, 1, 1, 0])
    np.testing.assert_allclose(rows[:, 3], FACTORS)
    np.testing.assert_allclose(rows[:, 4], np.cumprod(FACTORS))
    np.testing.assert_allclose(rows[:, 5], -np.log(FACTORS))
    np.testing.assert_allclose(rows[:, 6], -np.log(np.cumprod(FACTORS)))


def test_the_last_row_holds_the_published_loss() -> None:
    last = terms().rows[-1]
    assert float(last[4]) == pytest.approx(0.3888)
    assert float(last[6]) / 4 == pytest.approx(0.2361725516, abs=5e-11)


def test_copies_change_the_sum_and_not_the_mean() -> None:
    rows = copies().rows
    assert [row[0] for row in rows] == [4, 40, 400, 4000]
    for power, (_, loss, slope, mean, mean_slope) in enumerate(rows):
        assert float(loss) == pytest.approx(0.9446902064 * 10**power, rel=1e-9)
        assert float(slope) == pytest.approx(0.2 * 10**power, rel=1e-9)
        assert float(mean) == pytest.approx(0.2361725516, abs=5e-11)
        assert float(mean_slope) == pytest.approx(0.05, rel=1e-9)


@pytest.mark.parametrize("row", coins().rows, ids=lambda row: str(row[0]))
def test_products_are_powers_of_a_half_until_they_are_zero(row: tuple[str | float, ...]) -> None:
    count = int(row[0])
    for product, last in zip(row[1:3], (149, 1074), strict=True):
        assert product == (0 if count > last else 0.5**count)
    assert float(row[3]) == pytest.approx(-count * np.log(2), rel=1e-13)
    assert float(row[4]) == pytest.approx(np.log(2), rel=1e-13)


def test_tosses_have_a_product_and_its_logarithms() -> None:
    for theta, product, powers, mean in tosses().rows:
        expected = float(theta) ** 28 * (1 - float(theta)) ** 12
        assert product == pytest.approx(expected, rel=1e-12)
        assert powers == pytest.approx(np.log10(expected))
        assert mean == pytest.approx(np.log(expected) / 40)
    assert max(tosses().rows, key=lambda row: row[1])[0] == 0.7
