"""Damaged functions of the snippets, each judged by the tests of its module in two looks."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scripts.common.processes import Lost, Workers
from scripts.common.sources import Sources, environment, own_code
from scripts.common.store import Store, key_of
from scripts.mutants.code import CodeMutant, code_mutants
from scripts.mutants.own_process import TrialError
from scripts.mutants.report import Verdict
from scripts.mutants.subjects import ALL, SETTINGS, Drawn, file_of, fingerprint_behind, modules
from scripts.mutants.trials import check_last_look, first_look, last_look

CHUNK = 100
"""Mutants of code that are judged after one collection of the tests."""

LOOKS_LIMIT = 3600
"""Seconds for what only waits: each trial in it has a process, and a limit, of its own."""


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


def _verdicts_on_code(task: _FirstLook | _LastLook) -> list[Verdict] | TrialError:
    try:
        return task.verdicts()
    except TrialError as error:
        return error


def _preload() -> None:
    """Import what all tests need, so that the copies of this process have it already."""
    for module in ("pytest", "hypothesis.extra.numpy", "mpmath", "scipy.optimize", "scipy.special"):
        importlib.import_module(module)


def code_verdicts(
    root: Path, names: Sequence[str] = (), drawn: Drawn = ALL
) -> Iterator[list[Verdict]]:
    """Yield the verdicts on the mutants of each module, from all cores, or from the store.

    A verdict is kept for as long as nothing changes that it depends on: the module, its tests and
    all that these import.
    """
    made_by = own_code(f"{__name__}.code_verdicts", f"{__name__}._verdicts_on_code")
    machinery = key_of("code mutants", environment(root, SETTINGS), made_by)
    sources = Sources(root, Store.of(root))
    first: list[_FirstLook] = []
    behind: dict[str, str] = {}
    for module in modules(root):
        found = [
            mutant
            for mutant in drawn.of(code_mutants(root / file_of(module), module), module)
            if not names or mutant.goes_by(names)
        ]
        if found:
            behind[module] = key_of(machinery, fingerprint_behind(sources, module))
        for start in range(0, len(found), CHUNK):
            some = found[start : start + CHUNK]
            key = key_of(behind[module], *(mutant.text for mutant in some))
            first.append(_FirstLook(key, root, module, some))
    first.sort(key=lambda look: -len(look.mutants))
    last: list[_LastLook] = []
    for look, verdicts in _kept_or_new(root, first):
        yield [verdict for verdict in verdicts if not verdict.survives]
        for mutant, verdict in zip(look.mutants, verdicts, strict=True):
            if verdict.survives:
                key = key_of(behind[look.module], "last look", mutant.text)
                last.append(_LastLook(key, root, look.module, mutant))
    checks = [
        _LastLook(key_of(behind[module], "without damage"), root, module, None)
        for module in sorted({look.module for look in last})
    ]
    for _, verdicts in _kept_or_new(root, [*checks, *last]):
        yield verdicts


_Look = TypeVar("_Look", _FirstLook, _LastLook)


def _kept_or_new(root: Path, looks: Sequence[_Look]) -> Iterator[tuple[_Look, list[Verdict]]]:
    """Yield each look with its verdicts as soon as they are there, and keep them at once."""
    store, new = Store.of(root), []
    for look in looks:
        if (kept := store.get(look.key)) is not None:
            yield look, [Verdict(**verdict) for verdict in kept]
        else:
            new.append(look)
    with Workers[_Look](_preload, seconds=LOOKS_LIMIT) as workers:
        for number, verdicts in workers.results(_verdicts_on_code, new):
            if isinstance(verdicts, TrialError):
                raise verdicts
            if isinstance(verdicts, Lost):
                raise TrialError(f"{file_of(new[number].module)}: {verdicts.why}")
            store.put(new[number].key, [vars(verdict) for verdict in verdicts])
            yield new[number], verdicts
