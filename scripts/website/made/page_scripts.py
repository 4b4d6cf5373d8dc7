"""The file of a page with live figures: the functions that they call, and what they do with them.

Each function is translated from a formula of the pages and compared with it first. The checker,
with NumPy behind it, is loaded only where something has changed; then only what rests on the change
is translated again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.common.named import named_by_content
from scripts.common.problems import Place, Problem
from scripts.common.processes import Lost, Workers
from scripts.common.sources import Sources, environment, own_code
from scripts.common.store import Store, key_of
from scripts.website.asked.needs import NOTATION
from scripts.website.made.mathematics import read_mathematics

if TYPE_CHECKING:
    from scripts.formulas.evaluation.twins import Question
    from scripts.formulas.javascript.scripts import Scripts
    from scripts.formulas.report.memory import Memory

PACKAGE = "snippets"

ADVICE = "Name a side that can be computed: CONTRIBUTING.md tells which."


@dataclass(frozen=True)
class Wanted:
    """A side of a formula, as the function of its symbols by the names that are given."""

    formula: str
    side: int
    sizes: tuple[tuple[str, int], ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class WantedChain:
    """A formula for the numbers of readers, at some sizes."""

    formula: str
    sizes: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """What the numbers are called on their page."""
        return f"numbers-{self.formula}"


Task = Wanted | WantedChain


@dataclass(frozen=True)
class Translated:
    """A function, and those that it calls beside those of JavaScript."""

    text: str
    helpers: tuple[tuple[str, str], ...]


class PageScripts:
    """The translated formulas of a site, kept in the store."""

    def __init__(self, docs: Path, store: Store, sources: Sources) -> None:
        self.root = sources.root
        self.docs = docs
        self.store = store
        self.sources = sources
        self.found: dict[Wanted, Translated] = {}
        self.chains: dict[WantedChain, dict[str, Any]] = {}

    def prepare(self, wanted: Mapping[Task, Place]) -> list[Problem]:
        """Have every function at hand; return what cannot be had, each with its place."""
        if not wanted:
            return []
        read = read_mathematics(self.docs, self.sources)
        key = key_of("scripts", _own_text(), repr(list(wanted)), read.key)
        kept = self.store.get(key)
        problems: list[Problem] = []
        if kept is None:
            kept = self._translated(list(wanted))
            problems = [
                Problem(place, outcome["error"], outcome["where"] or ADVICE)
                for place, outcome in zip(wanted.values(), kept, strict=True)
                if "error" in outcome
            ]
            if problems:
                return problems
            # Pages are to be answered alike, whether this is new or was kept.
            kept = self.store.put(key, kept)
        for one, outcome in zip(wanted, kept, strict=True):
            if isinstance(one, WantedChain):
                self.chains[one] = outcome
                continue
            helpers = tuple((name, text) for name, text in outcome["helpers"])
            self.found[one] = Translated(outcome["text"], helpers)
        return problems

    def _translated(self, wanted: list[Task]) -> list[dict[str, Any]]:
        """Return each function from the store, or translated where it rests on what has changed."""
        memory = self._memory()
        keys = dict(self._keys(wanted, memory))
        found = {one: memory.recall(key) for one, key in keys.items()}
        new = [one for one in wanted if found.get(one) is None]
        for one, (outcome, asked) in zip(new, self.translated_anew(new), strict=True):
            # What cannot be had is told anew each time, with the place of today.
            is_kept = one in keys and "error" not in outcome
            found[one] = memory.keep(keys[one], asked, outcome) if is_kept else outcome
        return [found[one] for one in wanted]

    def _keys(self, wanted: list[Task], memory: Memory) -> Iterator[tuple[Task, str]]:
        written = {one.name: one for one in memory.formulas}
        around = environment(self.root), _own_text()
        for one in wanted:
            if one.formula in written:
                yield one, key_of("script", *around, repr(one), memory.key(written[one.formula]))

    def _memory(self) -> Memory:
        from scripts.formulas.checks.formula import SAMPLES
        from scripts.formulas.reading.documents import read_tree
        from scripts.formulas.report.memory import Memory

        docs = self.docs.relative_to(self.root)
        formulas = read_tree(self.root, docs, docs / NOTATION).formulas
        return Memory(self.store, self.root, PACKAGE, formulas, SAMPLES)

    def translated_anew(
        self, wanted: list[Task]
    ) -> Iterator[tuple[dict[str, Any], Collection[Question]]]:
        """Yield the outcome of each task, and the questions that were put to other formulas."""
        docs = self.docs.relative_to(self.root)
        with Workers[Task](_begin_work, (str(self.root), str(docs))) as workers:
            found = dict(workers.results(translate, wanted))
        for number in range(len(wanted)):
            one = found[number]
            yield ({"error": one.why, "where": ""}, ()) if isinstance(one, Lost) else one


def _own_text() -> str:
    return own_code(*(f"{__name__}.{one}" for one in ("translate", "_begin_work")))


_here: list[Scripts] = []


def _begin_work(root: str, docs: str) -> None:
    # Imported here, in the worker: the build itself starts without NumPy.
    from scripts.formulas.javascript.scripts import Scripts

    sys.path.insert(0, root)
    _here[:] = [Scripts(Path(root), Path(docs), Path(docs) / NOTATION, PACKAGE)]


def translate(one: Task) -> tuple[dict[str, Any], Collection[Question]]:
    """Return the functions that sides become, or ``{"error": …, "where": …}``, and what was asked.

    What was asked are the questions that were put to other formulas.
    """
    scripts = _here[0].afresh()
    return _outcome(scripts, one), frozenset(scripts.asked)


def _outcome(scripts: Scripts, one: Task) -> dict[str, Any]:
    from scripts.formulas.javascript.scripts import ScriptError

    try:
        if isinstance(one, WantedChain):
            return _chain(scripts, one)
        return _function(scripts, one)
    except ScriptError as error:
        where = f"The formula stands at {error.place}." if error.place else ""
        return {"error": str(error), "where": where}


def _function(scripts: Scripts, one: Wanted) -> dict[str, Any]:
    from scripts.formulas.javascript.scripts import Asked, ScriptError

    script = scripts.script(Asked(one.formula, one.side, one.sizes))
    emitted = script.emitted
    if missing := sorted(set(emitted.parameters) - set(one.given)):
        raise ScriptError(f"{one.formula} needs {missing[0]}, which is not given")
    text = f"({','.join(one.given)})=>{emitted.body}"
    return {"text": text, "helpers": _helpers(emitted.helpers), "values": script.values}


def _chain(scripts: Scripts, one: WantedChain) -> dict[str, Any]:
    from scripts.formulas.javascript.chains import chain_of

    chain = chain_of(scripts, one.formula, one.sizes)
    names = ",".join(symbol.name for symbol in chain.symbols)
    helpers = {name for side in chain.sides if side for name in side.helpers}
    return {
        "symbols": [asdict(symbol) for symbol in chain.symbols],
        "fixed": [list(one) for one in chain.fixed],
        "sides": [f"({names})=>{side.body}" if side else None for side in chain.sides],
        "helpers": _helpers(helpers),
        "tex": list(chain.tex),
    }


def _helpers(names: Iterable[str]) -> list[tuple[str, str]]:
    from scripts.formulas.javascript.helpers import HELPERS

    return [(name, HELPERS[name]) for name in sorted(names)]


def page_script(
    figures: Mapping[str, dict[str, Any]],
    found: Mapping[Wanted, Translated],
    chains: Mapping[str, dict[str, Any]],
) -> str:
    """Return the file of a page, from its live figures and its chains by their ids."""
    helpers: dict[str, str] = {}
    functions: dict[str, str] = {}
    for figure in figures.values():
        for name, one in wanted_of(figure).items():
            helpers |= dict(found[one].helpers)
            functions[name] = found[one].text
    for chain in chains.values():
        helpers |= dict(chain["helpers"])
    lines = [f"const {name}={text};" for name, text in (helpers | functions).items()]
    for id_, figure in figures.items():
        data = json.dumps({"id": id_, **figure["script"]}, separators=(",", ":"))
        moves = f"at:{figure['at']},grips:{figure['grips']}"
        lines.append(f"liveFigures.push({data[:-1]},{moves}}});")
    for id_, chain in chains.items():
        shown = [{key: one[key] for key in _LOOKED_AT} for one in chain["symbols"]]
        data = json.dumps({"own": id_, "symbols": shown}, ensure_ascii=False, separators=(",", ":"))
        sides = ",".join(side or "null" for side in chain["sides"])
        lines.append(f"liveFigures.push({data[:-1]},sides:[{sides}]}});".replace("</", "<\\/"))
    body = "\n".join(lines)
    return f'(()=>{{"use strict";\nconst liveFigures=window.liveFigures??=[];\n{body}\n}})();\n'


_LOOKED_AT = ("shown", "words", "kind", "low", "high", "closed", "shape")


def wanted_of(figure: dict[str, Any]) -> dict[str, Wanted]:
    """Return the functions that a live figure calls, by their names."""
    return {
        name: Wanted(
            one["formula"],
            one["side"],
            tuple((size, number) for size, number in one["sizes"]),
            tuple(one["given"]),
        )
        for name, one in figure["formulas"].items()
    }


LIVE = "assets/live"
"""The folder of these files."""


def file_name(uri: str, script: str) -> str:
    """Return the address of the file of a page: another one for other text."""
    name = uri.rpartition("/")[2].partition(".")[0]
    return f"{LIVE}/{named_by_content(f'{name}.js', script.encode())}"
