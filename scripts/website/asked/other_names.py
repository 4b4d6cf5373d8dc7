"""The names by which search finds what the pages explain: the words of the glossary, and others."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.website.asked.glossary import GLOSSARY
from scripts.website.problems import BuildError

_SECTION = re.compile(
    r"^## [^\n]*\{#other-names\}$\n(?P<lines>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
_ENTRY = re.compile(
    r"- \[[^\]]+\]\((?P<page>[^)#]+\.(?:md|py))(?P<anchor>#[\w-]+)?\): "
    r"(?P<names>`[^`]+`(?:, `[^`]+`)*)"
)
_NAME = re.compile(r"`([^`]+)`")
_WORD = re.compile(
    r"^- \*\*(?P<words>[^*]+)\*\*(?: \([^)]*\))?: .*?"
    r"\]\((?P<page>\.\./[^)#]+\.(?:md|py))(?P<anchor>#[\w-]+)?\)"
)
"""A word of the glossary; it leads to the first page that its entry names."""
_ASKED = "what is {}"
_FORM = "Write: - [What it is](../the/page.md#section): `a name`, `another`"


@dataclass(frozen=True)
class OtherName:
    """A name that people type, and the section that it leads to: its page, ``#`` and its id."""

    name: str
    page: str
    anchor: str
    place: Place


def read_other_names(source: str, file: Path) -> list[OtherName]:
    """Return the other names that a glossary lists, and its own words, as people type them.

    Raises:
        BuildError: a line of the list is of another form, or a name stands there twice.
    """
    section = _SECTION.search(source)
    listed = _listed(section, source, file) if section else []
    taken = {one.name.lower() for one in listed}
    words = _words(source[: section.start()] if section else source, file)
    return [*listed, *(word for word in words if word.name not in taken)]


def _words(source: str, file: Path) -> Iterator[OtherName]:
    """Yield the words that a glossary explains, and the question what each is."""
    for number, line in enumerate(source.splitlines(), 1):
        if entry := _WORD.match(line):
            for word in entry["words"].lower().split(", "):
                for name in (word, _ASKED.format(word)):
                    yield OtherName(name, _page(entry), entry["anchor"] or "", Place(file, number))


def _listed(section: re.Match[str], source: str, file: Path) -> list[OtherName]:
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
    for name in _NAME.findall(entry["names"]):
        yield OtherName(name, _page(entry), entry["anchor"] or "", place)


def _page(entry: re.Match[str]) -> str:
    """Return the page that an entry leads to, from the folder of all pages."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(GLOSSARY), entry["page"]))


def _repeated(names: list[OtherName]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for one in names:
        if one.name in first:
            advice = f"It stands in line {first[one.name].line} already: keep one of the two."
            yield Problem(one.place, f"the other name {one.name} stands there twice", advice)
        first.setdefault(one.name, one.place)
