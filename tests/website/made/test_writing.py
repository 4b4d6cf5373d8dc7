"""How numbers are written: as a reader expects them, with their unit."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.website.made.writing import NO_BREAK_SPACE, write_number, write_value

INFINITY = float("inf")


@pytest.mark.parametrize(
    ("value", "specification", "written"),
    [
        (1.5, "g", "1.5"),
        (3, "", "3"),
        (3, ".1f", "3.0"),
        (1234567, ",", "1,234,567"),
        (-0.5, ".2f", "−0.50"),
        (0.12345, ".1%", "12.3%"),
        (-0.12345, ".1%", "−12.3%"),
        (2.5, "+.1f", "+2.5"),
        (-2.5, "+.1f", "−2.5"),
        (1e-20, ".1e", "1.0 × 10⁻²⁰"),
        (-1.25e-7, ".2e", "−1.25 × 10⁻⁷"),
        (6.02e23, ".2e", "6.02 × 10²³"),
        (1e-7, "g", "1 × 10⁻⁷"),
        (123456789.0, ".3g", "1.23 × 10⁸"),
        (1.0, ".1e", "1.0 × 10⁰"),
        (INFINITY, ".3f", "∞"),
        (-INFINITY, ".1%", "−∞"),
        (INFINITY, "g", "∞"),
        (-0.0, ".2f", "0.00"),
        (-0.0, ".1%", "0.0%"),
        (-0.0, ".1e", "0.0 × 10⁰"),
        (-0.0, "g", "0"),
        (-0.0004, ".2f", "0.00"),
        (-0.0004, ".1%", "0.0%"),
        (-0.4, ",.0f", "0"),
        (-0.005, ".2f", "−0.01"),
        (0, "d", "0"),
        (True, "", "yes"),
        (False, ".2f", "no"),
        ("a − b", ".2f", "a − b"),
        (np.float64(-0.5), ".1f", "−0.5"),
        (np.float32(0.5), "g", "0.5"),
        (np.int64(7), "", "7"),
        (np.bool_(True), "", "yes"),
        (np.array(2.5), ".1f", "2.5"),
        (np.float64(-INFINITY), ".0f", "−∞"),
    ],
)
def test_one_number(value: Any, specification: str, written: str) -> None:
    assert write_number(value, specification) == written.replace(" × ", "\xa0×\xa0")


@pytest.mark.parametrize("value", [None, [1.0], np.array([1.0]), 1j, object(), {}, b"1"])
def test_what_is_no_single_number_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="number is wanted"):
        write_number(value)


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
        (INFINITY, ".1f nats", "∞~nats"),
        (1e-20, ".1e nats", "1.0~×~10⁻²⁰~nats"),
        ([-0.9, 0.2, 0.7], ".1f", "(−0.9, 0.2, 0.7)"),
        ((1, 0), "d", "(1, 0)"),
        (np.array([0.5, -0.0]), ".1f bits", "(0.5, 0.0)~bits"),
        ([INFINITY], "g", "(∞)"),
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


FORMATS = st.sampled_from([".0f", ".3f", "+.2f", ",.1f", ".1%", ".2e", ".0e", ".3g", "g"])


@given(st.floats(allow_nan=False), FORMATS)
def test_what_is_written_is_the_formatted_number(value: float, specification: str) -> None:
    written = write_number(value, specification)
    assert "-" not in written
    assert " " not in written
    if math.isinf(value):
        return
    ascii_again = written.translate(str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789"))
    read = float(ascii_again.replace("\xa0×\xa010", "e").replace(",", "").rstrip("%"))
    formatted = format(value, specification)
    assert read == float(formatted.replace(",", "").rstrip("%"))
    assert not (read == 0 and "−" in written.partition("\xa0")[0])
