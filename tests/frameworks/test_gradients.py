"""The record of gradients: every loss agrees, and ArcFace's ways differ as the page says."""

import math

import numpy as np
import pytest

from snippets import recorded
from snippets.careful import margins
from snippets.tables.autodiff import DEGREES, LIBRARIES, LOSSES, WAYS

MARGIN = 0.5
ROUNDING = 30
"""Ulp of the largest slope: what some hundred roundings may amount to."""


def slope(degrees: float, way: str, library: str) -> float:
    ending = f"_{way}" if way else ""
    return recorded.number("gradients", f"arcface_slope_{degrees:g}{ending}", library)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", LOSSES)
def test_libraries_find_the_same_gradient(name: str, library: str) -> None:
    assert 0.5 <= recorded.number("gradients", name, library) < ROUNDING


def test_every_recorded_loss_is_shown() -> None:
    entries = recorded.RECORD["sections"]["gradients"]["entries"]
    assert {name for name in entries if not name.startswith("arcface_")} <= set(LOSSES)
    assert set(LOSSES) <= set(entries)


@pytest.mark.parametrize("degrees", DEGREES)
def test_the_slope_of_arcface(degrees: float) -> None:
    cosine = math.cos(math.radians(degrees))
    with np.errstate(divide="ignore"):
        ours = float(margins.cosine_of_sum_slope(cosine, MARGIN))
    assert ours == pytest.approx(slope(degrees, "", "numpy"), rel=1e-9)
    for library in LIBRARIES:
        assert slope(degrees, "arccos", library) == pytest.approx(ours, rel=1e-6)
        assert slope(degrees, "stopped", library) == 1
        near_the_end = 1 - cosine < 1e-7
        assert slope(degrees, "clamped", library) == (
            0 if near_the_end else pytest.approx(ours, rel=1e-6)
        )


def test_stopping_is_wrong_in_size_and_in_sign() -> None:
    assert WAYS == ("arccos", "clamped", "stopped")
    assert slope(20, "", "numpy") > 2
    assert slope(160, "", "numpy") < 0


def test_an_aligned_feature_gives_nan_in_the_libraries() -> None:
    found = recorded.outcomes("gradients", "arcface_aligned")
    assert found["numpy"]["value"][0][0] == "-inf"
    for library in LIBRARIES:
        assert found[library]["value"][0][0] == "nan"
        assert found[library]["value"][0][1:] == pytest.approx(found["numpy"]["value"][0][1:])
    given = recorded.inputs("gradients", "arcface_aligned")
    ours = margins.arcface_loss_gradient(given["cosines"], [0], given["scale"], given["margin"])
    np.testing.assert_allclose(ours[0, 1:], found["numpy"]["value"][0][1:], rtol=1e-9)
    assert ours[0, 0] == -np.inf
