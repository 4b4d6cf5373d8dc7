"""How values stand in sentences."""

from typing import Any

import numpy as np
import pytest

from scripts.website.made.writing import NO_BREAK_SPACE
from scripts.website.made.written_values import write_value


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (1.5, ".3f bits", "1.500~bits"),
        (1.5, ".3f", "1.500"),
        (1.5, "g", "1.5"),
        (1.5, ".1f nats per sample", "1.5~nats per sample"),
        (2.25, ".1f °C²", "2.2~°C²"),
        (2.25, "g °C²", "2.25~°C²"),
        (1234, ",", "1,234"),
        (float("nan"), "NaN", "NaN"),
        (3, "d", "3"),
        (0.25, ".0%", "25%"),
        (float("inf"), ".1f nats", "∞~nats"),
        (1e-20, ".1e nats", "1.0~×~10⁻²⁰~nats"),
        ([-0.9, 0.2, 0.7], ".1f", "(−0.9, 0.2, 0.7)"),
        ((1, 0), "d", "(1, 0)"),
        (np.array([0.5, -0.0]), ".1f bits", "(0.5, 0.0)~bits"),
        ([float("inf")], "g", "(∞)"),
        ("cat", "s", "cat"),
        (["cat", "dog"], "s", "(cat, dog)"),
        (True, "s", "yes"),
    ],
)
def test_a_value_with_its_unit(value: Any, form: str, written: str) -> None:
    assert write_value(value, form) == written.replace("~", NO_BREAK_SPACE)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (1.5, "d"),
        (1.5, ".3x"),
        (1.5, ".3bits"),
        (1.5, "..3f bits"),
        (1.5, ".3F bits"),
        (1.5, "4.2f.1 bits"),
        (1.5, "%.3f bits"),
        ([[1.0, 2.0]], ".1f"),
        (np.eye(2), ".1f"),
        (None, ".1f"),
        # What is mistyped is no unit.
        (1.5, ""),
        (1.5, "f.3"),
        (1.5, "bits .3f"),
        (1.5, "bits"),
        (1.5, "{0}"),
        (1.5, ".3f {0}"),
        (1.5, ".3f .3f"),
        (1.5, ".3f %.1f"),
        # Python takes a width, and writes a float without a precision with all its digits.
        (1.5, "3f"),
        (1.5, ".3"),
        (1.5, ","),
        (1.5, "+"),
        (255, "x"),
        ("cat", "f.3"),
        (True, "bits"),
        # NaN where a number is meant, and a number where NaN is.
        (float("nan"), ".2f"),
        (np.float64("nan"), "g bits"),
        ([1.0, float("nan")], ".1f"),
        (0.5, "NaN"),
        ("nan", "NaN"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(value: Any, form: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        write_value(value, form)
