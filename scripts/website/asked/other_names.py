"""Other names of what the pages explain, by which search finds it: a section of the glossary."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.website.asked.glossary import GLOSSARY
from scripts.website.problems import BuildError

_SECTION = re.compile(
    r"^## .*\{#other-names\}$\n(?P<lines>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
_ENTRY = re.compile(
    r"- \[[^\]]+\]\((?P<page>[^)#]+\.(?:md|py))(?P<anchor>#[\w-]+)?\): "
    r"(?P<names>`[^`]+`(?:, `[^`]+`)*)"
)
_NAME = re.compile(r"`([^`]+)`")
_FORM = "Write: - [What it is](../the/page.md#section): `a name`, `another`"


@dataclass(frozen=True)
class OtherName:
    """A name that people type, and the section that it leads to: its page, ``#`` and its id."""

    name: str
    page: str
    anchor: str
    place: Place


def read_other_names(source: str, file: Path) -> list[OtherName]:
    """Return the other names that a glossary lists.

    Raises:
        BuildError: a line of the list is of another form, or a name stands there twice.
    """
    section = _SECTION.search(source)
    if section is None:
        return []
    first = source.count("\n", 0, section.start("lines")) + 1
    names: list[OtherName] = []
    problems: list[Problem] = []
    for number, line in enumerate(section["lines"].splitlines(), first):
        place = Place(file, number)
        if entry := _ENTRY.fullmatch(line):
            names += _names(entry, place)
        elif line.startswith(("-", "*")):
            problems.append(Problem(place, "an entry of the other names cannot be read", _FORM))
    if problems := [*problems, *_repeated(names)]:
        raise BuildError(problems)
    return names


def _names(entry: re.Match[str], place: Place) -> Iterator[OtherName]:
    page = posixpath.normpath(posixpath.join(posixpath.dirname(GLOSSARY), entry["page"]))
    for name in _NAME.findall(entry["names"]):
        yield OtherName(name, page, entry["anchor"] or "", place)


def _repeated(names: list[OtherName]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for one in names:
        if one.name in first:
            advice = f"It stands in line {first[one.name].line} already: keep one of the two."
            yield Problem(one.place, f"the other name {one.name} stands there twice", advice)
        first.setdefault(one.name, one.place)
