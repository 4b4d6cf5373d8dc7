"""Docstrings of the careful functions stand in listings: they must not scroll there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from snippets import careful

WIDTH = 76
MODULES = sorted(Path(careful.__path__[0]).glob("*.py"))


def lines_of_docstrings(source: str) -> Iterator[tuple[int, str]]:
    """Yield each line of all strings that stand by themselves, with its number."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    yield number, lines[number - 1]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_lines_are_short(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    found = list(lines_of_docstrings(source))
    assert found
    assert [f"{module.name}:{n}: {line}" for n, line in found if len(line) > WIDTH] == []


def test_a_long_line_is_seen() -> None:
    source = f'def f():\n    """{"x" * 69}."""\n\n\nX = 1\n"""One\n{"y" * 77}."""\n'
    long = [number for number, line in lines_of_docstrings(source) if len(line) > WIDTH]
    assert sorted(long) == [2, 7]
