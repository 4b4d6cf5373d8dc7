"""What came back from a call, as plain data: a value, an error, warnings.

Numbers that JSON does not know are the texts "nan", "inf" and "-inf". A float32 is written with
the fewest digits that give it back, as its library prints it.
"""

import math
import re
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from scripts.frameworks.cases import Case

LONGEST_MESSAGE = 240
LONGEST_PRINT = 100

_NOISE = re.compile(r"\{\{.*?\}\}\s*|\s*\[Op:\w*\]|\s*name:\s*$")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_PATH = re.compile(r"(?<![\w.])/(?:[\w.+-]+/)+[\w.+-]+")


def outcome_of(case: Case) -> dict[str, Any]:
    """Run a case and return its outcome.

    Keys: `call` and `within` as the case has them; `value`, `type` and `shape` of what came back,
    and how it is `printed`; or `error`; and `warnings`, if there were any.
    """
    outcome: dict[str, Any] = {"call": case.call} if case.call else {}
    outcome["within"] = case.within
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            outcome |= described(case.run())
        except Exception as error:
            outcome["error"] = message_of(error)
    told = dict.fromkeys(message_of(w.message) for w in heard if _concerns_numbers(w))
    if told:
        outcome["warnings"] = list(told)
    return outcome


def described(result: Any) -> dict[str, Any]:
    """Return the value of a result, with the type and the shape of an array or a tensor."""
    if result is None or isinstance(result, str | bool | int | Mapping | list | tuple):
        return {"value": plain(result)}
    array = as_array(result)
    description: dict[str, Any] = {"value": plain(array), "type": str(array.dtype)}
    if array.shape:
        description["shape"] = list(array.shape)
    printed = str(result)
    if len(printed) <= LONGEST_PRINT and "\n" not in printed:
        description["printed"] = printed
    return description


def as_array(result: Any) -> Any:
    """Return a NumPy array for an array or a tensor of any library."""
    if hasattr(result, "detach"):
        result = result.detach()
    return np.asarray(result)


def plain(value: Any) -> Any:
    """Return the value as JSON knows it."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    array = as_array(value)
    if array.ndim:
        return [plain(part) for part in array]
    if array.dtype.kind in "biu":
        return array.item()
    # The shortest text that gives the number back is shorter for float32 than for float64.
    number = float(str(array[()]))
    return number if math.isfinite(number) else str(number)


def message_of(error: BaseException | Warning | str) -> str:
    """Return ``Type: first line``, without addresses, paths and marks of no use to a reader."""
    lines = str(error).strip().splitlines() or [""]
    line = _PATH.sub("…", _ADDRESS.sub("…", _NOISE.sub("", lines[0]))).strip()
    if len(line) > LONGEST_MESSAGE:
        line = f"{line[:LONGEST_MESSAGE].rsplit(' ', 1)[0]} …"
    return f"{type(error).__name__}: {line}".removesuffix(": ")


def _concerns_numbers(warning: warnings.WarningMessage) -> bool:
    """Leave out what libraries tell their developers."""
    return not issubclass(
        warning.category, DeprecationWarning | PendingDeprecationWarning | ImportWarning
    )
