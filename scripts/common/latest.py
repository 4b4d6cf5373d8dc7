"""What was made last of a thing, as long as the process lives.

A server builds again and again, and most of what a build reads is as it was. What is remembered is
handed out as it is: whoever gets it leaves it alone.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

_made: dict[Hashable, tuple[Any, Any]] = {}


def latest(what: Hashable, made_of: object, make: Callable[[], T]) -> T:
    """Return what ``make`` gives, or gave the last time if it was made of the same.

    ``what`` names the thing; of each thing only the latest form is kept.
    """
    known = _made.get(what)
    if known is None or known[0] != made_of:
        known = _made[what] = (made_of, make())
    found: T = known[1]
    return found
