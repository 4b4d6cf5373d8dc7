"""Damages all formulas and all code of the site, and counts what goes unnoticed.

    python -m scripts.mutants                 all formulas, all code
    python -m scripts.mutants formulas bce    the formulas of these names
    python -m scripts.mutants code entropy    the functions of these names

A mutant that nobody notices is a hole, unless it is a true statement or the same function in other
words. Those are listed with their reasons in ``tests/formulas/true_mutants.toml`` and
``tests/snippets/equivalent_mutants.toml``. Ends with status 1 if too many mutants survive, or one
that is not on its list.
"""

import argparse
import hashlib
import importlib
import json
import multiprocessing
import os
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from scripts.code_mutants import (
    PACKAGE,
    CodeMutant,
    caught_by,
    code_mutants,
    in_a_process_of_its_own,
    judged_by_own_tests,
    texts_behind,
)
from scripts.code_mutants import TIME_LIMIT as TESTS_TIME_LIMIT
from scripts.formulas.bindings import Functions
from scripts.formulas.checker import SAMPLES, check
from scripts.formulas.documents import Written, read_tree
from scripts.formulas.messages import Doubt
from scripts.formulas.mutants import Mutant, damaged, mutants, twins_with
from scripts.formulas.targets import twin_table
from scripts.formulas.twins import TwinTable

DOCS = Path("docs/en")
NOTATION = DOCS / "reference" / "notation.md"
CACHE = Path(".cache/mutants")
TRUE_MUTANTS = Path("tests/formulas/true_mutants.toml")
EQUIVALENT_MUTANTS = Path("tests/snippets/equivalent_mutants.toml")

FORMULAS_CAUGHT = 0.995
CODE_CAUGHT = 0.98

FEW_SAMPLES = 4
"""Points for a first look: what fails there fails with all of them, which begin with these."""

CHUNK = 100
"""Mutants of code that are judged after one collection of the tests."""

TIME_LIMIT = 120
"""Seconds for one mutant of a formula; a longer check is no verdict."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the message that caught it, or nothing."""

    name: str
    kind: str
    change: str
    text: str
    caught: str

    @property
    def survives(self) -> bool:
        """Whether nobody noticed."""
        return not self.caught


class TooSlowError(Exception):
    """A check has run into its time limit."""


# Formulas.


class Jury:
    """Checks damaged formulas in the place of the right ones, among all others of the site."""

    def __init__(self, root: Path, docs: Path = DOCS, notation: Path = NOTATION) -> None:
        self.documents = read_tree(root, docs, notation)
        self.formulas = {f.name: f for f in self.documents.formulas if f.unchecked is None}
        self.twins = twin_table(self.documents.formulas, Functions(PACKAGE))

    def twins_with(self, formula: Written) -> TwinTable:
        """Return the table of twins in which a formula stands in the place of its namesake."""
        return twins_with(self.twins, formula)

    def doubt(self, formula: Written, samples: int = SAMPLES) -> Doubt | None:
        """Return the doubt about a formula in the place of its namesake."""
        result = check(formula, samples=samples, twins=self.twins_with(formula))
        return result if isinstance(result, Doubt) else None

    def doubt_soon(self, formula: Written, samples: int = SAMPLES) -> Doubt | None:
        """Return the doubt about a formula that is probably false: a few points mostly do."""
        doubt = self.doubt(formula, FEW_SAMPLES)
        if doubt is not None and "does not hold" in doubt.message:
            return doubt
        return self.doubt(formula, samples)

    def verdict(self, name: str, mutant: Mutant) -> Verdict:
        """Return what becomes of a mutant of a formula."""
        formula = self.formulas[name]
        try:
            with _time_limit(TIME_LIMIT):
                doubt = self.doubt_soon(damaged(formula, mutant))
            caught = doubt.message if doubt else ""
        except TooSlowError:
            caught = ""
        except Exception as error:
            caught = f"CRASH {type(error).__name__}: {error}"
        return Verdict(name, mutant.kind, mutant.change(formula.tex), mutant.tex, caught)


