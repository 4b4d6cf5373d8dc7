"""Which modules are damaged, which tests judge them, and what their verdicts depend on."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scripts.common.sources import Sources
from scripts.common.store import Store, key_of
from scripts.mutants.own_process import TrialError

PACKAGE = "snippets"
TIERS = ("", "careful", "plain")
"""Folders of the package whose functions are damaged."""

TESTS = Path("tests/snippets")
TESTS_OF_USES = (TESTS, Path("tests/figures"), Path("tests/tables"))
"""Where modules are tested that only figures and tables use."""
SETTINGS = "pyproject.toml"
"""What every verdict depends on, besides what it is about and the locked libraries."""


Mutated = TypeVar("Mutated")


@dataclass(frozen=True)
class Drawn:
    """Which mutants are tried: a share of them, the same ones for the same seed."""

    share: float = 1.0
    seed: str = "0"

    @property
    def key(self) -> str:
        """What verdicts are kept under."""
        return key_of(str(self.share), self.seed) if self.share < 1 else "all"

    def of(self, mutants: Sequence[Mutated], subject: str) -> list[Mutated]:
        """Return the mutants of a subject that are tried."""
        chance = random.Random(f"{self.seed} {subject}")
        return [mutant for mutant in mutants if chance.random() < self.share]


ALL = Drawn()


def modules(root: Path) -> list[str]:
    """Return the modules whose functions are damaged, each by its name within the package."""
    folders = (root / PACKAGE / tier for tier in TIERS)
    files = (file.relative_to(root / PACKAGE) for folder in folders for file in folder.glob("*.py"))
    return sorted(".".join(file.with_suffix("").parts) for file in files)


def file_of(module: str) -> Path:
    """Return the file of a module, such as ``snippets/careful/binary.py``."""
    return Path(PACKAGE, *module.split(".")).with_suffix(".py")


def tests_of(root: Path, module: str) -> list[str]:
    """Return the tests of a module; where it has none, those of the modules that use it.

    Raises:
        TrialError: there are none.
    """
    *tier, name = module.split(".")
    own = TESTS.joinpath(*tier, f"test_{name}.py")
    tests = [str(own)] if (root / own).exists() else tests_reaching(root, module)
    if not tests:
        raise TrialError(f"{file_of(module)}: no test uses it. Write {own}.")
    return tests


def tests_reaching(root: Path, module: str) -> list[str]:
    """Return all tests of modules that use a module, directly or through others."""
    sources = Sources(root, Store.of(root))
    files = (test for room in TESTS_OF_USES for test in (root / room).rglob("test_*.py"))
    tests = sorted(test.relative_to(root).as_posix() for test in files)
    return [test for test in tests if _reaches(sources, test, f"{PACKAGE}.{module}")]


def _reaches(sources: Sources, test: str, module: str) -> bool:
    return any(used == module for used, _ in sources.reachable(sources.named(_dotted(test))))


def fingerprint_behind(sources: Sources, module: str) -> str:
    """Return a hash of a module, of its tests and their settings, and of all that they use."""
    tests = map(_dotted, tests_of(sources.root, module))
    behind = (f"{PACKAGE}.{module}", "tests.conftest", *tests)
    return sources.fingerprint(name for module in behind for name in sources.named(module))


def _dotted(test: str) -> str:
    return test.removesuffix(".py").replace("/", ".")
