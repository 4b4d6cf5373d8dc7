"""What was found about a formula, in words fit for a reader. "Checked" is never called "proved"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..language.names import readable
from ..language.notation import Promise
from ..language.tokens import Span


class Kind(StrEnum):
    """What speaks for a step."""

    SNIPPET = "matches snippet"
    IDENTITY = "identity"
    DERIVATIVE = "derivative"
    INEQUALITY = "inequality"
    ARG_MIN = "arg min"
    LIMIT = "limit"
    DEFINITION = "definition"
    ROUNDING = "rounding"
    DIFFERENCE = "difference"
    MEMBERSHIP = "membership"
    EXISTENCE = "existence"


@dataclass(frozen=True)
class Example:
    """One point as a reader writes it: its symbols, and what the sides are there, each by name."""

    symbols: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        symbols = ", ".join(f"{name}={value}" for name, value in self.symbols)
        place = [f"at {symbols}"] if symbols else []
        return "   ".join([*place, *(f"{name} = {value}" for name, value in self.sides)])


@dataclass(frozen=True)
class Assumption:
    """A promise about a symbol without which a step breaks."""

    symbol: str
    promise: Promise

    def __str__(self) -> str:
        return f"{readable(self.symbol)} {self.promise}"


@dataclass(frozen=True, kw_only=True)
class StepEvidence:
    """What was found about one relation between two sides.

    ``function`` is the dotted name of the code that a side is bound to, ``example`` both sides at
    one point. ``twins`` are the checked formulas that were computed with in the place of code.
    ``in_floats`` tells whether code had to be asked for a value, in float64: then there are sixteen
    digits at most, otherwise forty. ``sizes`` are the sizes, of several, at which a step is proved,
    such as ``C = 3``; there are none if it is proved for all. At ``skipped`` points neither side
    has a value.
    """

    left: str
    right: str
    relation: str
    kind: Kind
    samples: int
    largest_difference: float | None = None
    function: str | None = None
    conventions: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    proved: str | None = None
    example: Example | None = None
    twins: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    in_floats: bool = False
    sizes: tuple[str, ...] = ()
    skipped: int = 0

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> StepEvidence:
        """Return the evidence from its plain values."""
        fields = {key: _frozen(value) for key, value in kept.items()}
        assumptions = (Assumption(a["symbol"], Promise(a["promise"])) for a in kept["assumptions"])
        example = kept["example"] and Example(*map(_frozen, kept["example"].values()))
        fields |= {"kind": Kind(kept["kind"]), "assumptions": tuple(assumptions)}
        return cls(**fields | {"example": example})

    @property
    def words(self) -> str:
        """The evidence in one line."""
        parts = [self._first_words()]
        if self.function and self.kind is not Kind.SNIPPET:
            parts.append(f"matches {self.function}")
        parts += self.remarks
        if self.largest_difference is not None and self.kind is not Kind.INEQUALITY:
            parts.append(f"largest difference {_shown(self.largest_difference)}")
        parts += [f"uses {convention}" for convention in self.conventions]
        parts += [f"needs {assumption}" for assumption in self.assumptions]
        if self.skipped:
            parts.append(f"no side has a value at {self.skipped} more")
        if self.proved:
            parts.append(f"proved by {self.proved}")
        return " · ".join(parts)

    def _first_words(self) -> str:
        points = f"{self.samples} point{'' if self.samples == 1 else 's'}"
        named = " and ".join(self.twins)
        match self.kind:
            case Kind.SNIPPET:
                return f"matches {self.function} at {points}"
            case Kind.IDENTITY:
                digits = "up to rounding in float64" if self.in_floats else "40 digits"
                return f"identity, {digits} at {points}"
            case Kind.DERIVATIVE:
                of = f" of the checked formula {named}" if named else ""
                return f"derivative{of} at {points}"
            case Kind.INEQUALITY:
                return f"inequality: no violation found at {points}"
            case Kind.ARG_MIN:
                return f"arg min: no better point found at {points}"
            case Kind.LIMIT:
                return "limit: approached to 60 digits"
            case Kind.DEFINITION:
                return f"definition at {points}"
            case Kind.ROUNDING:
                return f"rounding: right in every digit that is typed, at {points}"
            case Kind.DIFFERENCE:
                return f"difference: the sides are not equal at {points}"
            case Kind.MEMBERSHIP:
                return f"membership: no violation found at {points}"
            case Kind.EXISTENCE:
                return "existence: found at the point that is shown, and said of no other"


def _frozen(value: Any) -> Any:
    """Return what was a tuple before it was written."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@dataclass(frozen=True, kw_only=True)
class FormulaEvidence:
    """What was found about a formula. ``symbols`` are places in its TeX, names and meanings.

    ``conditions`` say in words what narrows it, ``$…$`` around mathematics; ``tried`` are the sizes
    and the ranges of the numbers that it was tried with.
    """

    name: str
    page: str
    file: str
    line: int
    tex: str
    steps: tuple[StepEvidence, ...] = ()
    unchecked: str | None = None
    symbols: tuple[tuple[Span, str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How it was tried, in one line: with which values, and under which conditions."""
        tried = [f"tried with {', '.join(self.tried)}"] if self.tried else []
        return " · ".join([*tried, *self.conditions])

    def with_proof(self, step: int, proved: str, sizes: Iterable[str] = ()) -> FormulaEvidence:
        """Return the evidence with a proof of one step added, at some sizes or at all."""
        steps = list(self.steps)
        steps[step] = replace(steps[step], proved=proved, sizes=tuple(sizes))
        return replace(self, steps=tuple(steps))

    def to_json(self) -> dict[str, Any]:
        """Return the evidence in plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> FormulaEvidence:
        """Return the evidence from its plain values."""
        steps = tuple(map(StepEvidence.from_json, kept["steps"]))
        frozen = {key: _frozen(kept[key]) for key in ("symbols", "conditions", "tried")}
        return cls(**{**kept, **frozen, "steps": steps})


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Counts over many formulas; ``claims`` stand in sentences, where others are only given."""

    formulas: int = 0
    steps: int = 0
    unchecked: int = 0
    proved: int = 0
    sized: int = 0
    claims: int = 0
    given: int = 0
    kinds: dict[Kind, int] = field(default_factory=dict)


def totals(found: Iterable[FormulaEvidence]) -> Totals:
    """Return how many formulas and steps there are, by kind of evidence."""
    formulas = list(found)
    steps = [step for formula in formulas for step in formula.steps]
    return Totals(
        formulas=len(formulas),
        steps=len(steps),
        unchecked=sum(formula.unchecked is not None for formula in formulas),
        proved=sum(step.proved is not None for step in steps),
        sized=sum(bool(step.sizes) for step in steps),
        kinds=dict(Counter(step.kind for step in steps)),
    )


def _shown(number: float) -> str:
    return "0" if number == 0 else f"{number:.0e}".replace("e-0", "e-")
