"""Self-information, entropy and their relatives."""

import math

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from snippets import examples
from snippets.careful.information import (
    binary_entropy,
    conditional_entropy,
    entropy,
    joint_entropy,
    loss_per_unit,
    mutual_information,
    perplexity,
    perplexity_of_losses,
    self_information,
)
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
from tests.snippets.strategies import (
    Array,
    bases,
    distributions,
    joint_distributions,
    probabilities,
)

BITS, NATS = 2, math.e
JOINT = examples.COVER_THOMAS_JOINT


def margin(joint: Array) -> Array:
    """Distribution of the first variable; rounding must not lift a certain one above 1."""
    sums = joint.sum(axis=1)
    p: Array = sums / sums.sum()
    return p


def unit(base: float) -> reference.Exact:
    """How many nats one unit of the result is; for base e exactly 1, not log of the float e."""
    return mp.one if base == math.e else mp.log(base)


class TestSelfInformation:
    @pytest.mark.parametrize(("p", "bits"), [(1, 0), (1 / 2, 1), (1 / 8, 3), (2**-40, 40)])
    def test_in_bits(self, p: float, bits: float) -> None:
        assert self_information(p, base=2) == bits

    def test_other_units(self) -> None:
        assert self_information(0.001, base=10) == close(3, rel=1e-15)
        assert self_information(math.exp(-1)) == close(1, rel=1e-15)

    @pytest.mark.parametrize(("base", "bar"), [(NATS, 1), (BITS, 1), (10, 2), (7, 2)])
    def test_accuracy(self, base: float, bar: float) -> None:
        expected = [reference.self_information(p) / unit(base) for p in PROBABILITIES]
        assert ulps(self_information(PROBABILITIES, base), expected) <= bar

    def test_certain_and_impossible(self) -> None:
        assert_zero(self_information(1))
        assert_zero(self_information([1, 1], base=2))
        assert self_information(0) == math.inf

    @given(probabilities, probabilities, bases)
    def test_independent_events_add(self, p: float, q: float, base: float) -> None:
        together = self_information(p * q, base)
        assert together == close(
            self_information(p, base) + self_information(q, base), rel=1e-9, abs=1e-12
        ) or (p * q < 1e-290)

    @given(probabilities, probabilities)
    def test_rarer_tells_more(self, p: float, q: float) -> None:
        low, high = sorted([p, q])
        assert self_information(low) >= self_information(high)


