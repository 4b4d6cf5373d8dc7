"""What a page says of itself and asks the build for, as plain data."""

from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path

from scripts.common.problems import Place, Problem


@dataclass(frozen=True)
class Formula:
    """A piece of mathematics; only a display formula has a name.

    ``marks_of`` is the formula as it is written, where ``tex`` has marks at its symbols. ``named``
    are the formulas that the paragraph before it refers to.
    """

    place: Place
    tex: str
    _: KW_ONLY
    display: bool
    name: str = ""
    marks_of: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A figure or a table: the call that makes it, and the name that references use.

    ``numbers`` is the call of the table that holds a figure's numbers, where its author names one.
    """

    place: Place
    kind: str
    expression: str
    name: str
    numbers: str = ""


@dataclass(frozen=True)
class Listing:
    """Definitions of one module of ``snippets``, shown as they stand."""

    place: Place
    argument: str


@dataclass(frozen=True)
class Value:
    """A number in a sentence: the call that computes it and how it is written."""

    place: Place
    expression: str
    format: str


@dataclass(frozen=True)
class Reference:
    """A mention of a numbered thing of this or another page."""

    place: Place
    kind: str
    name: str


@dataclass(frozen=True)
class Short:
    """What a page says of itself in a few lines, and the pages that should be read before it."""

    place: Place
    needs: tuple[str, ...]


@dataclass(kw_only=True)
class Page:
    """What a page says of itself and asks for, in the order of the text."""

    uri: str
    path: Path = Path()
    title: str = ""
    body: str = ""
    formulas: list[Formula] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    frameworks: list[Listing] = field(default_factory=list)
    numbers: list[Listing] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    shorts: list[Short] = field(default_factory=list)
    formula_lists: list[tuple[str, ...]] = field(default_factory=list)
    """The folders of each list of formulas; without any it is a list of all that is left."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def listed(self) -> set[str]:
        """The functions and constants that the page shows, by ``module.name``."""
        names = (name for listing in self.listings for name in listing.argument.split(","))
        return {name.strip() for name in names}
