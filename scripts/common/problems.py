"""One thing to mend, said so that an author can act on it."""

from dataclasses import dataclass
from pathlib import Path

LONGEST = 300
"""So many characters of one line are told: nobody reads more, and a terminal would be flooded."""


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file, counted from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it is, what is wrong, and what to do next."""

    place: Place
    what: str
    advice: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.what}"]
        lines += [f"    {line}" for line in self.advice.splitlines()]
        return "\n".join(map(_shortened, lines))


def _shortened(line: str) -> str:
    """Return a line as it is told: its middle is left out where it is too long to be read."""
    half = LONGEST // 2
    return line if len(line) <= LONGEST else f"{line[:half]} … {line[-half:]}"
