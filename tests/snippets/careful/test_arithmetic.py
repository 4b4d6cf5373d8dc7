"""How the snippets compute: precision, logarithms, sums."""

import math
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from snippets.careful.arithmetic import (
    BLOCK,
    float64_inside,
    log,
    log1p,
    mean_of_all,
    nats_to,
    product_of_all,
    times,
    total,
    total_of_all,
)
from tests.snippets.contract import assert_scalar, assert_zero, close
from tests.snippets.reference import mp, ulps
from tests.snippets.strategies import Array


@float64_inside
def third(x: Any, by: float = 3) -> Any:
    """Divide, in whatever precision comes in."""
    return np.asarray(x, np.float64) / by


class TestFloat64Inside:
    @pytest.mark.parametrize(
        ("x", "dtype"),
        [
            (1, np.float64),
            ([1.0, 2.0], np.float64),
            (np.array([1, 2]), np.float64),
            (np.array([True]), np.float64),
            (np.ones(2, np.float32), np.float32),
            (np.float32(1), np.float32),
            (np.ones(2, np.float16), np.float16),
            (np.ones(2, np.longdouble), np.float64),
        ],
    )
    def test_gives_back_the_precision_that_came_in(self, x: Any, dtype: type) -> None:
        assert third(x).dtype == dtype

    def test_rounds_once(self) -> None:
        assert third(np.float32(1)) == np.float32(1 / 3)

    def test_the_widest_array_decides(self) -> None:
        @float64_inside
        def add(x: Any, y: Any) -> Any:
            return np.asarray(x) + np.asarray(y)

        assert add(np.ones(1, np.float32), np.ones(1)).dtype == np.float64
        assert add(np.ones(1, np.float32), y=np.ones(1)).dtype == np.float64
        assert add(np.ones(1, np.float32), [1]).dtype == np.float32
        assert add(np.ones(1, np.float32), np.ones(1, np.int64)).dtype == np.float32

    def test_single_numbers(self) -> None:
        assert_scalar(third(np.array(1.0)))
        assert third(np.ones((2, 1))).shape == (2, 1)

    def test_numbers_of_python(self) -> None:
        assert_scalar(float64_inside(lambda x: 2.0 * x)(3.0))

    def test_limits_raise_no_warning(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert third(1, by=np.float64(0)) == math.inf
            assert third(np.array([1e300]), by=1e-300) == math.inf

    def test_keeps_name_and_docstring(self) -> None:
        assert third.__name__ == "third"
        assert third.__doc__ is not None


class TestLogarithms:
    def test_powers_are_exact(self) -> None:
        exponents = np.arange(-1000.0, 1000.0)
        np.testing.assert_array_equal(log(np.exp2(exponents), 2), exponents)
        np.testing.assert_array_equal(log(np.array([1e-5, 1e3, 1e15]), 10), [-5, 3, 15])

    def test_small_arguments(self) -> None:
        assert log1p(np.array(1e-300)) == 1e-300
        assert log1p(np.array(1.0), 2) == 1

    def test_a_number_of_nats_is_no_base(self) -> None:
        bits = nats_to(2, np.array([math.e, 1.0]))
        np.testing.assert_array_equal(bits, [math.e / math.log(2), 1 / math.log(2)])
        np.testing.assert_array_equal(nats_to(math.e, np.array([2.0, 3.0])), [2, 3])

    @given(st.floats(1e-300, 1e300), st.floats(1.1, 100))
    def test_change_of_base(self, x: float, base: float) -> None:
        in_base = float(log(np.array(x), base))
        assert in_base == close(math.log(x) / math.log(base), rel=1e-15)
        assert in_base == close(float(nats_to(base, np.log(x))), rel=1e-15)
        assert float(log1p(np.array(x), base)) == close(math.log1p(x) / math.log(base), rel=1e-15)


class TestTimes:
    def test_no_weight_does_not_count(self) -> None:
        weights, values = np.array([0.0, 0.0, 0.0, 2.0]), np.array([np.inf, -np.inf, np.nan, 3.0])
        with np.errstate(invalid="ignore"):
            np.testing.assert_array_equal(times(weights, values), [0, 0, 0, 6])

    def test_never_minus_zero(self) -> None:
        assert_zero(times(np.array([0.0, -0.0]), np.array([-1.0, 1.0])))

    def test_weighted_infinity(self) -> None:
        assert times(np.array(0.5), np.array(np.inf)) == np.inf


class TestTotal:
    @given(
        npst.arrays(
            np.float64,
            npst.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=9),
            elements=st.floats(-1e300, 1e300),
        )
    )
    def test_is_rounded_once(self, terms: Array) -> None:
        exact = np.apply_along_axis(math.fsum, -1, terms) if terms.size else terms.sum(axis=-1)
        size = np.abs(terms).sum(axis=-1)
        np.testing.assert_array_less(
            np.abs(total(terms) - exact), 1e-30 * size + 1e-323 + ulp(exact)
        )
        assert total(terms).shape == terms.shape[:-1]

    @pytest.mark.parametrize("term", [0.1, 0.3, 1 / 3, 0.7, 1e-6, 1e-310])
    @pytest.mark.parametrize("n", [BLOCK, BLOCK + 1, 1_000_000])
    def test_of_many_equal_terms(self, term: float, n: int) -> None:
        assert ulps(total(np.full(n, term)), mp.mpf(term) * n) <= 1

    @pytest.mark.parametrize("shape", [(3, 2 * BLOCK), (BLOCK, 3), (1, 2 * BLOCK), (5, 7, 4000)])
    def test_of_large_blocks(self, shape: tuple[int, ...]) -> None:
        terms = np.random.default_rng(0).random(shape)
        exact = np.apply_along_axis(math.fsum, -1, terms)
        assert total(terms).shape == shape[:-1]
        np.testing.assert_allclose(total(terms), exact, rtol=2.3e-16)
        assert float(total_of_all(terms)) == close(math.fsum(terms.ravel()), rel=2.3e-16)

    def test_small_beside_large(self) -> None:
        assert total(np.array([1e100, 1.0, -1e100])) == 1
        assert total(np.array([1.0, 1e100, -1e100])) == 1
        assert total(np.array([1.0] + [1e-17] * 1000)) == 1 + 1e-14

    def test_infinity(self) -> None:
        with np.errstate(invalid="ignore"):
            assert total(np.array([1.0, np.inf, 1.0])) == np.inf
            assert total(np.array([1.0, -np.inf, 1.0])) == -np.inf
            np.testing.assert_array_equal(total(np.array([[1, np.inf], [1.0, 2.0]])), [np.inf, 3])

    def test_nothing(self) -> None:
        assert_zero(total(np.empty(0)))
        assert_zero(total(np.array([-0.0])))
        assert total(np.empty((0, 3))).shape == (0,)
        assert_zero(total(np.empty((3, 0))))
        assert_zero(total_of_all(np.empty((0, 3))))

    def test_product(self) -> None:
        assert product_of_all(np.array([[0.5, 4.0], [3.0, 0.5]])) == 3
        assert product_of_all(np.empty(0)) == 1


def ulp(x: Array) -> Array:
    """Distance to the next float64."""
    return np.asarray(np.spacing(np.abs(x)))


def test_mean_of_all() -> None:
    with np.errstate(all="ignore"):
        assert mean_of_all(np.array([[1.0, 2.0], [3.0, 6.0]]), 4) == 3
        assert mean_of_all(np.array([1e308, 1e308]), 2.0) == 1e308
        assert mean_of_all(np.array([1e308, 1e308]), 0.5) == math.inf
        assert mean_of_all(np.array([-np.inf, 1.0]), 2) == -math.inf
        assert np.isnan(mean_of_all(np.array([-np.inf, np.inf]), 2))


def test_float32_has_no_minus_zero_either() -> None:
    tiny = float64_inside(lambda x: np.asarray(x, np.float64) * -1e-40)
    assert_zero(tiny(np.array([0.0, 1e-9], np.float32)))
