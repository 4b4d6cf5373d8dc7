"""The plain functions look as in a textbook, and each has a careful one beside it."""

import ast
import inspect
from pathlib import Path

import pytest

from snippets import plain
from tests.snippets.plain.tiers import (
    FILES,
    MODULES,
    PLAIN,
    both,
    domain_of,
    functions_in,
    only_by_keyword,
    parameters,
)

FUNCTIONS = [(path, node) for path in FILES for node in functions_in(path)]
IDS = [f"{path.stem}.{node.name}" for path, node in FUNCTIONS]


@pytest.mark.parametrize(("path", "node"), FUNCTIONS, ids=IDS)
def test_a_function_is_short(path: Path, node: ast.FunctionDef) -> None:
    lines = path.read_text().split("\n")[node.lineno - 1 : node.end_lineno]
    assert 2 <= len(lines) <= 8
    assert max(map(len, lines)) <= 66


@pytest.mark.parametrize("node", [node for _, node in FUNCTIONS], ids=IDS)
def test_a_function_has_nothing_but_its_formula(node: ast.FunctionDef) -> None:
    assert node.decorator_list == []
    assert node.returns is None
    every = [*node.args.args, *node.args.kwonlyargs, node.args.vararg]
    assert not any(argument and argument.annotation for argument in every)
    assert "\n" not in (ast.get_docstring(node) or "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_module_needs_numpy_and_other_plain_modules(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            assert ast.unparse(node) == "import numpy as np"
        if isinstance(node, ast.ImportFrom):
            assert str(node.module).startswith("snippets.plain.")


@pytest.mark.parametrize(("module", "name"), PLAIN)
def test_it_takes_the_arguments_of_the_careful_one_or_fewer(module: str, name: str) -> None:
    short, careful = both(module, name)
    by_keyword = only_by_keyword(short)
    by_position = [name for name in parameters(short) if name not in by_keyword]
    assert parameters(careful)[: len(by_position)] == by_position
    assert set(by_keyword) <= set(parameters(careful)[len(by_position) :])


@pytest.mark.parametrize(("module", "name"), PLAIN)
def test_what_is_left_out_is_what_the_careful_one_takes(module: str, name: str) -> None:
    short, careful = (inspect.signature(one).parameters for one in both(module, name))
    for parameter in short.values():
        if parameter.default is not parameter.empty:
            assert parameter.default == careful[parameter.name].default, parameter.name


def test_all_modules_are_looked_at() -> None:
    names = [module.__name__.rpartition(".")[2] for module in MODULES[plain]]
    assert names == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_domain_speaks_of_arguments_that_there_are(path: Path) -> None:
    arguments = {
        node.name: {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        for node in functions_in(path)
    }
    for name, bounds in domain_of(path.stem).items():
        assert set(bounds) <= arguments[name]
        assert all(low < high for low, high in bounds.values())