class TestEntropy:
    def test_horse_race(self) -> None:
        """Eight horses: T. M. Cover and J. A. Thomas 2006, example 1.1.2."""
        horses = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 64, 1 / 64, 1 / 64, 1 / 64]
        assert entropy(horses, base=2) == 2

    @pytest.mark.parametrize("base", [NATS, BITS, 10])
    def test_accuracy_for_two_classes(self, base: float) -> None:
        p = np.stack([PROBABILITIES, 1 - PROBABILITIES], axis=-1)
        expected = [reference.entropy(row) / unit(base) for row in p]
        assert ulps(entropy(p, base), expected) <= 3

    @pytest.mark.parametrize("classes", [3, 10, 300])
    @pytest.mark.parametrize("concentration", [0.01, 0.1, 1, 10])
    def test_accuracy_for_many_classes(self, classes: int, concentration: float) -> None:
        p = np.random.default_rng(0).dirichlet([concentration] * classes, 3000 // classes // 3)
        expected = [reference.entropy(row) for row in p]
        assert ulps(entropy(p), expected) <= 3
        assert ulps(entropy(p, 2), [h / mp.log(2) for h in expected]) <= 3

    @pytest.mark.nightly
    @pytest.mark.parametrize("values", [[1.0], [1.0, 3.0, 1e-9, 0.0], list(range(1, 50))])
    def test_accuracy_for_a_million_classes(self, values: list[float]) -> None:
        values_of_all = np.random.default_rng(0).choice(values, 1_000_000)
        p = values_of_all / values_of_all.sum()
        different, counts = np.unique(p, return_counts=True)
        pairs = zip(different, counts, strict=True)
        expected = mp.fsum(int(n) * reference.entropy([p_i]) for p_i, n in pairs)
        assert ulps(entropy(p), expected) <= 3

    def test_certainty_has_none(self) -> None:
        assert_zero(entropy([0, 1, 0]))
        assert_zero(entropy([1.0]))
        assert_zero(entropy(np.eye(4), base=2))

    def test_one_value_a_row(self) -> None:
        p = np.array([[[0.5, 0.5], [1.0, 0.0]], [[0.25, 0.75], [0.0, 1.0]]])
        result = entropy(p, base=2)
        assert result.shape == (2, 2)
        np.testing.assert_allclose(result, [[1.0, 0.0], [0.8112781244591328, 0.0]], rtol=1e-15)

    @given(st.integers(1, 6).flatmap(distributions), bases)
    def test_bounds(self, p: Array, base: float) -> None:
        h = entropy(p, base)
        assert 0 <= h <= math.log(len(p)) / math.log(base) * (1 + 1e-15) + 1e-15

    @given(st.integers(1, 30))
    def test_uniform_is_largest(self, n: int) -> None:
        assert entropy([1 / n] * n) == close(math.log(n), rel=1e-15)

    @given(distributions(3), distributions(4))
    def test_independent_variables_add(self, p: Array, q: Array) -> None:
        product = np.outer(p, q).ravel()
        assert entropy(product) == close(entropy(p) + entropy(q), rel=1e-12, abs=1e-15)

    @given(distributions(5))
    def test_is_expected_self_information(self, p: Array) -> None:
        seen = p[p > 0]
        assert entropy(p) == close(np.sum(seen * self_information(seen)), rel=1e-14)

    @given(distributions(4))
    def test_agrees_with_scipy(self, p: Array) -> None:
        assert entropy(p) == close(scipy.special.entr(p).sum(), rel=1e-13, abs=1e-300)


class TestBinaryEntropy:
    def test_a_fair_coin_has_one_bit(self) -> None:
        assert binary_entropy(0.5, base=2) == 1

    @pytest.mark.parametrize("base", [NATS, BITS, 10])
    def test_accuracy(self, base: float) -> None:
        expected = [reference.binary_entropy(p) / unit(base) for p in PROBABILITIES]
        assert ulps(binary_entropy(PROBABILITIES, base), expected) <= 3

    def test_ends(self) -> None:
        assert_zero(binary_entropy([0, 1]))

    @given(probabilities)
    def test_is_entropy_of_both_sides(self, p: float) -> None:
        assert binary_entropy(p) == close(entropy([p, 1 - p]), rel=1e-12, abs=1e-15)


class TestPair:
    """T. M. Cover and J. A. Thomas 2006, example 2.2.1."""

    def test_published_margins(self) -> None:
        assert entropy(JOINT.sum(axis=1), base=2) == 7 / 4
        assert entropy(JOINT.sum(axis=0), base=2) == 2

    def test_published_pair(self) -> None:
        assert joint_entropy(JOINT, base=2) == 27 / 8
        assert conditional_entropy(JOINT, base=2) == close(11 / 8, rel=1e-15)
        assert conditional_entropy(JOINT.T, base=2) == close(13 / 8, rel=1e-15)
        assert mutual_information(JOINT, base=2) == close(3 / 8, rel=1e-14)

    def test_other_bases(self) -> None:
        nats = math.log(2)
        assert joint_entropy(JOINT) == close(27 / 8 * nats, rel=1e-15)
        assert conditional_entropy(JOINT) == close(11 / 8 * nats, rel=1e-15)
        assert mutual_information(JOINT) == close(3 / 8 * nats, rel=1e-14)

    def test_known_pairs(self) -> None:
        same = np.diag([0.5, 0.25, 0.25])
        assert_zero(conditional_entropy(same))
        for function in FUNCTIONS_OF_JOINT:
            assert_zero(function([[0.0, 1.0], [0.0, 0.0]]))
        assert mutual_information(same, base=2) == close(1.5, rel=1e-15)
        assert_zero(mutual_information(np.outer([0.5, 0.5], [0.25, 0.75])))

    @pytest.mark.parametrize("rare", [1e-3, 1e-17, 1e-40, 1e-200, 1e-320])
    def test_accuracy_where_x_is_nearly_known(self, rare: float) -> None:
        joint = np.array([[0.5 - rare, rare, 0], [rare, 0.5 - 2 * rare, rare], [0, 0, 0]])
        assert ulps(conditional_entropy(joint), reference.conditional_entropy(joint)) <= 4

    @given(joint_distributions())
    def test_identities(self, joint: Array) -> None:
        h_x, h_y = entropy(margin(joint)), entropy(margin(joint.T))
        h_xy, h_x_given_y = joint_entropy(joint), conditional_entropy(joint)
        assert h_xy == close(h_y + h_x_given_y, rel=1e-12, abs=1e-12)
        information = mutual_information(joint)
        assert information == close(h_x - h_x_given_y, rel=1e-12, abs=1e-12)
        assert information == close(mutual_information(joint.T), rel=1e-9, abs=1e-15)
        assert 0 <= information <= min(h_x, h_y) * (1 + 1e-12) + 1e-15
        assert 0 <= h_x_given_y <= h_x * (1 + 1e-12) + 1e-15

    @given(distributions(3), distributions(4))
    def test_independence_tells_nothing(self, p: Array, q: Array) -> None:
        assert 0 <= mutual_information(np.outer(p, q)) < 1e-30
        assert conditional_entropy(np.outer(p, q)) == close(entropy(p), abs=1e-14)


class TestPerplexity:
    @pytest.mark.parametrize("n", [1, 2, 8, 1024])
    def test_of_equally_likely_outcomes(self, n: int) -> None:
        assert perplexity([1 / n] * n) == n

    @given(distributions(4))
    def test_is_product_of_powers(self, p: Array) -> None:
        assert perplexity(p) == close(np.prod(p ** (-p)), rel=1e-13)
        assert 1 <= perplexity(p) <= 4 * (1 + 1e-14)

    def test_shape(self) -> None:
        np.testing.assert_array_equal(perplexity([[0.5, 0.5], [1.0, 0.0]]), [2, 1])


class TestLossesOfTokens:
    LOSSES = np.log([2.0, 4.0, 8.0])

    def test_the_perplexity_of_even_choices_is_their_number(self) -> None:
        assert perplexity_of_losses([math.log(7)] * 5) == close(7)
        assert perplexity_of_losses(self.LOSSES) == close(4)
        assert perplexity_of_losses(self.LOSSES.reshape(3, 1)) == close(4)

    def test_over_outcomes_as_often_as_probable_it_is_that_of_the_distribution(self) -> None:
        p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
        seen = np.repeat(self_information(p), [4, 2, 1, 1])
        assert perplexity_of_losses(seen) == close(float(perplexity(p)), rel=1e-14)

    def test_a_token_that_was_excluded_makes_it_infinite(self) -> None:
        assert perplexity_of_losses([0.1, np.inf]) == np.inf

    def test_another_unit_takes_the_same_total(self) -> None:
        assert loss_per_unit(self.LOSSES, 2) == close(math.log(64) / 2)
        assert loss_per_unit(self.LOSSES, 2, base=2) == close(3)
        assert math.exp(float(loss_per_unit(self.LOSSES, 3))) == close(
            float(perplexity_of_losses(self.LOSSES)), rel=1e-14
        )

    def test_errors(self) -> None:
        for function in (perplexity_of_losses, lambda losses: loss_per_unit(losses, 2)):
            with refuses("losses", "-1", "0"):
                function([0.5, -1.0])
            with refuses("losses", "nan", "NaN"):
                function([0.5, np.nan])
        with refuses("losses", "no samples", "at least one"):
            perplexity_of_losses([])
        with refuses("units", "0", "a whole number from 1 on"):
            loss_per_unit([0.5], 0)
        with refuses("units", "1.5", "whole numbers"):
            loss_per_unit([0.5], 1.5)  # type: ignore[arg-type]

    def test_float32_and_arguments(self) -> None:
        assert_scalar(perplexity_of_losses(self.LOSSES))
        assert_scalar(loss_per_unit(self.LOSSES, 2))
        assert_float32_rounds_once(perplexity_of_losses, self.LOSSES.astype(np.float32))
        assert_leaves_arguments_alone(perplexity_of_losses, self.LOSSES.copy())
        assert_leaves_arguments_alone(lambda one: loss_per_unit(one, 2), self.LOSSES.copy())


FUNCTIONS_OF_DISTRIBUTIONS: list[Snippet] = [entropy, perplexity]
FUNCTIONS_OF_JOINT: list[Snippet] = [joint_entropy, conditional_entropy, mutual_information]
FUNCTIONS_OF_PROBABILITY: list[Snippet] = [self_information, binary_entropy]


class TestContract:
    def test_float32(self) -> None:
        p = np.random.default_rng(0).dirichlet([1] * 7, 5)
        for function in [*FUNCTIONS_OF_DISTRIBUTIONS, *FUNCTIONS_OF_PROBABILITY]:
            assert_float32_rounds_once(function, p)
        for function in FUNCTIONS_OF_JOINT:
            assert_float32_rounds_once(function, p / p.sum())
        functions_with_base: list[Snippet] = [self_information, entropy, binary_entropy]
        for function in functions_with_base:
            assert_float32_rounds_once(function, p, 2)

    def test_shapes(self) -> None:
        for function in FUNCTIONS_OF_PROBABILITY:
            assert function(np.full((3, 1, 2), 0.5)).shape == (3, 1, 2)
            assert_scalar(function(0.5))
            assert_scalar(function(np.array(0.5)))
        for function in FUNCTIONS_OF_DISTRIBUTIONS:
            assert function(np.full((3, 1, 2), 0.5)).shape == (3, 1)
            assert function(np.empty((0, 2))).shape == (0,)
            assert_scalar(function([0.5, 0.5]))
        for function in FUNCTIONS_OF_JOINT:
            assert_scalar(function(JOINT))

    def test_arguments_are_left_alone(self) -> None:
        for function in [*FUNCTIONS_OF_DISTRIBUTIONS, *FUNCTIONS_OF_PROBABILITY]:
            assert_leaves_arguments_alone(function, np.array([0.0, 0.25, 0.75]))
        for function in FUNCTIONS_OF_JOINT:
            assert_leaves_arguments_alone(function, np.array(JOINT))

    @pytest.mark.parametrize("function", FUNCTIONS_OF_PROBABILITY)
    def test_no_probability(self, function: Snippet) -> None:
        with refuses("p", "1.5 at index 1", "probabilities between 0 and 1"):
            function([0.5, 1.5])
        with refuses("p", "-0.1", "probabilities between 0 and 1"):
            function(-0.1)
        with refuses("p", "nan at index (1, 0)", "without NaN"):
            function([[0.5], [np.nan]])

    @pytest.mark.parametrize("function", FUNCTIONS_OF_DISTRIBUTIONS)
    def test_no_distribution(self, function: Snippet) -> None:
        with refuses("p", "a sum of 1.1 in row 1", "a sum of 1"):
            function([[0.3, 0.3, 0.4], [0.3, 0.4, 0.4]])
        with refuses("p", "a sum of 0.9", "a sum of 1"):
            function([0.5, 0.4])
        with refuses("p", "a single number", "a distribution"):
            function(1.0)

    @pytest.mark.parametrize("function", FUNCTIONS_OF_JOINT)
    def test_no_joint_distribution(self, function: Snippet) -> None:
        with refuses("joint", "shape (2,)", "two axes"):
            function([0.5, 0.5])
        with refuses("joint", "a sum of 2", "a sum of 1"):
            function([[0.5, 0.5], [0.5, 0.5]])
        with refuses("joint", "-0.5 at index (0, 1)", "between 0 and 1"):
            function([[1, -0.5], [0.5, 0]])

    @pytest.mark.parametrize("base", [1, 0, -2, math.inf, math.nan, "2", None])
    def test_no_base(self, base: float) -> None:
        for function in FUNCTIONS_OF_PROBABILITY:
            with refuses("base", str(base), "a number above 0 that is not 1"):
                function(0.5, base)
        with refuses("base", str(base), "a number above 0 that is not 1"):
            entropy([0.5, 0.5], base)
        for function in FUNCTIONS_OF_JOINT:
            with refuses("base", str(base), "a number above 0 that is not 1"):
                function(JOINT, base)


class TestMutualInformation:
    @pytest.mark.parametrize("shape", [(2, 2), (3, 5), (7, 2)])
    @pytest.mark.parametrize("distance", [0.1, 1e-4, 2.5e-9, 1e-14])
    def test_accuracy_near_independence(self, shape: tuple[int, int], distance: float) -> None:
        random = np.random.default_rng(3)
        product = np.outer(*(random.dirichlet(np.ones(n)) for n in shape))
        joint = product * (1 + distance * random.uniform(-1, 1, shape))
        joint /= joint.sum()
        assert ulps(mutual_information(joint), reference.mutual_information(joint)) <= 5

    def test_of_independence_that_is_exact(self) -> None:
        assert_zero(mutual_information(np.full((4, 8), 1 / 32)))
        assert_zero(mutual_information([[0.125, 0.375], [0.125, 0.375]]))

    @pytest.mark.parametrize("rare", [1e-200, 1e-310, 5e-324])
    def test_margins_whose_product_is_too_small_for_float64(self, rare: float) -> None:
        joint = [[rare, 0.0], [0.0, 1 - rare]]
        with mp.workdps(700):
            expected = -mp.mpf(rare) * mp.log(mp.mpf(rare)) + mp.mpf(rare)
        assert mutual_information(joint) == close(float(expected), rel=1e-15, abs=5e-324)

    def test_rows_and_columns_of_zeros(self) -> None:
        joint = np.array([[0.5, 0, 0], [0, 0, 0], [0, 0.5, 0]])
        assert mutual_information(joint) == close(math.log(2))

    def test_a_sum_that_float32_has_rounded(self) -> None:
        joint = np.array([[0.1, 0.3], [0.15, 0.45]], np.float32)
        sums = joint.astype(float)
        assert sums.sum() != 1
        exact = reference.mutual_information(sums / sums.sum())
        assert float(mutual_information(sums)) == close(float(exact), rel=1e-6)


def test_a_base_of_a_text_is_checked() -> None:
    with refuses("base", "1", ""):
        loss_per_unit([1.0], 1, base=1)
