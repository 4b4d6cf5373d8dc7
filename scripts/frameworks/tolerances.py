"""Whether an outcome is the recorded one, as far as its case asks for it.

exactly          the same
4 ulp            numbers within four units in the last place of the type of the outcome
1e-9 relative    numbers within that share of the recorded one
3 times          numbers of the same sign, neither more than three times the other
not compared     depends on the machine alone
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

_FORM = re.compile(r"(?P<size>[\d.]+(?:e-?\d+)?) (?P<kind>ulp|relative|times)")

Close = Callable[[float, float], bool]


def differences(recorded: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what differs, each time in the words ``value: recorded 1.0, found 2.0``.

    Raises:
        ValueError: the found outcome has an unknown form of tolerance.
    """
    within = found["within"]
    close = closeness(within, found.get("type", "float64"))
    if within == "not compared":
        return
    for key in ("error", "warnings", "type", "shape", "call", "within"):
        if recorded.get(key) != found.get(key):
            yield f"{key}: recorded {_shown(recorded.get(key))}, found {_shown(found.get(key))}"
    yield from _unlike(recorded.get("value"), found.get("value"), close, "value", within)


def input_differences(recorded: Any, found: Any) -> Iterator[str]:
    """Yield what differs between two sets of inputs: they may be off by the rounding of a log."""
    yield from _unlike(recorded, found, closeness("4 ulp"), "inputs", "4 ulp")


def closeness(within: str, dtype: str = "float64") -> Close:
    """Return the comparison of two finite numbers that a tolerance stands for.

    Raises:
        ValueError: it is none of the forms.
    """
    if within == "not compared":
        return lambda *_: True
    if within == "exactly":
        return lambda recorded, found: recorded == found
    form = _FORM.fullmatch(within)
    if form is None:
        raise ValueError(
            f"within: got {within!r}, want 'exactly', '4 ulp', '1e-9 relative', '3 times' "
            "or 'not compared'"
        )
    size = float(form["size"])
    match form["kind"]:
        case "ulp":
            gap = np.float32 if dtype == "float32" else np.float64
            return lambda recorded, found: (
                abs(recorded - found) <= size * float(np.spacing(gap(abs(recorded))))
            )
        case "relative":
            return lambda recorded, found: abs(recorded - found) <= size * abs(recorded)
    return lambda recorded, found: (
        (recorded * found > 0 and 1 / size <= found / recorded <= size) or recorded == found
    )


def _unlike(recorded: Any, found: Any, close: Close, where: str, within: str) -> Iterator[str]:
    """Yield the places of two plain values that are not alike."""
    if isinstance(recorded, dict) and isinstance(found, dict) and recorded.keys() == found.keys():
        for key in recorded:
            yield from _unlike(recorded[key], found[key], close, f"{where}.{key}", within)
    elif isinstance(recorded, list) and isinstance(found, list) and len(recorded) == len(found):
        for at, (old, new) in enumerate(zip(recorded, found, strict=True)):
            yield from _unlike(old, new, close, f"{where}[{at}]", within)
    elif not _alike(recorded, found, close):
        allowed = f" (allowed: {within})"
        yield f"{where}: recorded {_shown(recorded)}, found {_shown(found)}{allowed}"


def _alike(recorded: Any, found: Any, close: Close) -> bool:
    if _is_finite(recorded) and _is_finite(found):
        return close(float(recorded), float(found))
    return bool(recorded == found)


def _is_finite(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value)


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
