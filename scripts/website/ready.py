"""The site that ``mkdocs.yml`` describes, with all that its pages ask for: made ready once.

Whoever converts, writes or finishes pages takes it from here, so that every generator works with
the same.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from scripts.common.latest import latest
from scripts.common.problems import Problem
from scripts.website.asked.settings import settings_faults
from scripts.website.asked.theme import theme_faults
from scripts.website.asked.twice_defined import snippet_faults
from scripts.website.notebooks import Executed, begin_notebooks
from scripts.website.problems import BuildError
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
    url: str = ""
    """Where the site will stand, if that is known."""


@cache
def ready_site(root: Path) -> Site:
    """Return the site under ``root`` with everything computed.

    Raises:
        BuildError: something cannot be had; it names every place to mend.
    """
    text = (root / CONFIG).read_text(encoding="utf-8")
    # A setting may be a variable of the environment.
    settings = latest(("settings", root), (text, {**os.environ}), lambda: _settings(root))
    menu = tuple(_entries(settings.get("nav") or []))
    say = logging.getLogger("mkdocs.site").info
    order = [entry.uri for entry in menu]
    source = str(settings.get("extra", {}).get("source") or "")
    project = Project(root, root / settings["docs_dir"], say, order=order, source=source)
    url = str(settings.get("site_url") or "")
    return Site(project, settings["site_name"], menu, _prepared(project), url)


def _settings(root: Path) -> dict[str, Any]:
    with (root / CONFIG).open(encoding="utf-8") as file:
        settings: dict[str, Any] = yaml_load(file)
    return settings


def _prepared(project: Project) -> tuple[Executed, ...]:
    """Have everything computed, and meanwhile the notebooks executed, which are returned.

    Raises:
        BuildError: what keeps pages and notebooks from being made, all of it.
    """
    told = [
        fault
        for faults_of in (settings_faults, snippet_faults, theme_faults)
        for fault in faults_of(project.root)
    ]
    begun: list[Callable[[], list[Executed]]] = []
    with _told(told):
        begun = [begin_notebooks(project)]
    with _told(told):
        project.prepare()
    notebooks: list[Executed] = []
    with _told(told):
        notebooks = [one for finished in begun for one in finished()]
    if told:
        # An unreadable module is told by whoever needs it.
        raise BuildError(list(dict.fromkeys(told)))
    return tuple(notebooks)


@contextmanager
def _told(problems: list[Problem]) -> Iterator[None]:
    """Add to some problems those that stop what is done here."""
    try:
        yield
    except BuildError as error:
        problems += error.problems


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
