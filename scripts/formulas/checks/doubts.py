"""A doubt about a formula, said so that an author can act on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto

from ...common.problems import Place, Problem
from ..language.tokens import FormulaError, Span
from ..reading.documents import Written
from .evidence import Example


class Cause(Enum):
    """What kind of thing is wrong, for those who act on a doubt."""

    FALSE = auto()
    """The sides are not what the relation says."""

    LOOSE = auto()
    """An inequality is true, but a sharper one seems to be."""

    OTHER = auto()


@dataclass(eq=False)
class DoubtError(Exception):
    """A step does not hold, or cannot be tried; ``reasons`` are lines below the example."""

    what: str
    span: Span | None = None
    _: KW_ONLY
    cause: Cause = Cause.OTHER
    example: Example | None = None
    reasons: Sequence[str] = ()
    step: int = 0

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why a formula does not pass.

    ``span`` is the spot in ``tex``, where there is one; ``step`` counts from 1; ``suggestions`` are
    lines of TeX that may have been meant; ``rests_on`` are the doubts to mend first.
    """

    name: str
    place: Place
    tex: str
    what: str
    span: Span | None = None
    cause: Cause = Cause.OTHER
    step: int = 0
    example: Example | None = None
    reasons: Sequence[str] = ()
    suggestions: tuple[str, ...] = ()
    rests_on: tuple[Doubt, ...] = ()

    @property
    def spot(self) -> Span:
        """What to mark: the first line where no place is known."""
        return self.span or (0, len(self.tex.partition("\n")[0]))

    @property
    def problem(self) -> Problem:
        """What to mend: the line with carets, the sample, the diagnosis and what was meant."""
        if self.rests_on:
            others = " and ".join(f"{other.name} ({other.place})" for other in self.rests_on)
            do = "does" if len(self.rests_on) == 1 else "do"
            what = f"rests on {others}, which {do} not hold: mend that first"
            return Problem(self.place, f"{self.name}: {what}")
        told = [str(self.example)] if self.example else []
        told += self.reasons
        words = ["did you mean", *["          or"] * len(self.suggestions)]
        told += [f"{word}  {tex}" for word, tex in zip(words, self.suggestions, strict=False)]
        below = [*_marked(self.tex, self.spot), *(f"  {line}" for line in told)]
        return Problem(self.place, f"{self.name}: {self.what}", "\n".join(below))

    def __str__(self) -> str:
        return str(self.problem)


def doubt_about(formula: Written, error: DoubtError | FormulaError) -> Doubt:
    """Return the doubt about a formula that an error gives rise to."""
    if isinstance(error, FormulaError):
        error = DoubtError(error.message, error.span)
    lines_before = formula.tex.count("\n", 0, error.span[0]) if error.span else 0
    place = Place(formula.file, formula.line + 1 + lines_before)
    return Doubt(name=formula.name, place=place, tex=formula.tex, **vars(error))


def _marked(tex: str, span: Span) -> list[str]:
    """Return the line on which a span begins, and carets below the span."""
    start = tex.rfind("\n", 0, span[0]) + 1
    end = tex.find("\n", start)
    line = tex[start : end if end >= 0 else len(tex)]
    first = span[0] - start
    length = max(1, min(span[1] - start, len(line)) - first)
    return [line, " " * first + "^" * length]
