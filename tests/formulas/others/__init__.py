"""Formulas as other authors type them, with what is expected of the checker.

A case is a title, lines of notation and the formula, and what is expected: the number of its
steps, with changes that make it false, or the beginning of what is said. Each change replaces the
first place of some text; what comes out must be refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILES = sorted((Path(__file__).parent).glob("*.md"))
CASE = re.compile(
    r"^(?P<title>[^\n]+)\n\.\n(?P<typed>.*?)\n\.\n(?P<expected>.*?)\n\.$", re.M | re.S
)
CHANGE = re.compile(r"^- `(?P<old>.*?)` → `(?P<new>.*?)`$", re.M)


@dataclass(frozen=True)
class Case:
    """A formula of another author, the notation that it needs, and what is expected."""

    title: str
    notation: str
    tex: str
    expected: str

    @property
    def passes(self) -> bool:
        return self.expected.startswith("passes")

    def changed(self) -> Iterator[str]:
        """Yield what is false."""
        for change in CHANGE.finditer(self.expected):
            assert change["old"] in self.tex, change[0]
            yield self.tex.replace(change["old"], change["new"], 1)


def cases(path: Path) -> Iterator[Case]:
    for case in CASE.finditer(path.read_text("utf-8")):
        lines = case["typed"].splitlines()
        notation = [line for line in lines if line.startswith("$")]
        tex = [line for line in lines if not line.startswith("$")]
        yield Case(case["title"], "\n".join(notation), "\n".join(tex), case["expected"])


CASES = [case for path in FILES for case in cases(path)]
