"""How numbers are written: as a reader expects them, with their unit."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.website.made.writing import write_number

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
