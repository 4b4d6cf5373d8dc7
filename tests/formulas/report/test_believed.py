"""What is remembered is what would be found anew, whatever single thing was edited.

In a copy of the site a formula, a row of the notation or a line of the code is changed. Every
formula whose evidence the memory still believes is then checked anew: nothing else may come out.
"""

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.common.store import Store
from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.checks.formula import check
from scripts.formulas.damage.damages import mutants
from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.evaluation.twins import TwinTable
from scripts.formulas.reading.documents import Documents, Written, read_tree
from scripts.formulas.report.memory import Finding, Memory
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.slow

PACKAGE = "snippets_of_test"
"""The code under another name, so that it can be imported anew after each edit."""

DOCS, NOTATION = Path("docs/en"), Path("docs/en/reference/notation.md")
SAMPLES = 4
TRIED = 4
"""How many believed formulas are checked anew after an edit, those close to it first."""


@dataclass
class Copy:
    """A copy of the pages and of the code, and what was found before anything was edited."""

    root: Path
    monkeypatch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        shutil.copytree(ROOT / DOCS, self.root / DOCS)
        shutil.copytree(ROOT / "snippets", self.root / PACKAGE)
        for path in (self.root / PACKAGE).rglob("*.py"):
            path.write_text(path.read_text("utf-8").replace("snippets", PACKAGE), "utf-8")
        self.monkeypatch.syspath_prepend(self.root)
        self.documents = self.read()
        self.memory = self.new_memory(self.documents)
        self.table = self.new_table(self.documents)
        self.remembered: set[str] = set()

    def read(self) -> Documents:
        return read_tree(self.root, DOCS, NOTATION)

    def new_memory(self, documents: Documents) -> Memory:
        return Memory(Store.of(self.root), self.root, PACKAGE, documents.formulas, SAMPLES)

    def new_table(self, documents: Documents) -> TwinTable:
        self.forget_code()
        return twin_table(documents.formulas, Functions(PACKAGE))

    def forget_code(self) -> None:
        """Let the code be imported as it is now."""
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            self.monkeypatch.delitem(sys.modules, name)

    def remember(self, formula: Written) -> None:
        """Check a formula of the tree as it was, once."""
        if formula.name in self.remembered:
            return
        self.remembered.add(formula.name)
        original = next(f for f in self.documents.formulas if f.name == formula.name)
        own = self.table.afresh()
        found = check(original, PACKAGE, samples=SAMPLES, twins=own)
        assert isinstance(found, FormulaEvidence | Doubt)
        if isinstance(found, FormulaEvidence):
            self.memory.put(original, Finding(found, frozenset(own.asked)))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        # An edit and its undoing within a second, of one length, are the same to compiled code.
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        yield Copy(tmp_path_factory.mktemp("copy"), monkeypatch)


Edited = tuple[Path, str, str]
"""A file, its text with one edit, and a word that formulas close to the edit have in common."""


DEFINITIONS = {
    "sigmoid": r"\sigma",
    "bce": "L",
    "kl": "D_{",
    "cross-entropy": "H(",
    "softmax": "s_",
}
"""Formulas that others rest on, and what is written in many of those."""


def a_formula(copy: Copy, generator: random.Random) -> Edited:
    """Damage one formula that stands in for code elsewhere."""
    name, word = generator.choice(sorted(DEFINITIONS.items()))
    formula = next(f for f in copy.documents.formulas if f.name == name)
    mutant = generator.choice(mutants(formula))
    path = copy.root / formula.file
    lines = path.read_text("utf-8").splitlines()
    size = formula.tex.count("\n") + 1
    lines[formula.line : formula.line + size] = mutant.tex.splitlines()
    return path, "\n".join(lines) + "\n", word


_HOME = re.compile(r"`(?P<home>\(0,1\)|real|\[0,1\]|size (?P<low>\d)\.\.\d|pmf\+? on .*?)`")


def a_row(copy: Copy, generator: random.Random) -> Edited:
    """Give a symbol of the table, or of a section, other values."""
    others = {"(0,1)": "(0.25,0.75)", "real": "[-2,2]", "[0,1]": "[0,0.5]"}
    path = copy.root / NOTATION
    lines = path.read_text("utf-8").splitlines()
    places = [at for at, line in enumerate(lines) if line.startswith("|") and _HOME.search(line)]
    at = generator.choice(places)

    def other(found: re.Match[str]) -> str:
        if found["low"]:
            return f"`size {found['low']}..{int(found['low']) + 1}`"
        home = found["home"]
        return f"`{others.get(home, home.replace('pmf ', 'pmf+ '))}`"

    symbol = re.findall(r"\$([^$]+)\$", lines[at])[0]
    lines[at] = _HOME.sub(other, lines[at])
    return path, "\n".join(lines) + "\n", symbol


_SIGN = re.compile(r"(?<=[\w\])]) ([-+*/]) (?=[\w(])")


def a_line_of_code(copy: Copy, generator: random.Random) -> Edited:
    """Change an operator in one of the functions."""
    while True:
        path = generator.choice(sorted((copy.root / PACKAGE / "careful").glob("*.py")))
        text = path.read_text("utf-8")
        if signs := list(_SIGN.finditer(text)):
            break
    sign = generator.choice(signs)
    other = {"-": "+", "+": "-", "*": "/", "/": "*"}[sign[1]]
    return path, f"{text[: sign.start(1)]}{other}{text[sign.end(1) :]}", "y"


def after(copy: Copy, edit: Callable[[Copy, random.Random], Edited], seed: int) -> tuple[int, int]:
    """Edit, compare and undo; return how many formulas were believed, and how many were not."""
    generator = random.Random(f"{edit.__name__} {seed}")
    path, text, word = edit(copy, generator)
    before = path.read_text("utf-8")
    formulas = [f for f in copy.documents.formulas if f.unchecked is None]
    generator.shuffle(formulas)
    chosen = {f.name for f in sorted(formulas, key=lambda f: word not in f.tex)[: 2 * TRIED]}
    for formula in formulas:
        if formula.name in chosen:
            copy.remember(formula)
    path.write_text(text, "utf-8")
    try:
        documents = copy.read()
        memory, table = copy.new_memory(documents), copy.new_table(documents)
        believed = [(f, memory.get(f)) for f in documents.formulas if f.name in chosen]
        for formula, kept in [pair for pair in believed if pair[1] is not None][:TRIED]:
            assert kept is not None
            found = check(formula, PACKAGE, samples=SAMPLES, twins=table.afresh())
            assert isinstance(found, FormulaEvidence), f"{path.name}: {found}"
            assert found.steps == kept.steps, f"{path.name}: {formula.name}"
    finally:
        path.write_text(before, "utf-8")
        copy.forget_code()
    held = sum(kept is not None for _, kept in believed)
    return held, len(believed) - held


EDITS = (a_formula, a_row, a_line_of_code)


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_nothing_stale_is_believed(
    copy: Copy, edit: Callable[[Copy, random.Random], Edited]
) -> None:
    after(copy, edit, 0)


@pytest.mark.nightly
@pytest.mark.parametrize("edit", EDITS)
def test_after_many_edits_nothing_stale_is_believed(
    copy: Copy, edit: Callable[[Copy, random.Random], Edited]
) -> None:
    counts = [after(copy, edit, seed) for seed in range(1, 13)]
    # The test would say nothing if all were forgotten, or all believed.
    assert sum(held for held, _ in counts) >= 10
    assert sum(gone for _, gone in counts) >= 2
