"""What keeps the site from being built."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from scripts.common.problems import Place, Problem
from scripts.common.sources import SourceError


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
