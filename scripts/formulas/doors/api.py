"""Checks a folder of pages, or one text."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..report import tree
from ..report.tree import Report
from .settings import Settings


def check_tree(
    settings: Settings, *, names: Collection[str] = (), pages: Collection[str] = ()
) -> Report:
    """Check the formulas of a folder, those of some names or pages where these are given.

    Raises:
        StoreError: what was found cannot be kept.
        LimitError: the setting of the time limit is no number.
    """
    root = settings.root.resolve()
    with _importing_from(root):
        return tree.check_tree(
            root,
            settings.docs,
            settings.table_of_symbols,
            settings.package,
            samples=settings.samples,
            names=names,
            pages=pages,
            memory=settings.memory and bool(settings.package),
            processes=settings.processes,
        )


def check_text(text: str, settings: Settings | None = None) -> Report:
    """Check the formulas of one Markdown text, in this process; its name is ``page.md``.

    It declares its symbols itself; functions are those of the package of the settings.
    """
    given = settings or Settings()
    with TemporaryDirectory() as folder, _importing_from(given.root.resolve()):
        (Path(folder) / "page.md").write_text(text, encoding="utf-8")
        alone = replace(given, root=Path(folder), docs=Path("page.md"), notation=None)
        return check_tree(replace(alone, memory=False, processes=0))


@contextmanager
def _importing_from(root: Path) -> Iterator[None]:
    """Let the packages of a folder be imported."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
