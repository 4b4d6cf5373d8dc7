"""Remembers what was found, under the hash of everything that it depends on.

A formula depends on its own text, on the notation of its symbols and of those behind them, on the
code that they are bound to with all that this code reaches, on the formulas that stand in for that
code, and on the checker. Nothing else: editing one formula leaves the others as they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from scripts.formulas.bindings import functions_in
from scripts.formulas.documents import Written
from scripts.formulas.evidence import FormulaEvidence
from scripts.formulas.kinds import names_behind
from scripts.formulas.notation import Call, Declaration, Domain, Formula, Scope
from scripts.formulas.sources import Sources

_OWN_IMPORT = re.compile(r"^\s*from scripts\.formulas\.(\w+) import", re.MULTILINE)
_OWN_MODULES = re.compile(r"^\s*from scripts\.formulas import (.+)$", re.MULTILINE)


class Memory:
    """A folder of evidence for the formulas of one tree and one package."""

    def __init__(
        self, folder: Path, root: Path, package: str, formulas: Iterable[Written], samples: int
    ) -> None:
        self.folder = folder
        self.package = package
        self.samples = samples
        self.sources = Sources(root, package)
        self.checker = _own_text()
        self.known: dict[int, _Ties] = {}
        self.prints: dict[str, str] = {}
        self.by_function: dict[str, list[Written]] = {}
        for formula in formulas:
            for function in self._ties(formula).functions:
                self.by_function.setdefault(function, []).append(formula)

    def _ties(self, formula: Written) -> _Ties:
        if id(formula) not in self.known:
            self.known[id(formula)] = _ties_of(formula)
        return self.known[id(formula)]

    def get(self, formula: Written) -> FormulaEvidence | None:
        """Return the evidence that is kept for a formula, if it still holds."""
        try:
            kept = json.loads(self._path(formula).read_text(encoding="utf-8"))
            return FormulaEvidence.from_json(kept)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, formula: Written, evidence: FormulaEvidence) -> None:
        """Keep evidence; a check that is stopped half-way leaves no half-written file."""
        path = self._path(formula)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(evidence.to_json()), encoding="utf-8")
        unfinished.replace(path)

    def _path(self, formula: Written) -> Path:
        return self.folder / f"{self.key(formula)}.json"

    def key(self, formula: Written) -> str:
        """Return the hash of all that the evidence of a formula depends on."""
        texts = [self._ties(formula).text]
        functions = set(self._ties(formula).functions)
        seen = {id(formula)}
        waiting = sorted(functions)
        while waiting:
            for other in self.by_function.get(waiting.pop(), []):
                if id(other) in seen:
                    continue
                seen.add(id(other))
                texts.append(self._ties(other).text)
                waiting += sorted(self._ties(other).functions - functions)
                functions |= self._ties(other).functions
        prints = [self._print(function) for function in sorted(functions)]
        parts = [self.checker, self.package, str(self.samples), texts[0], *sorted(texts[1:])]
        return hashlib.sha256(json.dumps([*parts, *prints]).encode()).hexdigest()

    def _print(self, function: str) -> str:
        """Return a hash of a function and of all that it reaches."""
        if function not in self.prints:
            module, _, name = f"{self.package}.{function}".rpartition(".")
            self.prints[function] = self.sources.fingerprint([(module, name)])
        return self.prints[function]


@dataclass(frozen=True)
class _Ties:
    """What a formula is tied to: its text with its notation, and the functions behind that."""

    text: str
    functions: frozenset[str]


def _ties_of(formula: Written) -> _Ties:
    declared = list(_declarations(formula))
    functions = frozenset(
        function
        for declaration in declared
        if isinstance(declaration.bound, Call)
        for function in functions_in(declaration.bound.python)
    )
    lines = sorted(declaration.text for declaration in declared)
    options, base = sorted(formula.options.items()), formula.scope.log_base
    return _Ties(json.dumps([formula.name, formula.tex, options, lines, base]), functions)


def _declarations(formula: Written) -> Iterator[Declaration]:
    """Yield the notation that a formula may depend on: all that shares a letter with it."""
    texts = [formula.tex, *formula.options.values()]
    seen: set[int] = set()
    while texts:
        text = texts.pop()
        for declared in _all(formula.scope):
            if id(declared) not in seen and _may_mention(text, declared):
                seen.add(id(declared))
                yield declared
                texts += _behind(declared)


def _all(scope: Scope) -> Iterator[Declaration]:
    yield from scope.symbols.values()
    for functions in scope.functions.values():
        yield from functions


def _may_mention(text: str, declared: Declaration) -> bool:
    """Tell whether a symbol can occur in TeX or in Python: when in doubt, it does."""
    letters = declared.name.replace("{", " ").replace("}", " ").split()
    core = [part for part in letters if part.startswith("\\") or part.isalnum()]
    return all(part.lstrip("\\").replace("_", "").replace("varepsilon", "epsilon") in text
               for part in core if part not in ("_",))  # fmt: skip


def _behind(declared: Declaration) -> Iterator[str]:
    match declared.bound:
        case Call(python=python):
            yield python
        case Formula(tex=tex):
            yield tex
        case Domain():
            yield " ".join(names_behind(declared.bound))
    for parameter in declared.parameters or ():
        yield parameter.name


def _own_text() -> str:
    """Return a hash of the checker and of the libraries that it computes with."""
    folder = Path(__file__).parent
    texts: dict[str, str] = {}
    waiting = ["checker"]
    while waiting:
        name = waiting.pop()
        path = folder / f"{name}.py"
        if name not in texts and path.is_file():
            texts[name] = path.read_text(encoding="utf-8")
            waiting += _OWN_IMPORT.findall(texts[name])
            waiting += [
                part.strip() for part in ",".join(_OWN_MODULES.findall(texts[name])).split(",")
            ]
    libraries = [version(name) for name in ("mpmath", "numpy")]
    return hashlib.sha256(json.dumps([sorted(texts.items()), libraries]).encode()).hexdigest()
