"""Tells what has changed since a formula last passed: its text, its notation, or code behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..checks.doubts import Doubt


@dataclass(frozen=True)
class State:
    """The hashes of all that a formula depends on; those of code by the names of functions."""

    text: str
    notation: str
    code: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return the hashes as JSON can write them."""
        return asdict(self)


def with_change(doubt: Doubt, now: State, passed: Sequence[State]) -> Doubt:
    """Return a doubt that says what has changed since the formula passed, the last time first.

    Where that is code alone, the formula is not to be bent to it: nothing is suggested.
    """
    if not passed:
        return doubt
    before = min(passed, key=lambda one: len(_changes(now, one)))
    if not (told := _changes(now, before)):
        return doubt
    verb = "have" if len(told) > 1 else "has"
    reason = f"{' and '.join(told)} {verb} changed since this formula last passed"
    if (now.text, now.notation) != (before.text, before.notation):
        return replace(doubt, reasons=(*doubt.reasons, reason))
    reason += ", and the formula has not: look there first"
    return replace(doubt, reasons=(*doubt.reasons, reason), suggestions=())


def _changes(now: State, before: State) -> list[str]:
    """Return what is not as it was, in words."""
    told = ["the formula"] if now.text != before.text else []
    told += ["its notation"] if now.notation != before.notation else []
    return told + [
        f"the code of {function}"
        for function, code in sorted(now.code.items())
        if before.code.get(function, code) != code
    ]
