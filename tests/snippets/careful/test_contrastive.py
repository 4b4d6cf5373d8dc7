"""Contrastive losses: the cross-entropy of finding one's own among many."""

import math
from typing import Any

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful.contrastive import (
    both_views,
    info_nce,
    info_nce_gradient,
    nt_xent,
    nt_xent_gradient,
    nt_xent_logits,
)
from tests.snippets.contract import (
    Snippet,
    assert_float32_rounds_once,
    assert_leaves_arguments_alone,
    assert_scalar,
    assert_zero,
    close,
    refuses,
)
from tests.snippets.reference import Exact, exact, mp, ulps

RANDOM = np.random.default_rng(0)
FIRST, SECOND = RANDOM.normal(size=(2, 4, 3))
SIMILARITIES = RANDOM.normal(size=(4, 6))
OF_SIMILARITIES: list[Snippet] = [info_nce, info_nce_gradient]
OF_VIEWS: list[Snippet] = [nt_xent, nt_xent_gradient, nt_xent_logits]


def nt_xent_by_the_paper(temperature: float) -> list[Exact]:
    """Equation 1: −log(exp(sim(i, j)/τ) / Σ_{k≠i} exp(sim(i, k)/τ)) for each view i."""
    views = [[exact(v) for v in row] for row in (*FIRST, *SECOND)]
    n, tau = len(FIRST), exact(temperature)

    def e(i: int, k: int) -> Exact:
        dot = mp.fsum(a * b for a, b in zip(views[i], views[k], strict=True))
        sizes = [mp.sqrt(mp.fsum(a * a for a in views[m])) for m in (i, k)]
        return mp.exp(dot / sizes[0] / sizes[1] / tau)

    return [
        -mp.log(e(i, (i + n) % (2 * n)) / mp.fsum(e(i, k) for k in range(2 * n) if k != i))
        for i in range(2 * n)
    ]


class TestInfoNce:
    @pytest.mark.parametrize("candidates", [4, 100])
    def test_similarities_that_tell_nothing(self, candidates: int) -> None:
        assert info_nce(np.zeros((4, candidates))) == close(math.log(candidates))

    def test_agrees_with_scipy(self) -> None:
        logs = scipy.special.log_softmax(SIMILARITIES / 0.3, axis=-1)
        losses = info_nce(SIMILARITIES, 0.3, "none")
        np.testing.assert_allclose(losses, -np.diag(logs), rtol=1e-13)
        assert info_nce(SIMILARITIES, 0.3) == close(losses.mean())
        assert info_nce(SIMILARITIES, 0.3, "sum") == close(losses.sum())

    def test_sure_and_right(self) -> None:
        assert info_nce([[50.0, 0.0], [0.0, 50.0]]) == close(math.exp(-50))
        assert_zero(info_nce(np.eye(3), 1e-4))

    @given(st.floats(0.05, 20))
    def test_gradient_is_the_slope(self, temperature: float) -> None:
        h = 1e-6 * temperature
        slopes = info_nce_gradient(SIMILARITIES, temperature)
        for j, bump in enumerate(h * np.eye(6)):
            above, below = (
                info_nce(at, temperature, "none")
                for at in (SIMILARITIES + bump, SIMILARITIES - bump)
            )
            expected = (above - below) / (2 * h)
            np.testing.assert_allclose(slopes[:, j], expected, atol=1e-8 / temperature)

    @pytest.mark.parametrize("function", OF_SIMILARITIES)
    def test_contract(self, function: Snippet) -> None:
        assert_float32_rounds_once(function, SIMILARITIES)
        assert_leaves_arguments_alone(function, SIMILARITIES.copy())
        np.testing.assert_array_equal(function(SIMILARITIES), function(SIMILARITIES, 1.0))
        for shape in ((3,), (), (3, 2), (0, 2), (1, 2, 3)):
            with refuses("similarities", f"shape {shape}", "a candidate for each"):
                function(np.zeros(shape))
        with refuses("similarities", "inf at index (0, 1)", "finite numbers"):
            function([[0, np.inf]])


