"""Reading the record: numbers as numbers, and a clear word where there is nothing."""

import math

import pytest

from snippets import recorded


def test_a_number() -> None:
    assert recorded.number("tabs", "entropy", "numpy") == pytest.approx(math.log(4), rel=1e-15)


def test_infinite_and_nan_are_numbers() -> None:
    assert recorded.number("traps", "binary_wrong_1", "numpy") == math.inf
    assert math.isnan(recorded.number("traps", "nan_binary", "keras"))


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match=r"traps.nan_binary, numpy: got ValueError: y_hat"):
        recorded.number("traps", "nan_binary", "numpy")
    with pytest.raises(ValueError, match="want a single number"):
        recorded.number("traps", "mean_of_kl", "numpy")


def test_an_outcome_has_its_type_and_call() -> None:
    outcome = recorded.outcome("tabs", "entropy", "keras")
    assert (outcome["type"], outcome["call"]) == ("float32", "entropy(p)")


def test_outcomes_are_by_library() -> None:
    assert "pytorch.batchmean" in recorded.outcomes("traps", "mean_of_kl")


def test_inputs() -> None:
    assert recorded.inputs("tabs", "kl_divergence") == {"p": [0.5, 0.5], "q": [0.75, 0.25]}


@pytest.mark.parametrize(
    ("place", "what"),
    [
        (("tab", "entropy", "numpy"), "no section 'tab'; it has .*tabs"),
        (("tabs", "entropies", "numpy"), "no case of tabs 'entropies'; it has .*entropy"),
        (("tabs", "entropy", "cupy"), "no library of tabs.entropy 'cupy'; it has keras"),
    ],
)
def test_what_was_not_run(place: tuple[str, str, str], what: str) -> None:
    with pytest.raises(LookupError, match=f"the record has {what}"):
        recorded.outcome(*place)


def test_versions_without_who_built_them() -> None:
    assert recorded.version("torch") == "2.13.0"
    with pytest.raises(LookupError, match="no package 'cupy'"):
        recorded.version("cupy")


def test_newest_versions() -> None:
    version, python = recorded.newest("scipy")
    assert version.startswith("1.")
    assert python.startswith("3.")
    with pytest.raises(LookupError, match="no newest version of 'cupy'"):
        recorded.newest("cupy")
