"""What somebody may have meant by a name that nothing has."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 3
"""So many suggestions can be looked through at a glance."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question that offers the known names that are most like a name, or nothing."""
    like = names_like(name, known)
    return f"Did you mean {', '.join(like)}?" if like else ""


def names_like(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names that are most like a name, the nearest first; case does not count.

    Next to names that are spelled much like it come those that hold it, or are a part of it.
    """
    by_case: dict[str, str] = {}
    for one in sorted(known):
        by_case.setdefault(one.casefold(), one)
    if not (asked := name.casefold()):
        return []
    parts = [one for one in by_case if asked in one or (len(one) > 1 and one in asked)]
    near = [*get_close_matches(asked, by_case, n=MOST), *sorted(parts, key=len)]
    return [by_case[one] for one in dict.fromkeys(near)][:MOST]
