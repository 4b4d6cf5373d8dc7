"""The scripts of formulas by their names, each compared before it is given away."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from mpmath import mp

from ...common.problems import Place
from ..checks.examples import example_at
from ..checks.formula import SAMPLES, Checking
from ..checks.trial import Trial
from ..evaluation.bindings import BindingError, Functions
from ..evaluation.domains import DomainError
from ..evaluation.targets import twin_table
from ..evaluation.twins import Question, TwinTable
from ..evaluation.values import DIGITS
from ..language import tree
from ..language.tokens import FormulaError
from ..reading.documents import Written, read_tree
from .comparing import Compared, compare, script_of
from .emitter import EmissionError, Emitted


@dataclass(frozen=True)
class Asked:
    """A side of a formula, counted from 0 or from the end, for sizes and positions: ``C = 3``."""

    formula: str
    side: int = -1
    sizes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Script:
    """A function that was compared with its formula at so many values."""

    emitted: Emitted
    values: int


class ScriptError(Exception):
    """A side for which there is no script, with the place of its formula where that is known."""

    def __init__(self, what: str, place: Place | None = None) -> None:
        super().__init__(what)
        self.place = place


class Scripts:
    """The formulas of a tree, and the functions that their sides are translated to.

    ``asked`` are the questions that were put to other formulas: see `TwinTable`.
    """

    def __init__(self, root: Path, docs: Path, notation: Path, package: str = "snippets") -> None:
        documents = read_tree(root, docs, notation)
        self.written = {one.name: one for one in documents.formulas if one.unchecked is None}
        self.twins = twin_table(documents.formulas, Functions(package))
        self.asked: set[Question] = set()

    def afresh(self) -> Scripts:
        """Return the same formulas, as long as none has been asked anything."""
        other = copy(self)
        other.asked = set()
        return other

    def sides(self, name: str) -> tuple[tree.Node, ...]:
        """Return the sides of a formula."""
        return self._checking(name).chain.sides

    def compared(self, name: str, side: int = -1, sizes: dict[str, int] | None = None) -> Compared:
        """Run the scripts of a side at the checker's points.

        Raises:
            EmissionError, FormulaError, BindingError, DomainError: there is none.
        """
        with mp.workdps(DIGITS):
            checking = self._checking(name)
            return compare(checking.chain.sides[side], checking.trial(sizes))

    def trial(self, name: str, sizes: dict[str, int]) -> Trial:
        """Return the points of a formula, for some sizes."""
        with mp.workdps(DIGITS):
            return self._checking(name).trial(sizes)

    def script(self, asked: Asked) -> Script:
        """Return the script of a side, compared.

        Raises:
            ScriptError: there is none, or it gives something else than the formula.
        """
        if asked.formula not in self.written:
            raise ScriptError(f"there is no formula {asked.formula} that is checked")
        written = self.written[asked.formula]
        place = Place(written.file, written.line)
        try:
            return self._script(asked)
        except EmissionError as error:
            told = error.what if error.span is None else f"{error.what}: {_source(written, error)}"
            what = f"{asked.formula} cannot be computed in a page: {told}"
            raise ScriptError(what, place) from None
        except (FormulaError, BindingError, DomainError, LookupError) as error:
            what = f"{asked.formula} cannot be computed in a page: {error}"
            raise ScriptError(what, place) from None
        except _DiffersError as error:
            raise ScriptError(f"{asked.formula}: {error}", place) from None

    def _script(self, asked: Asked) -> Script:
        with mp.workdps(DIGITS):
            checking = self._checking(asked.formula)
            side = checking.chain.sides[asked.side]
            values = 0
            # At the sizes that are asked for, and at all others as well.
            for trial in self._trials(checking, asked):
                compared = compare(side, trial)
                values += compared.values
                _require_alike(compared)
            return Script(script_of(side, trial, trial.samples[0]), values)

    def _trials(self, checking: Checking, asked: Asked) -> Iterator[Trial]:
        yield checking.trial()
        if asked.sizes:
            yield checking.trial(dict(asked.sizes))

    def _checking(self, name: str) -> Checking:
        # Each script at points of its own: all together meet more of them.
        table = TwinTable(self.twins.functions, self.twins.twins, asked=self.asked)
        return Checking(self.written[name], table, SAMPLES, seed=name)


class _DiffersError(Exception):
    """A script gives something else than its formula."""


def _require_alike(compared: Compared) -> None:
    for one in compared.differences[:1]:
        example = example_at(one.sample, formula=one.expected)
        point = ", ".join(f"{name} = {value}" for name, value in example.symbols)
        formula = example.sides[0][1]
        raise _DiffersError(f"the script gives {one.found}, the formula {formula} at {point}")


def _source(written: Written, error: EmissionError) -> str:
    assert error.span is not None
    return " ".join(written.tex[slice(*error.span)].split())
