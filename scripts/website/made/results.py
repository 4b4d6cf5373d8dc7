"""Computes what the pages ask of the snippets: once, in parallel, and again only after a change."""

import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.common.problems import Place, Problem
from scripts.common.processes import Lost, Workers
from scripts.common.sources import Sources, environment, own_code
from scripts.common.store import Store, key_of
from scripts.website.asked import expressions

PACKAGES = {"figure": "snippets.figures", "table": "snippets.tables", "value": "snippets"}
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """A call that some page makes, and what is to become of its value."""

    kind: str
    expression: str
    name: str = ""


class Results:
    """The computed figures, tables and values of a site."""

    def __init__(self, root: Path, store: Store) -> None:
        self.root = root
        self.store = store
        self.sources = Sources(root, store)
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
            except (expressions.ExpressionError, LookupError, ValueError) as error:
                problems.append(Problem(place, f"{want.kind} {want.expression}: {error}"))
                continue
            kept = self.store.get(key)
            if kept is None:
                new[want] = key
            else:
                self.values[want] = kept["value"]
        for want, outcome in self._compute(new, progress):
            if "error" in outcome:
                what = f"{want.kind} {want.expression} failed: {outcome['error']}"
                problems.append(Problem(wanted[want], what, outcome["where"]))
            else:
                self.store.put(new[want], outcome)
                self.values[want] = outcome["value"]
                self.computed.append(want)
        self.computed.sort(key=lambda want: (want.kind, want.expression))
        return problems

    def _key(self, want: Wanted, environment: str) -> str:
        expression = expressions.parse(want.expression, PACKAGES[want.kind])
        names = [(self.sources.meant(module), name) for module, name in expression.names()]
        for module, name in expression.names():
            self.sources.offered(module, name)
        for text in expression.texts():
            names += self.sources.mentioned("snippets", text)
        if want.kind == "figure":
            names += [("snippets.figures.style", "STYLE"), ("snippets.figures.style", "PALETTE")]
        fingerprint = self.sources.fingerprint(names)
        return key_of(want.kind, expression.text, want.name, fingerprint, environment)

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
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return {"value": _presented(want)}
    except BaseException as error:  # whatever an author's function raises is the author's to read
        return {"error": f"{type(error).__name__}: {error}", "where": _where(error)}


def _presented(want: Wanted) -> Any:
    # Imported here, in the worker: the build itself starts without numpy and matplotlib.
    from scripts.website.made import presentation
    from scripts.website.made.repeatable import repeatable

    expression = expressions.parse(want.expression, PACKAGES[want.kind])
    present: Callable[..., Any] = getattr(presentation, f"present_{want.kind}")
    with repeatable(_snippets()):
        return present(expression, want.name)


def _begin_work(root: str) -> None:
    sys.path.insert(0, root)


def _where(error: BaseException) -> str:
    """Return the deepest line of ``snippets`` that the error passed through."""
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
    return key_of(environment(root), own_code(f"{__name__}.compute"))
