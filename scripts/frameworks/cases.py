"""What is run: one case is one call of one library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """One call of one library, and how exactly it must come out again.

    name: what is computed, in snake_case; the cases of several libraries share it.
    library: a key of `snippets.frameworks.libraries.LIBRARIES`.
    run: makes the call. It may return a number, an array or a tensor of any library, a text, or
        lists and dictionaries of these. What it raises and what it warns of is recorded as well.
    inputs: what the call is given, fit for JSON; the same for all libraries of a name.
    call: the text of the call, where a page shows it.
    within: how far a repeated run may be off: "exactly", "4 ulp" (of the type of the outcome),
        "1e-9 relative", "3 times" (each way), or "not compared" for what depends on the machine
        alone, such as seconds. Errors must be the same exactly in all cases but the last.
    """

    name: str
    library: str
    run: Callable[[], Any]
    inputs: Mapping[str, Any] = field(default_factory=dict)
    call: str = ""
    within: str = "4 ulp"
