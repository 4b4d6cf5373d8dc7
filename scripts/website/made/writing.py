"""How computed numbers are written in text and tables."""

import math
import re
from typing import Any

import numpy as np

NAN = "NaN"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_EXPONENT = re.compile(r".*\de[+-]\d+")
_SPECIFICATION = re.compile(r"[+#,]*((\.\d{1,2})?[efg%]|[ds]?)")
FORMS = "first a format such as .3f, then the unit; d for whole numbers, s for texts"


def write_number(value: Any, specification: str = "") -> str:
    """Return one number, text or truth value as a reader writes it: −0.5, 1.0 × 10⁻²⁰, ∞.

    Raises:
        ValueError: the value is not a single one, or the specification does not fit it.
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        if value.ndim:
            raise ValueError(f"a single number is wanted, not an array of shape {value.shape}")
        value = value.item()
    if not isinstance(value, int | float):
        raise ValueError(f"a number is wanted, not {value!r}")
    if isinstance(value, float) and math.isnan(value):
        raise ValueError(
            "it is not a number; where that is meant, say so: | NaN, or Column(…, may_be_nan=True)"
        )
    _require_format(value, specification)
    if isinstance(value, float) and math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return _typeset(format(value, specification))


def _require_format(value: float, specification: str) -> None:
    """Refuse what Python would take and nobody means, such as a float with all its digits."""
    if specification:
        require_known(specification)
    if isinstance(value, float) and specification[-1:] not in ("e", "f", "g", "%"):
        what = f"'{specification}' does not say how many digits {value} has"
        raise ValueError(f"{what}; write {FORMS}")


def require_known(specification: str, forms: str = FORMS) -> None:
    """Refuse what is no format of a number."""
    if not specification or not _SPECIFICATION.fullmatch(specification):
        raise ValueError(f"'{specification}' is no format of a number; write {forms}")


def _typeset(text: str) -> str:
    digits, _, power = text.partition("e") if _EXPONENT.match(text) else (text, "", "")
    if set(digits) <= set("-+0.,%"):
        # What is 0 after rounding has no sign.
        digits = digits.replace("-", "")
    text = f"{digits} × 10{str(int(power)).translate(_SUPERSCRIPTS)}" if power else digits
    return text.replace("-", "−").replace(" ", NO_BREAK_SPACE)
