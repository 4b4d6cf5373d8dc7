"""What ``mkdocs.yml`` says and nobody means: MkDocs reads it, and publishes some faults of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scripts.common.problems import Place, Problem

SETTINGS = Path("mkdocs.yml")
_IN_HEADS = ("site_name", "site_description")
_LOADED = ("extra_css", "extra_javascript")
_MADE = frozenset({"assets/katex/katex.min.css", "assets/type.css"})
"""Files that the build itself puts into the site."""
_MARKUP = re.compile('[<>"]')


def settings_faults(root: Path) -> Iterator[Problem]:
    """Yield what is not meant in the settings of a site."""
    tree = yaml.compose((root / SETTINGS).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    yield from (
        _problem(key, f"'{key.value}' stands here twice", "Keep one.") for key in twice(tree)
    )
    settings = _members(tree)
    for name in _IN_HEADS:
        yield from _markup(settings.get(name), f"the {name}")
    yield from _menu_faults(menu := settings.get("nav"), set())
    if menu is not None and not menu.value:
        advice = "List them; without a list their order would be that of their names."
        yield _problem(menu, "the menu names no page", advice)
    theme = _members(settings.get("theme")).get("custom_dir")
    folders = [root / node.value for node in (settings.get("docs_dir"), theme) if node]
    for name in _LOADED:
        yield from _not_there(settings.get(name), folders)


def twice(node: Node | None) -> Iterator[ScalarNode]:
    """Yield the keys of YAML that a mapping has already: of two values the last one counts."""
    children = []
    if isinstance(node, MappingNode):
        known: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, ScalarNode) and key.value in known:
                yield key
            known.add(key.value if isinstance(key, ScalarNode) else "")
        children = [value for _, value in node.value]
    elif isinstance(node, SequenceNode):
        children = node.value
    for child in children:
        yield from twice(child)


def _members(node: Node | None) -> dict[str, Node]:
    pairs = node.value if isinstance(node, MappingNode) else []
    return {key.value: value for key, value in pairs}


def _menu_faults(node: Node | None, known: set[str]) -> Iterator[Problem]:
    """Yield the pages that stand in the menu twice, and the titles that are no text."""
    if isinstance(node, SequenceNode):
        for part in node.value:
            yield from _menu_faults(part, known)
    elif isinstance(node, MappingNode):
        for title, part in node.value:
            yield from _markup(title, "the title in the menu")
            yield from _menu_faults(part, known)
    elif isinstance(node, ScalarNode):
        if node.value in known:
            yield _problem(node, f"the menu names {node.value} twice", "Keep one of them.")
        known.add(node.value)


def _markup(node: Node | None, what: str) -> Iterator[Problem]:
    if isinstance(node, ScalarNode) and _MARKUP.search(node.value):
        advice = "It goes into heads and menus as it stands: say it in words."
        yield _problem(node, f'{what} holds <, > or "', advice)


def _not_there(node: Node | None, folders: list[Path]) -> Iterator[Problem]:
    """Yield the styles and scripts that no page could load."""
    for item in node.value if isinstance(node, SequenceNode) else []:
        named = _members(item).get("path", item)
        there = any((folder / named.value).is_file() for folder in folders)
        if not there and named.value not in _MADE:
            advice = "Put it into docs/theme/; pages load nothing from elsewhere."
            yield _problem(named, f"there is no file {named.value}", advice)


def _problem(node: Node, what: str, advice: str) -> Problem:
    return Problem(Place(SETTINGS, node.start_mark.line + 1), what, advice)
