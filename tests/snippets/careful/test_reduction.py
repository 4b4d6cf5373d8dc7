"""From the losses of the samples to one number."""

import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful.reduction import reduce_losses
from tests.snippets.contract import assert_scalar, assert_zero, close, refuses

LOSSES = np.array([1.0, 2.0, 6.0])
WEIGHTS = np.array([1.0, 0.5, 0.0])


class TestReductions:
    def test_without_weights(self) -> None:
        assert reduce_losses(LOSSES) == 3
        assert reduce_losses(LOSSES, "mean") == 3
        assert reduce_losses(LOSSES, "sum") == 9
        np.testing.assert_array_equal(reduce_losses(LOSSES, "none"), LOSSES)

    def test_with_weights_the_mean_divides_by_their_sum(self) -> None:
        assert reduce_losses(LOSSES, "mean", WEIGHTS) == close((1 + 1) / 1.5, rel=1e-15)
        assert reduce_losses(LOSSES, "sum", WEIGHTS) == 2
        np.testing.assert_array_equal(reduce_losses(LOSSES, "none", WEIGHTS), [1, 1, 0])

    def test_all_axes_are_reduced(self) -> None:
        losses = np.arange(6.0).reshape(2, 3)
        assert reduce_losses(losses) == 2.5
        assert reduce_losses(losses, "mean", [[0, 0, 0], [0, 1, 0]]) == 4
        assert reduce_losses(np.array(2.0)) == 2

    def test_infinite_losses(self) -> None:
        with np.errstate(invalid="ignore"):
            assert reduce_losses(np.array([1.0, np.inf])) == math.inf
            assert reduce_losses(np.array([1.0, np.inf]), "mean", [1, 0]) == 1

    def test_no_samples(self) -> None:
        assert_zero(reduce_losses(np.empty(0), "sum"))
        assert reduce_losses(np.empty(0), "none").shape == (0,)
        with refuses("y", "no samples", "at least one for a mean"):
            reduce_losses(np.empty(0))
        with refuses("losses", "no samples", "at least one for a mean"):
            reduce_losses(np.empty((0, 3)), "mean", np.empty((0, 3)), samples="losses")

    @given(st.lists(st.floats(0, 1e3), min_size=1, max_size=20), st.floats(0.01, 100))
    def test_equal_weights_change_nothing(self, losses: list[float], weight: float) -> None:
        weighted = reduce_losses(np.array(losses), "mean", [weight] * len(losses))
        assert weighted == close(float(reduce_losses(np.array(losses))), rel=1e-14)

    @given(st.lists(st.integers(0, 4), min_size=3, max_size=3).filter(any))
    def test_whole_weights_count_repetitions(self, counts: list[int]) -> None:
        repeated = np.repeat(LOSSES, counts)
        assert reduce_losses(LOSSES, "mean", counts) == close(np.mean(repeated), rel=1e-14)


class TestErrors:
    @pytest.mark.parametrize("reduction", ["average", "", None, 0, "MEAN"])
    def test_unknown_reduction(self, reduction: str) -> None:
        with refuses("reduction", repr(reduction), "'mean', 'sum' or 'none'"):
            reduce_losses(LOSSES, reduction)  # type: ignore[arg-type]

    @pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
    def test_weights(self, reduction: str) -> None:
        for shape in [(1,), (3, 1), (), (4,)]:
            with refuses("weights", f"shape {shape}", "one weight for each loss, shape (3,)"):
                reduce_losses(LOSSES, reduction, np.ones(shape))  # type: ignore[arg-type]
        for wrong, want in [(-1, "from 0 on"), (np.inf, "finite"), (np.nan, "without NaN")]:
            with refuses("weights", f"{float(wrong)} at index 1", want):
                reduce_losses(LOSSES, reduction, [1, wrong, 1])  # type: ignore[arg-type]

    def test_weights_of_nothing(self) -> None:
        with refuses("weights", "only zeros", "at least one weight above 0 for a mean"):
            reduce_losses(LOSSES, "mean", [0, 0, 0])
        assert_zero(reduce_losses(LOSSES, "sum", [0, 0, 0]))


def test_single_number() -> None:
    assert_scalar(reduce_losses(LOSSES)[()])


class TestExtremes:
    @pytest.mark.parametrize("weight", [1e308, 1e-300, 5e-324])
    def test_weights_of_any_size(self, weight: float) -> None:
        with np.errstate(all="ignore"):
            assert reduce_losses(LOSSES, "mean", [weight] * 3) == 3
            assert reduce_losses(LOSSES * 1e-9, "mean", [weight] * 3) == close(3e-9, rel=1e-15)
            assert reduce_losses(LOSSES, "mean", [weight, 0, weight]) == 3.5

    @pytest.mark.parametrize("loss", [1e308, sys.float_info.max])
    def test_losses_of_any_size(self, loss: float) -> None:
        with np.errstate(all="ignore"):
            assert reduce_losses(np.array([loss] * 3)) == loss
            assert reduce_losses(np.array([loss] * 3), "mean", [1e308, 1, 1e300]) == close(loss)
            assert reduce_losses(np.array([loss, -loss, loss, 0.0])) == loss / 4
            assert reduce_losses(np.array([loss, np.inf])) == math.inf
            assert reduce_losses(np.array([loss] * 2), "sum") == math.inf
