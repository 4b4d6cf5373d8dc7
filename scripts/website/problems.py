"""What goes wrong in a build, said so that an author can act on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.common.sources import SourceError


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
        return "\n".join(lines)


class BuildError(Exception):
    """The site cannot be built; ``problems`` says why, one for each thing to mend."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.place)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@contextmanager
def unreadable_sources_told() -> Iterator[None]:
    """Report a module that cannot be read like every other thing to mend.

    Raises:
        BuildError: a module cannot be read.
    """
    try:
        yield
    except SourceError as error:
        raise BuildError([Problem(Place(error.path, error.line), error.what)]) from None
