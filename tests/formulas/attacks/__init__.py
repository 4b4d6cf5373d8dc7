"""False formulas, and empty ones, that somebody might try to get through.

A case is its kind and a title, lines of notation and the formula, and how what is said begins.
"""

from pathlib import Path

from tests.formulas.others import Case, cases

CASES: list[Case] = [
    case for path in sorted(Path(__file__).parent.glob("*.md")) for case in cases(path)
]
