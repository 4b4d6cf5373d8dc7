"""The tables on KL divergence: published values, SciPy, and sums done by hand."""

from itertools import permutations

import numpy as np
import pytest
from scipy.special import rel_entr

from snippets.tables import kl_divergence as tables
from snippets.tables.kl_divergence import (
    GUESSES,
    JOINT,
    MOUNTAIN,
    MOUNTAIN_CODE,
    PAIRS,
    STATES,
    VALLEY,
    VALLEY_CODE,
)

CODES = [(VALLEY, VALLEY_CODE), (MOUNTAIN, MOUNTAIN_CODE)]


def scipy_bits(p: tuple[float, ...], q: tuple[float, ...]) -> float:
    return float(np.sum(rel_entr(p, q)) / np.log(2))


@pytest.mark.parametrize(("distribution", "code"), CODES)
def test_every_word_is_as_long_as_its_information(
    distribution: tuple[float, ...], code: tuple[str, ...]
) -> None:
    assert [2.0 ** -len(word) for word in code] == list(distribution)


@pytest.mark.parametrize("code", [VALLEY_CODE, MOUNTAIN_CODE])
def test_no_word_begins_another(code: tuple[str, ...]) -> None:
    assert not any(second.startswith(first) for first, second in permutations(code, 2))


def test_codes_lists_each_state_and_the_means() -> None:
    *states, mean = tables.codes().rows
    assert [row[0] for row in states] == list(STATES)
    assert [row[5] for row in states] == [2, 1, -1, -2]
    assert [row[6] for row in states] == [1.0, 0.25, -0.125, -0.25]
    assert list(mean) == [
        "**mean**",
        "",
        "1.75\N{NO-BREAK SPACE}bits",
        "",
        "2.625\N{NO-BREAK SPACE}bits",
        "",
        0.875,
    ]


def test_mean_extra_length_is_the_divergence() -> None:
    assert tables.codes().rows[-1][6] == pytest.approx(scipy_bits(VALLEY, MOUNTAIN), rel=1e-12)


def test_both_directions_gives_the_published_values() -> None:
    """Cover & Thomas 2006, example 2.3.1."""
    row = tables.both_directions().rows[1]
    assert PAIRS[1][1::2] == ((1 / 2, 1 / 2), (3 / 4, 1 / 4))
    assert row[2] == pytest.approx(0.2075, abs=5e-5)
    assert row[3] == pytest.approx(0.1887, abs=5e-5)


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_both_directions_agrees_with_scipy(number: int) -> None:
    p_name, p, q_name, q = PAIRS[number]
    m = tuple((np.array(p) + np.array(q)) / 2)
    row = tables.both_directions().rows[number]
    assert row[:2] == (p_name, q_name)
    assert row[2] == pytest.approx(scipy_bits(p, q), rel=1e-12)
    assert row[3] == pytest.approx(scipy_bits(q, p), rel=1e-12)
    assert row[4] == pytest.approx((scipy_bits(p, m) + scipy_bits(q, m)) / 2, rel=1e-12)


def test_both_directions_shows_zero_infinity_and_the_largest_js() -> None:
    rows = tables.both_directions().rows
    assert rows[0][2:] == (0.0, 0.0, 0.0)
    assert rows[3][2:4] == (np.inf, 1.0)
    assert rows[4][2:] == (np.inf, np.inf, 1.0)
    assert rows[5][2:4] == (0.875, 0.875)


def test_triangle_is_longer_on_the_direct_way() -> None:
    rows = tables.triangle().rows
    first, second, detour, direct = (float(row[1]) for row in rows)
    assert first == pytest.approx(0.5 * np.log(2) + 0.5 * np.log(2 / 3), rel=1e-12)
    assert second == pytest.approx(0.25 * np.log(2.5) + 0.75 * np.log(0.75 / 0.9), rel=1e-12)
    assert direct == pytest.approx(0.5 * np.log(5) + 0.5 * np.log(0.5 / 0.9), rel=1e-12)
    assert detour == first + second
    assert direct > 2 * detour


def test_a_guess_is_charged_its_divergence_beside_the_surprise() -> None:
    evidence = sum(JOINT)
    for (name, guess), row in zip(GUESSES, tables.bounds().rows, strict=True):
        bound = sum(q * np.log(w / q) for q, w in zip(guess, JOINT, strict=True))
        added = float(np.sum(rel_entr(guess, np.array(JOINT) / evidence)))
        assert row[0] == name
        assert row[1:] == pytest.approx((-np.log(evidence), added, -bound))
    assert sum(map(sum, (guess for _, guess in GUESSES))) == pytest.approx(len(GUESSES))
