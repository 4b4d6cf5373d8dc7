"""What may lie in ``docs``: all of it is published, so that only what is known may be there."""

import os
from collections.abc import Iterator
from pathlib import Path

from scripts.common.problems import Place, Problem

_PAGES = frozenset({".md"})
_PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
_BESIDE = _PICTURES | {".avif", ".csv", ".txt"}
"""What no browser runs: it is published as it stands."""


def strangers(root: Path, docs: Path) -> Iterator[Problem]:
    """Yield what must not be published.

    Args:
        root: the folder of the project.
        docs: the folder of the pages; links may lead to what is beside it in the same folder.
    """
    whole = root / docs.relative_to(root).parts[0]
    for path in _visible(whole):
        place = Place(path.relative_to(root), 1)
        if path.is_symlink() and (what := _doubtful_link(path, whole)):
            yield Problem(place, what, f"Put a copy into {whole.name}/, or take the link away.")
        elif not path.is_dir() and not path.is_file():
            yield Problem(place, "it is no file, and reading it may never end", "Take it away.")
        elif path.suffix.lower() in _PICTURES and not _is_picture(path):
            yield Problem(place, "it is called like a picture, and is none", "Save it anew.")
        elif path.is_relative_to(docs) and not path.is_dir() and not _is_known(path, docs):
            yield Problem(place, "it would be published without being read", _advice(path))


def _is_picture(path: Path) -> bool:
    # Loaded here: few projects have any.
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def _visible(folder: Path) -> Iterator[Path]:
    """Yield the folder and what is in it; what begins with a dot is not published."""
    yield folder
    for within, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names = [*folders, *(name for name in files if not name.startswith("."))]
        yield from (Path(within, name) for name in sorted(names))


def _doubtful_link(path: Path, whole: Path) -> str:
    goal = path.readlink()
    # A link that leads to itself cannot be followed.
    where = Path(os.path.realpath(path))
    if path == whole or not where.is_relative_to(whole.resolve()):
        return f"a symbolic link that leaves {whole.name}/: {goal}"
    if not path.is_file():
        return f"a symbolic link that leads to no file: {goal}"
    return ""


def _is_known(path: Path, docs: Path) -> bool:
    is_notebook = path.suffix == ".py" and path.parent == docs / "notebooks"
    return is_notebook or path.suffix.lower() in _BESIDE or path.suffix in _PAGES


def _advice(path: Path) -> str:
    if path.suffix == ".ipynb":
        return f"Notebooks are Python files here: jupytext --to py:percent {path.name}"
    known = ", ".join(sorted(_PAGES | _BESIDE))
    return f"Take it away. Known are notebooks/*.py and {known}."
