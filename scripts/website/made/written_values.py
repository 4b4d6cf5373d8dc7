"""How a value stands in a sentence: a number with its unit, a vector, or a ratio in words."""

import math
import re
from typing import Any

import numpy as np

from scripts.website.made.number_words import RATIOS, in_words
from scripts.website.made.writing import FORMS, NAN, NO_BREAK_SPACE, require_known, write_number

FORMS_OF_VALUES = f"{FORMS}, {', '.join(RATIOS)} for ratios in words"
_LIKE_A_FORMAT = re.compile(r"[{}]|\.\d*[efg%]|%")


def write_value(value: Any, form: str) -> str:
    """Return ``value`` as ``form`` says: a format specification and an optional unit.

    A ratio is written in words as ``times``, ``fold`` or ``share``: twice, twofold, half.
    A sequence of numbers is written as a vector, ``(−0.9, 0.2, 0.7)``. The form ``NaN`` says that
    the value is meant to be none.

    Raises:
        ValueError: the specification does not fit the value.
    """
    if form == NAN:
        return _meant(value)
    specification, _, unit = form.partition(" ")
    if specification in RATIOS:
        return " ".join(filter(None, (in_words(float(value), specification), unit)))
    require_known(specification, FORMS_OF_VALUES)
    if _LIKE_A_FORMAT.search(unit):
        raise ValueError(f"the unit '{unit}' looks like a format")
    if isinstance(value, list | tuple | np.ndarray) and np.ndim(value) == 1:
        written = "(" + ", ".join(write_number(part, specification) for part in value) + ")"
    else:
        written = write_number(value, specification)
    return f"{written}{NO_BREAK_SPACE}{unit}" if unit else written


def _meant(value: Any) -> str:
    if isinstance(value, float) and math.isnan(value):
        return NAN
    raise ValueError(f"NaN is meant, and it is {value}")
