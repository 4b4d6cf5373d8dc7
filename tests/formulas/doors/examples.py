"""A project of somebody else: two pages on compound interest, with functions of their own."""

import shutil
from pathlib import Path

EXAMPLE = Path(__file__).parent / "example"
NAMES = ["compound", "bernoulli-inequality", "slope", "parts", "continuous"]
PAGE = "docs/compound.md"
RIGHT, WRONG = r"n K\,(1+r)^{n-1}", r"n K\,(1-r)^{n-1}"


def copied(folder: Path) -> Path:
    """Return a copy of the example in a folder."""
    ignored = shutil.ignore_patterns("__pycache__", ".cache")
    return Path(shutil.copytree(EXAMPLE, folder / "example", ignore=ignored))


def spoil(root: Path) -> None:
    """Write a wrong exponent into one formula."""
    page = root / PAGE
    text = page.read_text(encoding="utf-8")
    assert text.count(RIGHT) == 1
    page.write_text(text.replace(RIGHT, WRONG), encoding="utf-8")
