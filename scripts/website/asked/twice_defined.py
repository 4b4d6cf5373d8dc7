"""What the modules of ``snippets`` define twice: the second one hides the first, unseen.

A page would show one function and the site compute with the other. A definition under a condition
is a choice, and one that uses the name it defines goes on with it (a setter, a new value made of
the old one): neither hides anything.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.common.sources import SourceError, Sources, own_code
from scripts.common.store import Store, hash_of, key_of

FOLDER = "snippets"
_ADVICE = "Give one of them another name, or take away the one that is not meant."
_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class _Bound:
    """A name that a statement defines, and what it stands for where it is imported."""

    name: str
    node: ast.stmt
    imported: str = ""

    @property
    def line(self) -> int:
        return self.node.lineno


def snippet_faults(root: Path) -> list[Problem]:
    """Return what is defined twice, and each module that cannot be read, asked for or not."""
    files = sorted((root / FOLDER).rglob("*.py"))
    key = key_of(own_code(f"{__name__}.faults_of"), *map(hash_of, files))
    return Store.of(root).unless_clean(
        key, lambda: (fault for path in files for fault in faults_of(root, path))
    )


def faults_of(root: Path, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the definitions of one module."""
    shown = path.relative_to(root)
    try:
        body = ast.parse(path.read_bytes().decode()).body
    except (SyntaxError, ValueError):
        yield from _unreadable(root, shown)
        return
    for earlier, later in _hidden(body):
        what = f"'{later.name}' is defined again here, which hides {shown}:{earlier.line}"
        yield Problem(Place(shown, later.line), what, _ADVICE)


def _unreadable(root: Path, shown: Path) -> Iterator[Problem]:
    """Yield in the words of whoever reads modules why it cannot read this one."""
    try:
        Sources(root).module(".".join(shown.with_suffix("").parts))
    except SourceError as error:
        yield Problem(Place(error.path, error.line), error.what)


def _hidden(body: Sequence[ast.stmt], within: bool = False) -> Iterator[tuple[_Bound, _Bound]]:
    """Yield each definition that a later one of the same block hides, with that one.

    Within a function, variables may have a new value at any time.
    """
    known: dict[str, _Bound] = {}
    for node in body:
        for bound in _bound(node, within):
            if (earlier := known.get(bound.name)) is not None and _hides(earlier, bound):
                yield earlier, bound
            known[bound.name] = bound
        is_class = isinstance(node, ast.ClassDef)
        for block in ("body", "orelse", "finalbody"):
            yield from _hidden(getattr(node, block, []), within=not is_class)


def _bound(node: ast.stmt, within: bool) -> Iterator[_Bound]:
    if isinstance(node, _DEFINITION):
        yield _Bound(node.name, node)
    elif within:
        return
    elif isinstance(node, ast.Import | ast.ImportFrom):
        source = f"{node.level} {node.module} " if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            top = alias.name if alias.asname or source else alias.name.partition(".")[0]
            yield _Bound(alias.asname or top, node, f"{source}{top}")
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = (name for target in targets for name in ast.walk(target))
        yield from (
            _Bound(name.id, node)
            for name in names
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
        )


def _hides(earlier: _Bound, later: _Bound) -> bool:
    if earlier.name == "_" or (earlier.imported and earlier.imported == later.imported):
        return False
    return not (_is_overload(earlier.node) or _uses(later.node, later.name))


def _uses(node: ast.stmt, name: str) -> bool:
    """Tell whether a statement makes something of the value that a name had before."""
    made_of: list[ast.expr] = getattr(node, "decorator_list", [])
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        made_of = [node.value]
    inner = (part for one in made_of for part in ast.walk(one))
    return any(isinstance(part, ast.Name) and part.id == name for part in inner)


def _is_overload(node: ast.stmt) -> bool:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return any(ast.unparse(one).rpartition(".")[2] == "overload" for one in decorators)
