"""Cross-entropy and divergences of two distributions."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given

from snippets.careful.divergence import (
    cross_entropy,
    cross_entropy_from_logs,
    js_divergence,
    kl_divergence,
    kl_divergence_from_logs,
    mixture,
)
from snippets.careful.information import entropy
from snippets.careful.softmax import log_softmax
from tests.snippets import reference
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.reference import PROBABILITIES, mp, ulps
from tests.snippets.strategies import Array, bases, distributions, pairs_of_distributions

MEASURES: list[Snippet] = [cross_entropy, kl_divergence, js_divergence]
Pair = tuple[Array, Array]


def random_pairs(classes: int, concentration: float, rows: int) -> Pair:
    """Two sets of distributions; the smaller the concentration, the more unequal the classes."""
    rng = np.random.default_rng(classes)
    shape = [concentration] * classes
    return rng.dirichlet(shape, rows), rng.dirichlet(shape, rows)


def near_pairs(relative: float) -> Pair:
    """Distributions that differ by a relative amount and sum to 1 without any rounding."""
    rng = np.random.default_rng(0)
    unit = 2.0**-52
    cuts = np.sort(rng.integers(1, 2**52, (40, 4)), axis=-1)
    p = np.diff(cuts, prepend=0, append=2**52) * unit
    step = np.maximum(np.round(relative * p.min(axis=-1) / unit), 1) * unit
    q = p.copy()
    q[:, 0] += step
    q[:, 3] -= step
    assert np.all(p.sum(axis=-1) == 1)
    assert np.all(q.sum(axis=-1) == 1)
    return p, q


def extreme_pairs() -> Pair:
    """All pairs of some two-class distributions, from (1e-320, 1) to (1 − 1e-16, 1e-16)."""
    some = np.concatenate([PROBABILITIES[::12], PROBABILITIES[-2:]])
    rows = np.stack([some, 1 - some], axis=-1)
    return np.repeat(rows, len(rows), axis=0), np.tile(rows, (len(rows), 1))


class TestPublished:
    """T. M. Cover and J. A. Thomas 2006, example 2.3.1, with r = 1/2 and s = 1/4."""

    def test_kl_divergence(self) -> None:
        p, q = [1 / 2, 1 / 2], [3 / 4, 1 / 4]
        assert kl_divergence(p, q, base=2) == close(1 - math.log2(3) / 2, rel=1e-15)
        assert kl_divergence(q, p, base=2) == close(math.log2(3) * 3 / 4 - 1, rel=1e-14)
        assert f"{kl_divergence(p, q, base=2):.4f}" == "0.2075"
        assert f"{kl_divergence(q, p, base=2):.4f}" == "0.1887"


class TestAccuracy:
    @pytest.mark.parametrize(("classes", "rows"), [(2, 60), (3, 60), (10, 20), (300, 2)])
    @pytest.mark.parametrize("concentration", [0.01, 0.1, 1, 10])
    def test_cross_entropy(self, classes: int, rows: int, concentration: float) -> None:
        p, q = random_pairs(classes, concentration, rows)
        expected = [reference.cross_entropy(*pair) for pair in zip(p, q, strict=True)]
        assert ulps(cross_entropy(p, q), expected) <= 3
        assert ulps(cross_entropy(p, q, 2), [h / mp.log(2) for h in expected]) <= 3

    def test_cross_entropy_of_extremes(self) -> None:
        p, q = extreme_pairs()
        expected = [reference.cross_entropy(*pair) for pair in zip(p, q, strict=True)]
        assert ulps(cross_entropy(p, q), expected) <= 3

    @pytest.mark.parametrize("position", [0, 1, 2])
    def test_cross_entropy_of_one_hot(self, position: int) -> None:
        q = random_pairs(3, 0.1, 200)[1]
        p = np.eye(3)[np.full(200, position)]
        expected = [reference.self_information(q_i) for q_i in q[:, position]]
        assert ulps(cross_entropy(p, q), expected) <= 1

    @pytest.mark.parametrize(("classes", "rows"), [(2, 60), (3, 40), (10, 10)])
    @pytest.mark.parametrize("concentration", [0.01, 0.1, 1, 10])
    def test_kl_divergence(self, classes: int, rows: int, concentration: float) -> None:
        p, q = random_pairs(classes, concentration, rows)
        expected = [reference.kl_of_rounded(*pair) for pair in zip(p, q, strict=True)]
        assert ulps(kl_divergence(p, q), expected) <= 5
        assert ulps(kl_divergence(p, q, 2), [d / mp.log(2) for d in expected]) <= 5

    @pytest.mark.parametrize("relative", [0.5, 0.1, 1e-2, 1e-4, 1e-7, 1e-10, 1e-16])
    def test_kl_divergence_where_p_is_close_to_q(self, relative: float) -> None:
        p, q = near_pairs(relative)
        expected = [reference.kl_divergence(*pair) for pair in zip(p, q, strict=True)]
        assert ulps(kl_divergence(p, q), expected) <= 5

    def test_kl_divergence_at_every_ratio(self) -> None:
        """The ratio runs over the places where the way of computing changes: 3 and 1/3."""
        unit = 2.0**-52
        p = np.round(np.linspace(0.02, 0.5, 25) / unit) * unit
        ratios = np.linspace(0.2, 4.5, 87)[:, np.newaxis]
        q = np.minimum(np.round(p * ratios / unit) * unit, 1 - unit)
        p, q = np.broadcast_to(p, q.shape).ravel(), q.ravel()
        pairs = np.stack([p, 1 - p], axis=-1), np.stack([q, 1 - q], axis=-1)
        expected = [reference.kl_divergence(*pair) for pair in zip(*pairs, strict=True)]
        assert ulps(kl_divergence(*pairs), expected) <= 5

    def test_kl_divergence_of_extremes(self) -> None:
        p, q = extreme_pairs()
        expected = [reference.kl_of_rounded(*pair) for pair in zip(p, q, strict=True)]
        assert ulps(kl_divergence(p, q), expected) <= 5

    @pytest.mark.parametrize("relative", [0.5, 1e-2, 1e-7, 1e-16])
    def test_js_divergence(self, relative: float) -> None:
        for p, q in [near_pairs(relative), random_pairs(3, 0.1, 100), extreme_pairs()]:
            expected = [reference.js_divergence(*pair) for pair in zip(p, q, strict=True)]
            assert ulps(js_divergence(p, q), expected) <= 5

    @pytest.mark.nightly
    def test_kl_divergence_over_a_million_classes(self) -> None:
        values = np.random.default_rng(0).choice([1.0, 1.5, 1e-9, 0.0], (2, 1_000_000))
        p, q = values / values.sum(axis=-1, keepdims=True)
        q = np.where(q == 0, p, q)
        q = q / q.sum()
        pairs, counts = np.unique(np.stack([p, q]), axis=1, return_counts=True)
        with mp.workdps(50):
            terms = [reference.kl_of_rounded([a], [b]) for a, b in pairs.T]
            expected = mp.fsum(int(n) * term for n, term in zip(counts, terms, strict=True))
        assert ulps(kl_divergence(p, q), expected) <= 5


class TestLimits:
    def test_equal_distributions(self) -> None:
        for p in ([0.3, 0.3, 0.4], [1.0], [0, 1], [1e-320, 1]):
            assert_zero(kl_divergence(p, p))
            assert_zero(js_divergence(p, p))
        assert_zero(cross_entropy([0, 1], [0, 1]))
        assert_zero(cross_entropy([1.0], [1.0], base=2))

    def test_what_the_model_excludes(self) -> None:
        for p, q in [([1, 0.0], [0, 1.0]), ([0.5, 0.5], [1, 0.0]), ([1e-320, 1], [0, 1.0])]:
            assert cross_entropy(p, q) == math.inf
            assert kl_divergence(p, q) == math.inf
            assert js_divergence(p, q) <= math.log(2)

    def test_what_never_happens_costs_nothing(self) -> None:
        assert cross_entropy([1, 0], [0.5, 0.5], base=2) == 1
        assert kl_divergence([1, 0], [0.5, 0.5], base=2) == 1
        assert kl_divergence([1, 0, 0], [0.5, 0.5, 0], base=2) == 1

    def test_quotients_too_large_for_float64(self) -> None:
        p, q = [0.7, 0.3], [1e-320, 1.0]
        expected = reference.kl_of_rounded(p, q)
        assert ulps(kl_divergence(p, q), expected) <= 1
        assert kl_divergence([0, 1], [1, 5e-324]) == close(1074 * math.log(2), rel=1e-15)

    def test_js_divergence_beside_the_smallest_number(self) -> None:
        """Half of 5e-324 is 0 in float64."""
        assert_zero(js_divergence([0, 1], [5e-324, 1]))
        tiny = 1e-322
        exact = reference.js_divergence([0, 1], [tiny, 1 - mp.mpf(tiny)])
        assert js_divergence([0, 1], [tiny, 1]) == close(float(exact), abs=5e-324)

    def test_js_divergence_of_what_has_nothing_in_common(self) -> None:
        assert js_divergence([1, 0], [0, 1], base=2) == 1
        assert js_divergence([0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5], base=2) == 1


class TestProperties:
    @given(pairs_of_distributions())
    def test_never_negative(self, pair: Pair) -> None:
        assert kl_divergence(*pair) >= 0
        assert 0 <= js_divergence(*pair, base=2) <= 1 + 1e-15

    @given(pairs_of_distributions(positive=True))
    def test_cross_entropy_is_entropy_plus_divergence(self, pair: Pair) -> None:
        p, q = pair
        h = float(entropy(p) + kl_divergence(p, q))
        assert cross_entropy(p, q) == close(h, rel=1e-13, abs=1e-15)

    @given(pairs_of_distributions(positive=True), bases)
    def test_base_is_a_unit(self, pair: Pair, base: float) -> None:
        for measure in MEASURES:
            nats = float(measure(*pair))
            assert measure(*pair, base) == close(nats / math.log(base), rel=1e-14)

    @given(pairs_of_distributions(positive=True))
    def test_is_smallest_at_the_truth(self, pair: Pair) -> None:
        p, q = pair
        assert cross_entropy(p, q) >= float(cross_entropy(p, p)) * (1 - 1e-15)

    @given(pairs_of_distributions())
    def test_order_of_outcomes_does_not_matter(self, pair: Pair) -> None:
        p, q = pair
        for measure in MEASURES:
            value = float(measure(p, q))
            assert measure(p[::-1], q[::-1]) == close(value, rel=1e-14, abs=1e-300)

    @given(distributions(2), distributions(2, positive=True), distributions(3))
    def test_independent_parts_add(self, p: Array, q: Array, other: Array) -> None:
        together = kl_divergence(np.outer(p, other).ravel(), np.outer(q, other).ravel())
        assert together == close(float(kl_divergence(p, q)), rel=1e-9, abs=1e-25)

    @given(pairs_of_distributions())
    def test_js_divergence_is_symmetric(self, pair: Pair) -> None:
        p, q = pair
        assert js_divergence(p, q) == close(float(js_divergence(q, p)), rel=1e-14)

    @given(pairs_of_distributions())
    def test_js_divergence_is_the_mean_divergence_from_the_mixture(self, pair: Pair) -> None:
        p, q = pair
        m = mixture(p, q)
        np.testing.assert_array_equal(m, (p + q) / 2)
        mean = float(kl_divergence(p, m) + kl_divergence(q, m)) / 2
        assert js_divergence(p, q) == close(mean, rel=1e-9, abs=1e-15)

    @given(pairs_of_distributions(positive=True))
    def test_agrees_with_scipy(self, pair: Pair) -> None:
        p, q = pair
        kl = scipy.special.rel_entr(p, q).sum()
        assert kl_divergence(p, q) == close(kl, rel=1e-12, abs=1e-14)
        m = (p + q) / 2
        js = (scipy.special.rel_entr(p, m) + scipy.special.rel_entr(q, m)).sum() / 2
        assert js_divergence(p, q) == close(js, rel=1e-12, abs=1e-14)


class TestContract:
    def test_float32(self) -> None:
        p, q = random_pairs(5, 1, 4)
        for function in [*MEASURES, mixture]:
            assert_float32_rounds_once(function, p, q)
        for measure in MEASURES:
            assert_float32_rounds_once(measure, p, q, 2)

    def test_shapes(self) -> None:
        p = np.full((3, 1, 2), 0.5)
        for measure in MEASURES:
            assert measure(p, p).shape == (3, 1)
            assert_scalar(measure([0.5, 0.5], [0.25, 0.75]))
        assert mixture(p, p).shape == (3, 1, 2)

    def test_arguments_are_left_alone(self) -> None:
        for function in [*MEASURES, mixture]:
            assert_leaves_arguments_alone(function, np.array([0.5, 0.5]), np.array([1.0, 0.0]))

    @pytest.mark.parametrize("function", [*MEASURES, mixture])
    def test_errors(self, function: Snippet) -> None:
        good = [0.25, 0.75]
        with refuses("p", "a sum of 1.1", "a sum of 1"):
            function([0.5, 0.6], good)
        with refuses("q", "a sum of 1.1 in row 1", "a sum of 1"):
            function([good, good], [good, [0.5, 0.6]])
        with refuses("q", "nan at index 0", "without NaN"):
            function(good, [np.nan, 1])
        with refuses("p", "-0.5 at index 0", "between 0 and 1"):
            function([-0.5, 1.5], good)
        with refuses("q", "shape (1, 2)", "the shape of p, which is (2,)"):
            function(good, [good])
        with refuses("q", "shape (3,)", "the shape of p, which is (2,)"):
            function(good, [0.2, 0.3, 0.5])

    @pytest.mark.parametrize("base", [1, 0, -2, math.inf, math.nan, "2"])
    def test_no_base(self, base: float) -> None:
        for measure in MEASURES:
            with refuses("base", str(base), "a number above 0 that is not 1"):
                measure([0.5, 0.5], [0.5, 0.5], base)


class TestFromLogs:
    @given(pairs_of_distributions(positive=True))
    def test_agrees_with_that_of_probabilities(self, pair: Pair) -> None:
        p, q = pair
        with np.errstate(divide="ignore"):
            log_p, log_q = np.log(p), np.log(q)
        expected = float(cross_entropy(p, q))
        assert cross_entropy_from_logs(p, log_q) == close(expected, 1e-14, 1e-15)
        divergence = float(kl_divergence(p, q))
        assert kl_divergence_from_logs(log_p, log_q) == close(divergence, 1e-12, 1e-13)

    @given(pairs_of_distributions(positive=True))
    def test_agrees_with_scipy(self, pair: Pair) -> None:
        log_p, log_q = scipy.special.log_softmax(np.stack(pair) * 30, axis=-1)
        p = np.exp(log_p)
        log_p, log_q = log_softmax(log_p), log_softmax(log_q)
        expected = scipy.special.rel_entr(p, np.exp(log_q)).sum()
        assert kl_divergence_from_logs(log_p, log_q) == close(expected, 1e-12, 1e-13)

    @pytest.mark.parametrize("distance", [3.0, 1.0, 0.1, 1e-4, 1e-9, 1e-14])
    def test_accuracy_of_kl_divergence(self, distance: float) -> None:
        random = np.random.default_rng(4)
        z = random.normal(size=(20, 5)) * 4
        log_p, log_q = log_softmax(z), log_softmax(z + distance * random.normal(size=(20, 5)))
        expected = [kl_of_logs(*rows) for rows in zip(log_p, log_q, strict=True)]
        assert ulps(kl_divergence_from_logs(log_p, log_q), expected) <= 8

    def test_what_probabilities_cannot_hold(self) -> None:
        log_q = log_softmax([0.0, -2000.0])
        assert cross_entropy([0.5, 0.5], np.exp(log_q)) == np.inf
        assert cross_entropy_from_logs([0.5, 0.5], log_q) == 1000
        assert kl_divergence_from_logs(np.log([0.5, 0.5]), log_q) == close(1000 - math.log(2))
        assert kl_divergence_from_logs(log_q, np.log([0.5, 0.5])) == close(math.log(2))

    def test_limits(self) -> None:
        certain = [0.0, -np.inf]
        assert_zero(cross_entropy_from_logs([1, 0], certain))
        assert_zero(kl_divergence_from_logs(certain, certain))
        assert cross_entropy_from_logs([0.5, 0.5], certain) == np.inf
        assert kl_divergence_from_logs(np.log([0.5, 0.5]), certain) == np.inf
        assert kl_divergence_from_logs(certain, np.log([0.5, 0.5])) == close(math.log(2))

    def test_contract(self) -> None:
        p = np.array([[0.25, 0.75], [0.5, 0.5]])
        log_p, log_q = np.log(p), np.log(p[::-1])
        for function, first in ((cross_entropy_from_logs, p), (kl_divergence_from_logs, log_p)):
            nats = function(first, log_q)
            assert nats.shape == (2,)
            np.testing.assert_allclose(function(first, log_q, base=2), nats / math.log(2))
            assert_float32_rounds_once(function, first, log_q)
            assert_leaves_arguments_alone(function, first.copy(), log_q.copy())
            with refuses("log_q", "0.25 at index (0, 0)", "at most 0"):
                function(first, p)
            with refuses("log_q", "shape (2,)", "which is (2, 2)"):
                function(first, log_q[0])
            with refuses("base", "1", "not 1"):
                function(first, log_q, base=1)
        with refuses("log_p", "probabilities with a sum of 1.5", "a sum of 1"):
            kl_divergence_from_logs(np.log([0.75, 0.75]), log_q[0])
        with refuses("p", "-1.3", "between 0 and 1"):
            cross_entropy_from_logs(log_p, log_q)


def kl_of_logs(log_p: Array, log_q: Array) -> reference.Exact:
    """Σ (p (log p − log q) − p + q) with p and q from the logarithms as they are stored."""
    with mp.workdps(60):
        pairs = [(mp.mpf(float(a)), mp.mpf(float(b))) for a, b in zip(log_p, log_q, strict=True)]
        return mp.fsum(mp.exp(a) * (a - b) - mp.exp(a) + mp.exp(b) for a, b in pairs)