class _time_limit:  # noqa: N801
    """Raises TooSlowError in the block after some seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._raise)
        signal.alarm(self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.alarm(0)

    @staticmethod
    def _raise(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError


_jury: Jury | None = None


def _begin(root: Path) -> None:
    global _jury
    _jury = Jury(root)


def _verdicts_on(task: tuple[str, int | None]) -> list[Verdict]:
    name, every = task
    assert _jury is not None
    found = mutants(_jury.formulas[name])
    return [_jury.verdict(name, mutant) for mutant in found[:: every or 1]]


def formula_verdicts(
    root: Path, names: Sequence[str] = (), every: int = 1
) -> Iterator[list[Verdict]]:
    """Yield the verdicts on the mutants of each formula, from all cores, or from the cache."""
    jury = Jury(root)
    wanted = [name for name in jury.formulas if not names or name in names]
    cache = Cache(root / CACHE, _text_of(root, "scripts/formulas", "snippets"))
    keys = {name: cache.key(_written_text(jury.formulas[name]), str(every)) for name in wanted}
    kept = {name: verdicts for name in wanted if (verdicts := cache.get(keys[name])) is not None}
    yield from kept.values()
    new = sorted((n for n in wanted if n not in kept), key=lambda n: -len(jury.formulas[n].tex))
    tasks = [(name, every) for name in new]
    for verdicts, name in _in_parallel(_verdicts_on, tasks, _begin, (root,)):
        cache.put(keys[name[0]], verdicts)
        yield verdicts


def _written_text(formula: Written) -> str:
    scope = formula.scope
    declared = [*scope.symbols.values(), *(d for ds in scope.functions.values() for d in ds)]
    lines = sorted(declaration.text for declaration in declared)
    return json.dumps([formula.name, formula.tex, sorted(formula.options.items()), lines])


# Code.


def _preload() -> None:
    """Import what all tests need, so that the copies of this process have it already."""
    for module in ("pytest", "hypothesis.extra.numpy", "mpmath", "scipy.optimize", "scipy.special"):
        importlib.import_module(module)


def _verdicts_on_code(task: tuple[Path, str, list[CodeMutant]]) -> list[Verdict]:
    root, _, damaged_code = task
    found = judged_by_own_tests(damaged_code, root)
    return [
        Verdict(
            mutant.name,
            mutant.kind,
            mutant.change,
            mutant.line,
            caught or _second_look(mutant, root),
        )
        for mutant, caught in zip(damaged_code, found, strict=True)
    ]


def _second_look(mutant: CodeMutant, root: Path) -> str:
    return in_a_process_of_its_own(lambda: caught_by(mutant, root), 3 * TESTS_TIME_LIMIT)


def code_verdicts(root: Path, names: Sequence[str] = (), every: int = 1) -> Iterator[list[Verdict]]:
    """Yield the verdicts on the mutants of each module, from all cores, or from the cache."""
    cache = Cache(root / CACHE, (root / "scripts/code_mutants.py").read_text("utf-8"))
    tasks: list[tuple[Path, str, list[CodeMutant]]] = []
    for path in sorted((root / PACKAGE).glob("*.py")):
        found = [
            mutant
            for mutant in code_mutants(path)[::every]
            if not names or {mutant.function, mutant.module, mutant.name} & set(names)
        ]
        behind = texts_behind(root, path.stem)
        for start in range(0, len(found), CHUNK):
            some = found[start : start + CHUNK]
            key = cache.key(*(mutant.change + mutant.line for mutant in some), *behind)
            if (kept := cache.get(key)) is not None:
                yield kept
            else:
                tasks.append((root, key, some))
    tasks.sort(key=lambda task: -len(task[2]))
    for verdicts, task in _in_parallel(_verdicts_on_code, tasks, _preload, ()):
        cache.put(task[1], verdicts)
        yield verdicts


# Cache and processes.


class Cache:
    """Verdicts in files that are named by the hash of all that they depend on."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.text = text

    def key(self, *texts: str) -> str:
        """Return the name of the file for some texts."""
        return hashlib.sha256(json.dumps([self.text, *texts]).encode()).hexdigest()

    def get(self, key: str) -> list[Verdict] | None:
        """Return the verdicts that are kept."""
        try:
            kept = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            return [Verdict(**verdict) for verdict in kept]
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str, verdicts: Iterable[Verdict]) -> None:
        """Keep verdicts."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{key}.{os.getpid()}"
        unfinished.write_text(json.dumps([vars(verdict) for verdict in verdicts]), "utf-8")
        unfinished.replace(self.folder / f"{key}.json")


def _text_of(root: Path, *folders: str) -> str:
    """Return a hash of the Python files directly in some folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((root / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _in_parallel(
    work: Callable[[Any], list[Verdict]],
    tasks: Sequence[Any],
    begin: Callable[..., None],
    arguments: tuple[Any, ...],
) -> Iterator[tuple[list[Verdict], Any]]:
    """Yield the results with their tasks, in the order of the tasks."""
    if not tasks:
        return
    processes = min(os.cpu_count() or 1, len(tasks))
    with multiprocessing.get_context("spawn").Pool(processes, begin, arguments) as pool:
        yield from zip(pool.imap(work, tasks), tasks, strict=True)


# What is printed.


@dataclass(frozen=True)
class Reviewed:
    """A mutant that may survive, and why."""

    name: str
    text: str
    reason: str


def reviewed(path: Path, section: str) -> dict[tuple[str, str], Reviewed]:
    """Return a reviewed list by name and text."""
    if not path.exists():
        return {}
    rows = tomllib.loads(path.read_text("utf-8")).get(section, [])
    found = (Reviewed(row["name"], row["mutant"].strip(), row["reason"]) for row in rows)
    return {(row.name, row.text): row for row in found}


def report(
    what: str,
    groups: Iterable[list[Verdict]],
    allowed: dict[tuple[str, str], Reviewed],
    wanted: float,
    *,
    complete: bool,
) -> bool:
    """Print the rates and the survivors; return whether all is well."""
    kinds: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    survivors: list[Verdict] = []
    used: set[tuple[str, str]] = set()
    crashes = 0
    for verdicts in groups:
        for verdict in verdicts:
            key = verdict.name, verdict.text.strip()
            if key in allowed and verdict.survives:
                used.add(key)
                continue
            kinds[verdict.kind] += 1
            crashes += verdict.caught.startswith("CRASH")
            if verdict.survives:
                missed[verdict.kind] += 1
                survivors.append(verdict)
                text = f"NOT NOTICED {verdict.name}: {verdict.change}\n    {verdict.text}"
                print(text, flush=True)
    total, caught = sum(kinds.values()), sum(kinds.values()) - len(survivors)
    for kind, count in sorted(kinds.items()):
        print(f"    {kind:22} {count - missed[kind]:5} of {count:5}")
    rate = caught / total if total else 1.0
    print(f"{what}: {caught} of {total} mutants caught, {rate:.2%}; {len(used)} reviewed survivors")
    if crashes:
        print(f"    {crashes} of them by an error of the checker itself")
    stale = [row for key, row in allowed.items() if key not in used] if complete else []
    for row in stale:
        print(f"on the list, but it does not survive: {row.name}: {row.text}")
    return rate >= wanted and not survivors and not stale


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutants and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", nargs="?", choices=["all", "formulas", "code"], default="all")
    parser.add_argument("names", nargs="*", help="formulas or functions; default: all")
    parser.add_argument("--every", type=int, default=1, help="try only every n-th mutant")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    good = True
    complete = not options.names and options.every == 1
    if options.what in ("all", "formulas"):
        groups = formula_verdicts(root, options.names, options.every)
        allowed = reviewed(root / TRUE_MUTANTS, "true")
        good &= report("formulas", groups, allowed, FORMULAS_CAUGHT, complete=complete)
    if options.what in ("all", "code"):
        groups = code_verdicts(root, options.names, options.every)
        allowed = reviewed(root / EQUIVALENT_MUTANTS, "equivalent")
        good &= report("code", groups, allowed, CODE_CAUGHT, complete=complete)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
