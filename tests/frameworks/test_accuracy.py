"""The record of accuracy: complete, right about us today, and within what the page promises."""

import math

import numpy as np
import pytest

from scripts.frameworks import accuracy, exact, hard_inputs
from scripts.frameworks.accuracy import Quantity, error, expected, quantities, worst_error
from snippets import recorded
from tests.snippets import exact_softmax, reference

QUANTITIES = {quantity.name: quantity for quantity in quantities()}
KINDS = ("ordinary", "hard")
BARS = {
    "self_information": 1,
    "entropy": 3,
    "cross_entropy": 3,
    "kl_divergence": 5,
    "binary_cross_entropy": 3,
    "sigmoid": 3,
    "binary_cross_entropy_with_logits": 2,
    "log_likelihood": 2,
    "logsumexp": 2,
    "softmax": 4,
    "sparse_softmax_cross_entropy": 4,
    "sparse_softmax_cross_entropy_gradient": 4,
    "label_smoothing": 4,
    "focal_loss": 6,
    "cosine_of_sum": 1,
}
"""Largest error of ours that is allowed, in ulp."""

TIE = 1.0
"""So many ulp may ours be behind the best library."""


def recorded_error(name: str, kind: str, library: str) -> float:
    return recorded.number("accuracy", f"{name}_{kind}", library)


def test_every_quantity_has_a_bar_and_is_recorded() -> None:
    assert BARS.keys() == QUANTITIES.keys()
    for name, quantity in QUANTITIES.items():
        for kind in KINDS:
            found = recorded.outcomes("accuracy", f"{name}_{kind}")
            assert found.keys() == quantity.calls.keys()
            assert all(found[key]["call"] == call for key, call in quantity.calls.items())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BARS)
def test_ours_is_within_the_bar_and_the_best_or_tied(name: str, kind: str) -> None:
    ours = recorded_error(name, kind, "numpy")
    others = [key for key in QUANTITIES[name].calls if key != "numpy"]
    assert ours <= BARS[name]
    assert ours <= min(recorded_error(name, kind, key) for key in others) + TIE


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BARS)
def test_ours_is_today_what_the_record_says(name: str, kind: str) -> None:
    """Another processor may round otherwise by an ulp or two, and no more."""
    quantity = QUANTITIES[name]
    inputs = quantity.hard() if kind == "hard" else quantity.ordinary()
    samples = [(arguments, expected(quantity, arguments)) for arguments in inputs]
    assert worst_error(quantity, samples, "numpy") <= min(
        BARS[name], recorded_error(name, kind, "numpy") + 2
    )


def test_the_libraries_fail_where_the_page_says() -> None:
    for library in ("pytorch", "tensorflow", "keras", "scipy", "optax"):
        assert (
            abs(recorded.number("accuracy", "sparse_softmax_cross_entropy_example", library)) == 0
        )
        assert math.isinf(recorded_error("sparse_softmax_cross_entropy", "hard", library))
    assert recorded.number("accuracy", "kl_divergence_example", "tensorflow") < 0
    caps = {"pytorch": 100, "keras": -math.log(1e-7), "scikit_learn": 52 * math.log(2)}
    for library, cap in caps.items():
        loss = recorded.number("accuracy", "binary_cross_entropy_example", library)
        assert loss == pytest.approx(cap, rel=1e-6)


class TestError:
    def test_counts_gaps(self) -> None:
        one = exact.mp.mpf(1)
        assert error(1 + 2**-52, one, 2**-52) == 1
        assert error(1.0, one + exact.mp.mpf(2) ** -54, 2**-52) == 0.25

    def test_no_digit_right(self) -> None:
        tiny = exact.mp.mpf(10) ** -20
        assert error(0.0, tiny, 1e-36) == error(-1e-20, tiny, 1e-36) == math.inf
        assert error(math.nan, tiny, 1e-36) == error(math.inf, tiny, 1e-36) == math.inf
        assert math.isfinite(error(1.5e-20, tiny, 1e-36))

    def test_rounding_to_zero_is_no_error(self) -> None:
        assert error(0.0, exact.mp.mpf(10) ** -324, 5e-324) < 0.5
        assert error(0.0, exact.mp.zero, 5e-324) == 0

    def test_is_never_below_a_half_and_the_worst_counts(self) -> None:
        double = Quantity("double", lambda x: 2 * exact.exact(x), list, list, {"numpy": "x + x"},
                          accuracy.last_place)  # fmt: skip
        samples = [({"x": x}, expected(double, {"x": x})) for x in (1.0, 3.0)]
        assert worst_error(double, samples, "numpy") == 0.5
        samples[1] = (samples[1][0], [samples[1][1][0] + 5 * exact.exact(np.spacing(6.0))])
        assert worst_error(double, samples, "numpy") == 5


class TestExact:
    """The 60-digit formulas of the record against the 80-digit ones of the other tests."""

    def test_of_probabilities(self) -> None:
        for p in hard_inputs.hard_probabilities()[::7].tolist():
            for y in (0, 1):
                mine, other = exact.binary_cross_entropy(y, p), reference.binary_cross_entropy(y, p)
                assert abs(mine / exact.mp.mpf(other) - 1) < 1e-50

    def test_of_logits(self) -> None:
        for row, label in list(hard_inputs.hard_rows())[::9]:
            z, one_hot = row.tolist(), np.eye(len(row))[label].tolist()
            pairs = [
                (exact.loss_of_label(z, label), exact_softmax.cross_entropy(one_hot, z)),
                *zip(exact.softmax(z), exact_softmax.softmax(z), strict=True),
                *zip(
                    exact.gradient_of_label_loss(z, label),
                    exact_softmax.gradient(one_hot, z),
                    strict=True,
                ),
            ]
            for mine, other in pairs:
                assert abs(mine - exact.mp.mpf(other)) <= 1e-40 * abs(mine)

    def test_repeated_terms_are_counted(self) -> None:
        row, label = np.array([0.0, 1.0, 1.0, 1.0]), 0
        assert float(exact.loss_of_label(row, label)) == pytest.approx(math.log(1 + 3 * math.e))


class TestInputs:
    def test_hard_means_what_the_page_says(self) -> None:
        p, z = hard_inputs.hard_probabilities(), hard_inputs.hard_logits()
        assert p.min() == 1e-320
        assert 1 - 2**-52 < p.max() < 1
        assert (z.min(), z.max()) == (-1e4, 1e4)
        sizes = {len(row) for row in hard_inputs.hard_distributions()}
        assert {3, 2, hard_inputs.MILLION} <= sizes

    def test_divergences_are_of_distributions_that_sum_to_1_exactly(self) -> None:
        for pairs in (hard_inputs.ordinary_divergences(), hard_inputs.hard_divergences()):
            for pair in pairs:
                for p in pair:
                    assert math.fsum(p) == 1

    def test_they_are_the_same_every_time(self) -> None:
        for made in (hard_inputs.hard_rows, hard_inputs.ordinary_rows):
            for (z, label), (again, other) in zip(made(), made(), strict=True):
                assert label == other
                np.testing.assert_array_equal(z, again)