class TestNtXent:
    @pytest.mark.parametrize("temperature", [0.05, 0.5, 3.0])
    def test_accuracy(self, temperature: float) -> None:
        """Cosines are rounded; divided by τ, so is each logit, by an ulp of 1/τ or two."""
        losses = nt_xent(FIRST, SECOND, temperature, "none")
        expected = nt_xent_by_the_paper(temperature)
        errors = [abs(exact(a) - b) for a, b in zip(losses, expected, strict=True)]
        assert max(errors) < 8 * 2.0**-52 / temperature
        mean = mp.fsum(expected) / len(expected)
        assert nt_xent(FIRST, SECOND, temperature) == close(float(mean), 1e-14)

    def test_views_that_are_all_the_same(self) -> None:
        assert nt_xent(np.ones((5, 2)), np.ones((5, 2))) == close(math.log(9))

    def test_one_sample_has_nothing_to_be_mistaken_for(self) -> None:
        assert_zero(nt_xent([[1.0, 0.0]], [[0.0, 1.0]]))
        assert_scalar(nt_xent([[1.0, 0.0]], [[0.0, 1.0]]))

    def test_pairs_at_right_angles(self) -> None:
        """A cosine of 1 for the partner and 0 for the two views of the other sample."""
        assert nt_xent(np.eye(2), np.eye(2), 0.5) == close(math.log1p(2 * math.exp(-2)))

    def test_logits_are_cosines_but_for_a_view_with_itself(self) -> None:
        logits = nt_xent_logits([[2.0, 0.0]], [[3.0, 3.0]], 0.5)
        half = close(math.sqrt(2))
        assert logits.tolist() == [[-np.inf, half], [half, -np.inf]]

    def test_first_views_come_first(self) -> None:
        assert both_views([[1, 2]], [[3, 4]]).tolist() == [[1.0, 2.0], [3.0, 4.0]]

    @given(st.floats(1e-6, 1e6))
    def test_lengths_do_not_matter(self, size: float) -> None:
        assert nt_xent(FIRST * size, SECOND) == close(float(nt_xent(FIRST, SECOND)), 1e-14)

    @pytest.mark.parametrize("temperature", [0.1, 0.5, 2.0])
    def test_gradient_is_the_slope(self, temperature: float) -> None:
        h, slopes = 1e-6, nt_xent_gradient(FIRST, SECOND, temperature)
        for which, slope in enumerate(slopes):
            assert slope.shape == FIRST.shape
            for at in np.ndindex(FIRST.shape):
                bump = np.zeros((2, *FIRST.shape))
                bump[(which, *at)] = h
                above, below = (
                    nt_xent(FIRST + b[0], SECOND + b[1], temperature) for b in (bump, -bump)
                )
                assert slope[at] == close(float(above - below) / (2 * h), abs=1e-8)

    def test_contract(self) -> None:
        for function in (nt_xent, nt_xent_logits):
            assert_float32_rounds_once(function, FIRST, SECOND)
        for function in OF_VIEWS:
            assert_leaves_arguments_alone(function, FIRST.copy(), SECOND.copy())
            default, half = function(FIRST, SECOND), function(FIRST, SECOND, 0.5)
            np.testing.assert_array_equal(default, half)

    @pytest.mark.parametrize("function", OF_VIEWS)
    def test_errors(self, function: Snippet) -> None:
        cases: list[tuple[str, Any, Any, str, str]] = [
            ("first", [1.0, 2.0], [1.0, 2.0], "shape (2,)", "shape (N, d)"),
            ("first", np.empty((0, 2)), np.empty((0, 2)), "shape (0, 2)", "at least one sample"),
            ("second", FIRST, SECOND[:2], "shape (2, 3)", "the shape of first, which is (4, 3)"),
            ("first", [[0.0, 0.0]], [[1.0, 0.0]], "a vector of length 0", "a direction"),
            ("second", [[1.0, 0.0]], [[0.0, 0.0]], "a vector of length 0", "a direction"),
            ("first", [[np.inf, 0.0]], [[0.0, 1.0]], "inf", "finite"),
        ]
        for name, first, second, got, want in cases:
            with refuses(name, got, want):
                function(first, second)


@pytest.mark.parametrize("temperature", [0.0, -1.0, np.inf, np.nan, [1.0, 2.0]])
def test_temperatures(temperature: Any) -> None:
    for function in OF_SIMILARITIES:
        with refuses("temperature", "", ""):
            function(SIMILARITIES, temperature)
    for function in OF_VIEWS:
        with refuses("temperature", "", ""):
            function(FIRST, SECOND, temperature)


def test_a_temperature_that_is_too_low_for_float64() -> None:
    with refuses("temperature", "1e-310", "stay in float64"):
        nt_xent(FIRST, SECOND, 1e-310)
    assert ulps(info_nce([[1.0, 0.0]], 1e-3), mp.log1p(mp.exp(-1000))) <= 1


@pytest.mark.parametrize("name", ["first", "second"])
def test_one_vector_of_length_zero_among_others_is_refused(name: str) -> None:
    views = {"first": np.eye(3), "second": np.eye(3)}
    views[name] = np.diag([1.0, 0.0, 1.0])
    with refuses(name, "a vector of length 0", "vectors that have a direction"):
        both_views(**views)


def test_one_similarity_beyond_float64_is_refused() -> None:
    with refuses("temperature", "1e-300", "stay in float64"):
        info_nce([[0.0, 1e10]], 1e-300)
