"""The words of the glossary and what they mean: its page is their one source."""

import re
from collections.abc import Callable
from dataclasses import dataclass

GLOSSARY = "reference/glossary.md"
BIBLIOGRAPHY = "reference/bibliography.md"
"""Its words are titles of works, which are left as they are."""

_ENTRY = re.compile(
    r"^- \*\*(?P<names>.+?)\*\*(?: \((?P<other>[^)]*)\))?: "
    r"(?P<meaning>.*?)\n\s+\{ #(?P<id>[\w-]+) \}",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)]*)\)")
_PAGE_AT_THE_END = re.compile(r"(?:\s*\[[^\]]*\]\((?P<target>\.\./[^)#]*)[^)]*\)[.,]?)+\s*$")
_SEE = re.compile(r"see \[[^\]]*\]\(#(?P<id>[\w-]+)\)")


@dataclass(frozen=True)
class Term:
    """An entry: the names by which it is found, what it means, and the page that explains it."""

    id: str
    names: tuple[str, ...]
    meaning: str
    page: str


def read_glossary(source: str, plain: Callable[[str], str]) -> list[Term]:
    """Return the entries of the glossary's source; ``plain`` writes inline Markdown as text."""
    found = {entry["id"]: entry for entry in _ENTRY.finditer(source)}
    terms = []
    for entry in found.values():
        names = [*entry["names"].split(", "), *(entry["other"] or "").split(", ")]
        see = _SEE.match(entry["meaning"])
        told = found[see["id"]] if see and see["id"] in found else entry
        pages = _PAGE_AT_THE_END.search(told["meaning"])
        meaning = _PAGE_AT_THE_END.sub("", told["meaning"])
        page = (pages["target"] if pages else "").removeprefix("../")
        written = plain(_LINK.sub(lambda link: link["text"], meaning)).strip()
        terms.append(Term(entry["id"], tuple(filter(None, names)), written, page))
    return terms
