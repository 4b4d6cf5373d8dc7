"""What the outcomes of a section depend on: its module, the snippets it reaches, the packages.

Hashes of text alone: nothing is imported, so that they can be had where no library is installed.
"""

import ast
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from scripts.common.sources import Sources

PINS = ("requirements.txt", "constraints.txt")
RUNNERS = ("cases", "outcomes", "sections")
"""Modules of this package that every section depends on."""


def fingerprint_of_section(root: Path, name: str) -> str:
    """Return a hash of everything that the outcomes of a section depend on.

    Raises:
        SourceError: a module cannot be read.
    """
    folder = root / "scripts" / "frameworks"
    own = [folder / f"{module}.py" for module in (name, *RUNNERS)]
    digest = sha256()
    for pins in PINS:
        digest.update((folder / pins).read_bytes())
    sources = Sources(root)
    for path in sorted(_with_imported(root, own)):
        digest.update(sources.fingerprint_of_file(path).encode())
    return digest.hexdigest()


def _with_imported(root: Path, paths: list[Path]) -> set[Path]:
    """Return the modules, and those of ``scripts`` that they import, and so on."""
    found: set[Path] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(root, path)
    return found


def _imported(root: Path, path: Path) -> Iterator[Path]:
    """Yield the modules of ``scripts`` that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            module = root.joinpath(*name.split(".")).with_suffix(".py")
            if name.startswith("scripts.") and module.exists():
                yield module
