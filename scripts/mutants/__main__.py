"""Damages all formulas and all code of the site, and counts what goes unnoticed.

    python -m scripts.mutants                 all formulas, all code
    python -m scripts.mutants formulas bce    the formulas of these names
    python -m scripts.mutants code entropy    the functions of these names

A mutant that nobody notices is a hole, unless it is a true statement or the same function in other
words. Those are listed with their reasons in ``tests/formulas/true_mutants.toml`` and
``tests/snippets/equivalent_mutants.toml``. Ends with status 1 if too many mutants survive, or one
that is not on its list.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.formula import SAMPLES, check
from scripts.formulas.damage.damages import Mutant, damaged, mutants, twins_with
from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.evaluation.twins import TwinTable
from scripts.formulas.reading.documents import Written, read_tree
from scripts.mutants.code import CodeMutant, code_mutants
from scripts.mutants.report import Verdict, report, reviewed
from scripts.mutants.trials import (
    PACKAGE,
    TrialError,
    check_last_look,
    file_of,
    files_behind,
    first_look,
    last_look,
    modules,
    tests_of,
)

DOCS = Path("docs/en")
NOTATION = DOCS / "reference" / "notation.md"
CACHE = Path(".cache/mutants")
TRUE_MUTANTS = Path("tests/formulas/true_mutants.toml")
EQUIVALENT_MUTANTS = Path("tests/snippets/equivalent_mutants.toml")

FORMULAS_CAUGHT = 0.995
CODE_CAUGHT = 0.98

FEW_SAMPLES = 4
"""Points for a first look: what fails there fails with all of them, which begin with these."""

_MACHINERY = (
    "scripts/mutants/**/*.py",
    "pyproject.toml",
    "uv.lock",
)
"""What every verdict depends on, besides what it is about."""

CHUNK = 100
"""Mutants of code that are judged after one collection of the tests."""

TIME_LIMIT = 120
"""Seconds of the processor for one mutant of a formula; a longer check is no verdict."""


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
    """Raises TooSlowError in the block after some seconds of the processor."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._raise)
        signal.setitimer(signal.ITIMER_PROF, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

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
    others = [_written_text(formula) for formula in jury.formulas.values()]
    functions = map(str, map(file_of, modules(root)))
    checker = _text_of(root, "scripts/formulas/**/*.py", *functions, *_MACHINERY)
    cache = Cache(root / CACHE, json.dumps([checker, *others]))
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


@dataclass(frozen=True)
class _FirstLook:
    """Some mutants of one module, and the key under which their verdicts are kept."""

    key: str
    root: Path
    module: str
    mutants: list[CodeMutant]

    def verdicts(self) -> list[Verdict]:
        """Return what the tests of the module notice with few examples."""
        noticed = first_look(self.module, self.mutants, self.root)
        return [_verdict(m, caught) for m, caught in zip(self.mutants, noticed, strict=True)]


@dataclass(frozen=True)
class _LastLook:
    """A mutant that survived the first look, or the module without damage."""

    key: str
    root: Path
    module: str
    mutant: CodeMutant | None

    def verdicts(self) -> list[Verdict]:
        """Return what the tests notice with all examples."""
        if self.mutant is None:
            check_last_look(self.module, self.root)
            return []
        return [_verdict(self.mutant, last_look(self.mutant, self.root))]


def _verdict(mutant: CodeMutant, caught: str) -> Verdict:
    return Verdict(mutant.name, mutant.kind, mutant.change, mutant.line, caught)


def _verdicts_on_code(task: _FirstLook | _LastLook) -> list[Verdict]:
    return task.verdicts()


def _preload() -> None:
    """Import what all tests need, so that the copies of this process have it already."""
    for module in ("pytest", "hypothesis.extra.numpy", "mpmath", "scipy.optimize", "scipy.special"):
        importlib.import_module(module)


def code_verdicts(root: Path, names: Sequence[str] = (), every: int = 1) -> Iterator[list[Verdict]]:
    """Yield the verdicts on the mutants of each module, from all cores, or from the cache.

    A verdict is kept for as long as nothing changes that it depends on: the module, its tests and
    all that these import.
    """
    # One thread in each process: there are as many processes as cores.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    cache = Cache(root / CACHE, _text_of(root, *_MACHINERY))
    first: list[_FirstLook] = []
    behind: dict[str, str] = {}
    for module in modules(root):
        found = [
            mutant
            for mutant in code_mutants(root / file_of(module), module)[::every]
            if not names or mutant.goes_by(names)
        ]
        behind[module] = _text_behind(root, module) if found else ""
        for start in range(0, len(found), CHUNK):
            some = found[start : start + CHUNK]
            key = cache.key(behind[module], *(mutant.text for mutant in some))
            first.append(_FirstLook(key, root, module, some))
    first.sort(key=lambda look: -len(look.mutants))
    last: list[_LastLook] = []
    for look, verdicts in _kept_or_new(first, cache):
        yield [verdict for verdict in verdicts if not verdict.survives]
        for mutant, verdict in zip(look.mutants, verdicts, strict=True):
            if verdict.survives:
                key = cache.key(behind[look.module], "last look", mutant.text)
                last.append(_LastLook(key, root, look.module, mutant))
    checks = [
        _LastLook(cache.key(behind[module], "without damage"), root, module, None)
        for module in sorted({look.module for look in last})
    ]
    for _, verdicts in _kept_or_new([*checks, *last], cache):
        yield verdicts


_Look = TypeVar("_Look", _FirstLook, _LastLook)


def _kept_or_new(looks: Sequence[_Look], cache: Cache) -> Iterator[tuple[_Look, list[Verdict]]]:
    new = []
    for look in looks:
        if (kept := cache.get(look.key)) is not None:
            yield look, kept
        else:
            new.append(look)
    for verdicts, look in _in_parallel(_verdicts_on_code, new, _preload, ()):
        cache.put(look.key, verdicts)
        yield look, verdicts


def _text_behind(root: Path, module: str) -> str:
    """Return a hash of a module, of its tests, and of all that they import."""
    tests = [root / test for test in tests_of(root, module)]
    files = files_behind(root, [root / file_of(module), *tests, root / "tests/conftest.py"])
    return _text_of(root, *(str(file.relative_to(root)) for file in files))


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


def _text_of(root: Path, *patterns: str) -> str:
    """Return a hash of the names and contents of files, and of the version of Python."""
    digest = hashlib.sha256(sys.version.encode())
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(root)}={content};".encode())
    return digest.hexdigest()


