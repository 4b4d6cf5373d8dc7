"""Makes a copy of the project, and in it the site several times as large: pages under new names."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

DOCS = Path("docs/en")
CONFIG = "mkdocs.yml"
_WHOLE = "as-it-is.yml"
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", ".cache", "node_modules", "site", "__pycache__", ".*_cache", ".hypothesis"
)
_CHECKED = re.compile(r"(?<=<!-- check: )[\w-]+")
_DRAWING = re.compile(
    r"(?m)^/{3,} (?:figure|table) \| (?P<called>[\w.]+).*\n(?P<options>(?: {4,}\w+:.*\n)*)"
)
_NAME = re.compile(r"(?m)^ +name: *(?P<name>.*?) *\n")
_TITLE = re.compile(r"(?m)^(?:# )?# (?![%#]).+$")


def copy_project(root: Path, target: Path) -> None:
    """Copy the project without what was built or installed; share what npm installed."""
    shutil.copytree(root, target, ignore=_LEFT_OUT)
    (target / "node_modules").symlink_to((root / "node_modules").resolve())


def enlarge(root: Path, times: int) -> list[str]:
    """Copy pages until there are so many times as many; return what was added.

    The home page and the reference, which lists what all pages have, stay as they are.
    """
    docs = root / DOCS
    pages = sorted([*docs.rglob("*.md"), *docs.glob("notebooks/*.py")])
    originals = [page for page in pages if page.parent not in (docs, docs / "reference")]
    added = []
    for at, page in enumerate(islice(cycle(originals), (times - 1) * len(pages))):
        number = at // len(originals) + 2
        copy = page.with_stem(f"{page.stem}-copy{number}")
        copy.write_text(renamed(page.read_text(encoding="utf-8"), number), encoding="utf-8")
        added.append(copy.relative_to(docs).as_posix())
    if added:
        _extend_menu(root, added)
    return added


def renamed(page: str, number: int) -> str:
    """Return a page whose title and whose names of formulas, figures and tables are its own."""
    names = set(_CHECKED.findall(page))
    names |= {name for name, _ in map(_named, _DRAWING.finditer(page))}
    # Random points follow a formula's name: with others, a sharp bound may seem to be a loose one.
    page = _CHECKED.sub(lambda name: f"{name[0]}-copy{number}; loose", page)
    page = _DRAWING.sub(lambda block: _with_name(block, number), page)
    for name in names:
        page = re.sub(rf"(\[@(?:eq|fig|tab):{re.escape(name)})\]", rf"\1-copy{number}]", page)
    return _TITLE.sub(lambda title: f"{title[0]}, copy {number}", page, count=1)


def _named(block: re.Match[str]) -> tuple[str, str]:
    """Return the name of a figure or table, and its options without it."""
    given = _NAME.search(block["options"])
    name = given["name"] if given else re.sub(r"[._]", "-", block["called"])
    return name, _NAME.sub("", block["options"])


def _with_name(block: re.Match[str], number: int) -> str:
    name, others = _named(block)
    head = block[0].partition("\n")[0]
    return f"{head}\n    name: {name}-copy{number}\n{others}"


def _extend_menu(root: Path, added: list[str]) -> None:
    """List each page in the section that holds its original."""
    config = root / CONFIG
    with config.open(encoding="utf-8") as file:
        menu: list[Any] = yaml_load(file)["nav"]
    for section in menu:
        [(_, pages)] = section.items()
        if isinstance(pages, list):
            pages += [*_copies_of(pages, added)]
    config.rename(root / _WHOLE)
    # JSON is YAML.
    config.write_text(f"INHERIT: {_WHOLE}\nnav: {json.dumps(menu)}\n", encoding="utf-8")


def _copies_of(pages: list[str], added: list[str]) -> Iterator[str]:
    for page in added:
        if re.sub(r"-copy\d+(?=\.\w+$)", "", page) in pages:
            yield page
