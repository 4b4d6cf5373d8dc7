"""The site that ``mkdocs.yml`` describes, with all that its pages ask for: made ready once.

Whoever converts, writes or finishes pages takes it from here, so that every generator works with
the same.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from scripts.website.notebooks import Executed, begin_notebooks
from scripts.website.project import Project

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class Entry:
    """A page of the menu: its source, the section that it is in, and the title given there."""

    uri: str
    section: str = ""
    title: str = ""


@dataclass(frozen=True)
class Site:
    """The project of a site, its name and menu, and its executed notebooks."""

    project: Project
    name: str
    menu: tuple[Entry, ...]
    notebooks: tuple[Executed, ...]


@cache
def ready_site(root: Path) -> Site:
    """Return the site under ``root`` with everything computed.

    Raises:
        BuildError: something cannot be had; it names every place to mend.
    """
    with (root / CONFIG).open(encoding="utf-8") as file:
        settings = yaml_load(file)
    menu = tuple(_entries(settings.get("nav") or []))
    say = logging.getLogger("mkdocs.site").info
    order = [entry.uri for entry in menu]
    source = str(settings.get("extra", {}).get("source") or "")
    project = Project(root, root / settings["docs_dir"], say, order=order, source=source)
    executed = begin_notebooks(project)
    project.prepare()
    return Site(project, settings["site_name"], menu, tuple(executed()))


def _entries(nav: Any, section: str = "", title: str = "") -> Iterator[Entry]:
    """Yield the pages of the menu from first to last."""
    match nav:
        case str():
            yield Entry(nav, section, title)
        case dict():
            for name, part in nav.items():
                yield from _entries(part, section if isinstance(part, str) else name, name)
        case list():
            for part in nav:
                yield from _entries(part, section)
