"""Computes what the pages ask of the snippets: once, in parallel, and again only after a change."""

import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from scripts.common.problems import Place, Problem
from scripts.common.processes import Lost, Workers
from scripts.common.sources import Name, Sources, environment, own_code
from scripts.common.store import Store, key_of
from scripts.website.asked import expressions
from scripts.website.made.chance import ChanceError, refuse_chance

PACKAGES = {"figure": "snippets.figures", "table": "snippets.tables", "value": "snippets"}
_REFUSED = "scripts.website.made.chance.refuse_chance"
_PACKAGES = "package-lock.json"
"""Says which font figures are measured in."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """A call that some page makes, and what is to become of its value."""

    kind: str
    expression: str
    name: str = ""


class OutputError(Exception):
    """A function says something beside what it returns."""


class Results:
    """The computed figures, tables and values of a site."""

    def __init__(self, root: Path, store: Store) -> None:
        self.root = root
        self.store = store
        self.sources = Sources.of(root, store)
        self.values: dict[Wanted, Any] = {}
        self.computed: list[Wanted] = []

    def prepare(self, wanted: Mapping[Wanted, Place], progress: Progress) -> list[Problem]:
        """Have every wanted result at hand; return what failed, each with its place."""
        problems: list[Problem] = []
        new: dict[Wanted, str] = {}
        environment = environment_fingerprint(self.root)
        for want, place in wanted.items():
            try:
                key = self._key(want, environment)
                if (kept := self.store.get(key)) is None:
                    refuse_chance(self.sources, self._named(want))
            except ChanceError as error:
                what = f"{want.kind} {want.expression}: {error.what}"
                problems.append(Problem(place, what, f"It stands at {error.place}."))
                continue
            except (expressions.ExpressionError, LookupError, ValueError) as error:
                problems.append(Problem(place, f"{want.kind} {want.expression}: {error}"))
                continue
            if kept is None:
                new[want] = key
            else:
                self.values[want] = kept["value"]
        for want, outcome in self._compute(new, progress):
            if "error" in outcome:
                what = f"{want.kind} {want.expression} failed: {outcome['error']}"
                problems.append(Problem(wanted[want], what, outcome["where"]))
            else:
                # Pages are to be answered alike, whether this is new or was kept.
                self.values[want] = self.store.put(new[want], outcome)["value"]
                self.computed.append(want)
        self.computed.sort(key=lambda want: (want.kind, want.expression))
        return problems

    def _key(self, want: Wanted, environment: str) -> str:
        expression = expressions.parse(want.expression, PACKAGES[want.kind])
        for module, name in expression.names():
            self.sources.offered(module, name)
        fingerprint = self.sources.fingerprint(self._named(want))
        return key_of(want.kind, expression.text, want.name, fingerprint, environment)

    def _named(self, want: Wanted) -> list[Name]:
        """Return the definitions that make a result."""
        expression = expressions.parse(want.expression, PACKAGES[want.kind])
        names = [(self.sources.meant(module), name) for module, name in expression.names()]
        for text in expression.texts():
            names += self.sources.mentioned("snippets", text)
        if want.kind == "figure":
            names += [("snippets.figures.style", "STYLE"), ("snippets.figures.style", "PALETTE")]
        return names

    def _compute(
        self, wanted: Iterable[Wanted], progress: Progress
    ) -> Iterable[tuple[Wanted, dict[str, Any]]]:
        # Figures take longest: begin with them, so that no worker is left with one at the end.
        ordered = sorted(wanted, key=lambda want: list(PACKAGES).index(want.kind))
        with Workers[Wanted](_begin_work, (str(self.root),)) as workers:
            found = workers.results(compute, ordered)
            for done, (number, outcome) in enumerate(found, start=1):
                if isinstance(outcome, Lost):
                    outcome = {"error": outcome.why, "where": ""}
                yield ordered[number], outcome
                progress(done, len(ordered))


def compute(want: Wanted) -> dict[str, Any]:
    """Return ``{"value": …}`` fit for JSON, or ``{"error": …, "where": …}``."""
    printed = StringIO()
    try:
        with warnings.catch_warnings(), redirect_stdout(printed), redirect_stderr(printed):
            warnings.simplefilter("error")
            value = _presented(want)
        if text := printed.getvalue():
            raise OutputError(f"it prints {text[:80]!r}; a result is what is returned")
        return {"value": value}
    except BaseException as error:  # whatever an author's function raises is the author's to read
        said = " ".join(str(error).split())
        return {"error": f"{type(error).__name__}: {said}".rstrip(": "), "where": _where(error)}


def _presented(want: Wanted) -> Any:
    # Imported here, in the worker: the build itself starts without numpy and matplotlib.
    from scripts.website.made import presentation
    from scripts.website.made.repeatable import repeatable

    expression = expressions.parse(want.expression, PACKAGES[want.kind])
    present: Callable[..., Any] = getattr(presentation, f"present_{want.kind}")
    with repeatable(_snippets(), lambda: expressions.load(expression)):
        return present(expression, want.name)


def _begin_work(root: str) -> None:
    sys.path.insert(0, root)


def _where(error: BaseException) -> str:
    """Return the deepest line of ``snippets`` that the error, or its cause, passed through."""
    if error.__cause__ is not None and (where := _where(error.__cause__)):
        return where
    folder = _snippets()
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(folder)
    ]
    if not frames:
        return ""
    path = Path(frames[-1].filename).relative_to(folder.parent)
    return f"raised at {path.as_posix()}:{frames[-1].lineno}: {frames[-1].line}"


def _snippets() -> Path:
    import snippets

    return Path(snippets.__path__[0])


def environment_fingerprint(root: Path) -> str:
    """Return a hash of what results depend on besides the snippets: versions and presentation."""
    return key_of(environment(root, _PACKAGES), own_code(f"{__name__}.compute", _REFUSED))