def _in_parallel(
    work: Callable[[Any], list[Verdict]],
    tasks: Sequence[Any],
    begin: Callable[..., None],
    arguments: tuple[Any, ...],
) -> Iterator[tuple[list[Verdict], Any]]:
    """Yield each result with its task as soon as it is there, so that it can be kept at once."""
    if not tasks:
        return
    processes = min(_cores(), len(tasks))
    with multiprocessing.get_context("spawn").Pool(processes, begin, arguments) as pool:
        for number, verdicts in pool.imap_unordered(partial(_numbered, work), enumerate(tasks)):
            yield verdicts, tasks[number]


def _numbered(
    work: Callable[[Any], list[Verdict]], task: tuple[int, Any]
) -> tuple[int, list[Verdict]]:
    number, content = task
    return number, work(content)


def _cores() -> int:
    """Return how many cores this process may use: `taskset` can leave it fewer than there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutants and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", nargs="?", choices=["all", "formulas", "code"], default="all")
    parser.add_argument("names", nargs="*", help="formulas or functions; default: all")
    parser.add_argument("--every", type=int, default=1, help="try only every n-th mutant")
    options = parser.parse_args(arguments)
    try:
        good = _tried(options, Path.cwd())
    except TrialError as error:
        print(error, file=sys.stderr)
        good = False
    return 0 if good else 1


def _tried(options: argparse.Namespace, root: Path) -> bool:
    """Try what is asked for; return whether all is well."""
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
    return good


if __name__ == "__main__":
    sys.exit(main())
