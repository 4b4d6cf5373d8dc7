"""The cells of a notebook as readers get them: they run without the project.

A cell may import plain functions: in its place stand these functions, with all that they use. A
cell with the tag `check` holds what the text claims, and may import whatever it needs; nobody is
shown it. The `alt` of a cell describes its figure.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from scripts.common.bundles import bundle
from scripts.common.sources import Sources

CHECK = "check"
_PLAIN = "snippets.plain."
_OURS = ("snippets", "scripts", "tests")
_WRITTEN = "written"
_ADVICE = (
    "Import plain functions, which come along, or check what the text claims in a cell of its "
    f'own, # %% tags=["{CHECK}"].'
)


def take_along(cells: Sequence[Any], sources: Sources) -> tuple[Any, str, str] | None:
    """Put plain functions in the place of their imports; tell of a cell that needs the project.

    What is told is the cell, what is wrong with it, and what to do.
    """
    there: set[str] = set()
    for cell in (one for one in cells if one.cell_type == "code" and not _is_check(one)):
        tree = _parsed(cell.source)
        if foreign := next(_foreign(tree), ""):
            return cell, f"this cell imports {foreign}, which no reader of it has", _ADVICE
        if imports := _plain_imports(tree):
            names = [(str(node.module), alias.name) for node in imports for alias in node.names]
            cell.metadata[_WRITTEN] = cell.source
            cell.source = _with_functions(cell.source, imports, bundle(sources, names), there)
        there |= set(cell.source.split("\n"))
    return None


def written(cell: Any) -> str:
    """Return the text of a cell as it stands in the file."""
    return str(cell.metadata.get(_WRITTEN, cell.source))


def describe_figures(cells: Iterable[Any]) -> None:
    """Let the figures of a cell have its text alternative."""
    for cell in cells:
        if alternative := cell.metadata.get("alt"):
            label = f'aria-label="{escape(alternative)}"'
            for output in cell.get("outputs", []):
                for kind, text in output.get("data", {}).items():
                    output["data"][kind] = text.replace('aria-label=""', label)


def for_readers(cells: Iterable[Any]) -> list[Any]:
    """Return the cells without those that only check, and without our notes on them."""
    kept = [cell for cell in cells if not _is_check(cell)]
    for cell in kept:
        cell.metadata = {}
    return kept


def _is_check(cell: Any) -> bool:
    return CHECK in cell.metadata.get("tags", ())


def _parsed(source: str) -> ast.Module:
    """Return the tree of a cell; what Jupyter alone understands counts as blank."""
    return ast.parse(
        "\n".join("" if line[:1] in ("%", "!") else line for line in source.split("\n"))
    )


def _plain_imports(tree: ast.Module) -> list[ast.ImportFrom]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(_PLAIN)
    ]


def _foreign(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of ours that a cell imports, anywhere in it, but for plain functions."""
    plain = _plain_imports(tree)
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node not in plain:
            names = [str(node.module)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name for name in names if name.partition(".")[0] in _OURS)


def _with_functions(
    source: str, imports: Sequence[ast.ImportFrom], functions: str, there: set[str]
) -> str:
    """Return a cell with functions in the place of imports; ``there`` is what earlier cells say."""
    lines = source.split("\n")
    for node in reversed(imports):
        del lines[node.lineno - 1 : node.end_lineno]
    of_numpy, _, definitions = functions.partition("\n\n\n")
    lines.insert(imports[0].lineno - 1, definitions if of_numpy in there else functions)
    return "\n".join(lines).strip("\n")
