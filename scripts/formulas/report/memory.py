"""Remembers what was found, as long as everything that it depends on is the same.

A formula depends on its own text, on the notation of its symbols and of those behind them, on the
code that they are bound to with all that this code reaches, and on the checker. All this is known
beforehand, and its hash is the name under which evidence is kept.

It depends besides on the formulas that stand in for code. Which ones these are, only the check
itself tells: it notes every question that it puts to the other formulas (which of you stand for
``binary.sigmoid``?), and the questions are kept with the evidence. Evidence holds as long as each
question still has the same answer: the same formulas in the same order, with the same notation and
the same code behind them. So a formula that is edited makes new only what really rests on it.

Under the name of a formula is kept besides what it was when it passed, so that a doubt can say what
has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ...common.sources import Sources, own_code
from ...common.store import Store, key_of
from ..checks.evidence import FormulaEvidence
from ..evaluation.bindings import BindingError, functions_in
from ..evaluation.targets import targets_of
from ..evaluation.twins import Question
from ..language import notation
from ..language.names import python_name
from ..reading.documents import Written
from .changes import State

MOST_KEPT = 8
"""How many findings are kept for one text: going back to what stood there before is free."""


@dataclass(frozen=True)
class Finding:
    """What was found about a formula, and the questions that it put to other formulas."""

    evidence: FormulaEvidence
    asked: frozenset[Question]


class Memory:
    """The findings on the formulas of one tree and one package that are kept in a store."""

    def __init__(
        self, store: Store, root: Path, package: str, formulas: Iterable[Written], samples: int
    ) -> None:
        self.store = store
        self.package = package
        self.samples = samples
        self.formulas = list(formulas)
        self.sources = Sources.of(root, store)
        self.checker = _own_text()
        self.states: dict[int, State] = {}
        self.prints: dict[str, str] = {}

    def get(self, formula: Written) -> FormulaEvidence | None:
        """Return the evidence that is kept for a formula, if it still holds."""
        evidence = self.recall(self.key(formula))
        if evidence is None:
            return None
        self._passes(formula)
        return FormulaEvidence.from_json(evidence)

    def put(self, formula: Written, finding: Finding) -> None:
        """Keep a finding, beside those that held while other formulas were otherwise."""
        self.keep(self.key(formula), finding.asked, finding.evidence.to_json())
        self._passes(formula)

    def recall(self, key: str) -> Any:
        """Return what is kept under a key, if the formulas asked still answer alike."""
        for kept in self.store.get(key) or ():
            if kept["answers"] == self.answers(_questions(kept["asked"])):
                return kept["found"]
        return None

    def keep(self, key: str, asked: Collection[Question], found: Any) -> Any:
        """Keep what was found by asking other formulas; return it as it will be recalled."""
        answers = self.answers(asked)
        new = {"asked": sorted(asked), "answers": answers, "found": found}
        others = [one for one in self.store.get(key) or () if one["answers"] != answers]
        return self.store.put(key, [new, *others[: MOST_KEPT - 1]])[0]["found"]

    def passed(self, formula: Written) -> list[State]:
        """Return what formulas of this name were when they passed, the last time first."""
        return [State(**kept) for kept in self.store.get(self._place(formula)) or ()]

    def _passes(self, formula: Written) -> None:
        state, passed = self.state(formula), self.passed(formula)
        if passed[:1] != [state]:
            kept = [state, *(one for one in passed if one != state)][:MOST_KEPT]
            self.store.put(self._place(formula), [one.to_json() for one in kept])

    def _place(self, formula: Written) -> str:
        return key_of("passed", self.package, formula.name or formula.tex)

    def key(self, formula: Written) -> str:
        """Return the hash of all that a formula itself says and uses."""
        state = self.state(formula)
        setting = [self.checker, self.package, str(self.samples)]
        return _hash([*setting, state.to_json()])

    def state(self, formula: Written) -> State:
        """Return the hashes of what a formula says, of its notation and of the code behind it."""
        if id(formula) not in self.states:
            declared = list(_declarations(formula))
            lines = sorted(declaration.text for declaration in declared)
            around = [formula.scope.log_base, list(_sizes(formula.scope))]
            self.states[id(formula)] = State(
                text=_hash([formula.name, formula.tex, sorted(formula.options.items())]),
                notation=_hash([lines, around]),
                code={name: self._print(name) for name in sorted(_functions_of(formula, declared))},
            )
        return self.states[id(formula)]

    def answers(self, asked: Collection[Question]) -> str:
        """Return the hash of all formulas that answer questions, and of what they use."""
        answers = [
            [question, [self.key(formula) for formula in self._by_question.get(question, [])]]
            for question in sorted(asked)
        ]
        return _hash(answers)

    @cached_property
    def _by_question(self) -> dict[Question, list[Written]]:
        """The formulas that may be an answer to a question, in the order of the pages."""
        found: dict[Question, list[Written]] = {}
        for formula in self.formulas:
            for question in targets_of(formula):
                found.setdefault(question, []).append(formula)
        return found

    def _print(self, function: str) -> str:
        """Return a hash of a function, of its plain form, and of all that they reach."""
        if function not in self.prints:
            module, _, name = function.rpartition(".")
            careful = self.sources.meant(f"{self.package}.{module}")
            plain = f"{self.package}.plain.{module}"
            tiers = [(careful, name), (plain, name), (plain, "DOMAIN")]
            self.prints[function] = self.sources.fingerprint(tiers)
        return self.prints[function]


def _hash(value: object) -> str:
    return key_of(json.dumps(value))


def _questions(kept: Iterable[Any]) -> frozenset[Question]:
    """Return questions that JSON has made lists of."""
    return frozenset(
        (function, tuple((key, word) for key, word in named)) for function, named in kept
    )


def _functions_of(formula: Written, declared: Iterable[notation.Declaration]) -> frozenset[str]:
    calls = [one.bound.python for one in declared if isinstance(one.bound, notation.Call)]
    own = formula.options.get("code")
    texts = [*calls, own] if own else calls
    return frozenset(function for text in texts for function in _called_in(text))


def _called_in(python: str) -> frozenset[str]:
    """Return what an expression calls: nothing if it cannot be read, of which its check tells."""
    try:
        return functions_in(python)
    except BindingError:
        return frozenset()


def _sizes(scope: notation.Scope) -> Iterator[tuple[str, int, int]]:
    """Yield all sizes: shapes are tried with numbers that differ from size to size."""
    for name, declared in sorted(scope.symbols.items()):
        if isinstance(declared.bound, notation.Size):
            yield name, declared.bound.low, declared.bound.high


def _declarations(formula: Written) -> Iterator[notation.Declaration]:
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


def _all(scope: notation.Scope) -> Iterator[notation.Declaration]:
    yield from scope.symbols.values()
    for functions in scope.functions.values():
        yield from functions


def _may_mention(text: str, declared: notation.Declaration) -> bool:
    """Tell whether a symbol can occur in TeX or in Python: when in doubt, it does."""
    if python_name(declared.name) in text:
        return True
    letters = declared.name.replace("{", " ").replace("}", " ").split()
    core = [part for part in letters if part.startswith("\\") or part.isalnum()]
    return all(part.lstrip("\\").replace("_", "").replace("varepsilon", "epsilon") in text
               for part in core if part not in ("_",))  # fmt: skip


def _behind(declared: notation.Declaration) -> Iterator[str]:
    match declared.bound:
        case notation.Call(python=python):
            yield python
        case notation.Formula(tex=tex):
            yield tex
        case notation.Domain():
            yield " ".join(declared.bound.names)
    for parameter in declared.parameters or ():
        yield parameter.name


def _own_text() -> str:
    """Return a hash of the checker and of the libraries that it computes with."""
    libraries = [_version(name) for name in ("mpmath", "numpy", "sympy")]
    return _hash([own_code(f"{__package__}.tree.check_tree"), *libraries])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
