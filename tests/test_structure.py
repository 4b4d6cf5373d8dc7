"""The parts of the project keep to what the others offer them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formulas.pages import ROOT

FOLDERS = ("scripts", "snippets", "tests")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def private_names(source: str, package: str = "") -> Iterator[tuple[int, str]]:
    """Yield each name of another module that this one has no business with, and its line.

    A private module is there for its own package.
    """
    tree = ast.parse(source)
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            modules |= {alias.asname or alias.name for alias in node.names}
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            if package and names[: package.count(".") + 1] == package.split("."):
                names = names[package.count(".") + 2 :]
            yield from ((node.lineno, name) for name in names if is_private(name))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            of = node.value
            if isinstance(of, ast.Name) and of.id in modules:
                yield node.lineno, f"{of.id}.{node.attr}"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


ALLOWED = {"os._exit"}
"""What Python itself offers under such a name."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_private_name_of_another_module_is_used(path: Path) -> None:
    parts = path.relative_to(ROOT).parts[:-1]
    package = ".".join(("snippets", *parts[1:]) if parts[0] == "tests" else parts)
    found = list(private_names(path.read_text("utf-8"), package))
    assert [(line, name) for line, name in found if name not in ALLOWED] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from a import _b", ["_b"]),
        ("from a import (\n    b,\n    _c,\n)", ["_c"]),
        ("from a._b import c", ["_b"]),
        ("import a\na._b()", ["a._b"]),
        ("from a import b\nb._c", ["b._c"]),
        ("from __future__ import annotations\nimport a\na.__name__\nself._b\n_c = 1", []),
    ],
)
def test_private_names_are_found(source: str, names: list[str]) -> None:
    assert [name for _, name in private_names(source)] == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from a.b._c import d", []),
        ("from a.b import _c", []),
        ("from a.b.c import _d", ["_d"]),
        ("from a._b import c", ["_b"]),
    ],
)
def test_a_private_module_is_there_for_its_package(source: str, names: list[str]) -> None:
    assert [name for _, name in private_names(source, "a.b")] == names


def test_all_modules_are_looked_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(FOLDERS)
    assert len(FILES) > 300
    assert not [path for path in FILES if len(path.read_text("utf-8").splitlines()) > 700]


ORDER = {
    "scripts": "common formulas website editions frameworks mutants",
    "scripts/formulas": (
        "language reading evaluation checks proofs damage javascript report doors __main__"
    ),
    "scripts/website": (
        "problems asked made project notebooks ready markdown beside finish "
        "remembered zensical new_page logs serve restart in_place bench picture "
        "mkdocs_hooks __main__"
    ),
}
"""Rooms from first to last: what stands in one imports itself and what comes before."""


@pytest.mark.parametrize("folder", ORDER)
def test_imports_run_one_way(folder: str) -> None:
    order = ORDER[folder].split()
    modules = {
        path: path.relative_to(ROOT / folder).parts[0]
        for path in FILES
        if path.is_relative_to(ROOT / folder)
    }
    rooms = {path: room.removesuffix(".py") for path, room in modules.items()}
    assert set(rooms.values()) == {*order, "__init__"}
    for path, room in rooms.items():
        for other in set(imported_rooms(path, folder)) & set(order):
            assert order.index(other) <= order.index(room), f"{path} imports {other}"


def imported_rooms(path: Path, folder: str) -> Iterator[str]:
    """Yield the rooms of a folder that a module imports from."""
    package = list(path.relative_to(ROOT).parts[:-1])
    depth = folder.count("/") + 1
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[list[str]] = []
        if isinstance(node, ast.ImportFrom):
            within = package[: len(package) - node.level + 1] if node.level else []
            source = [*within, *filter(None, (node.module or "").split("."))]
            names = [[*source, alias.name] for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        yield from (name[depth] for name in names if name[:depth] == folder.split("/") != name)


def test_no_module_lies_loose() -> None:
    assert [path.name for path in (ROOT / "scripts").glob("*.py")] == ["__init__.py"]
