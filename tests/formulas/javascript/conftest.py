from collections.abc import Iterator
from pathlib import Path

import pytest
from mpmath import mp

from scripts.formulas.evaluation.values import DIGITS
from scripts.formulas.javascript.scripts import Scripts

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def scripts() -> Scripts:
    docs = Path("docs/en")
    return Scripts(ROOT, docs, docs / "reference/notation.md")


@pytest.fixture(autouse=True)
def many_digits() -> Iterator[None]:
    with mp.workdps(DIGITS):
        yield
