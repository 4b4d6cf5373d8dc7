"""What an author of a page does not mean, and Markdown publishes without a word."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from scripts.common.problems import Place, Problem
from scripts.formulas.reading.pages import PageText
from scripts.formulas.reading.parts import CODE_SPAN, HEADING, INLINE_MATH, Part

_QUESTION = re.compile(r"\{ *\.question *\}")
_VALUE_WITHOUT_BLANK = re.compile(r"`=[\w(\[][^`]*`")
_DEFINED = re.compile(r"^ {0,3}\[(?P<label>[^\]@]+)\]:")
_USED = re.compile(
    r"(?:\[(?P<text>[^\[\]]*))?\]\[(?P<label>[^\[\]@]*)\]|\[(?P<note>\^[^\]]+)\](?!:)"
)
_ID = re.compile(r"""\{[^{}]*#(?P<braces>[\w:.-]+)[^{}]*\}|<[^<>]*\bid=["']?(?P<tag>[^"'\s>]+)""")
_TAG = re.compile(r"(?<!\\)<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:\s[^<>]*)?)>")
_OPTION = re.compile(r" {4,}\w+: ")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
"""Elements without an end; pages may hold few of them, which is told where their HTML is seen."""
_ADDRESS = re.compile(r"""<[^<>]*\s(?:href|src)=["']?(?P<address>[^"'\s>]*)""")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_INVISIBLE = re.compile("[\u2028-\u202e\u2066-\u2069\ufeff\ufffd]")


def invisible_signs(path: Path, text: str) -> Iterator[Problem]:
    """Yield the signs that no reader sees and that change what others read."""
    for number, line in enumerate(text.split("\n"), start=1):
        for sign in line:
            if (unicodedata.category(sign) == "Cc" and sign != "\t") or _INVISIBLE.match(sign):
                name = unicodedata.name(sign, "a control character")
                what = f"the sign U+{ord(sign):04X} ({name.lower()}) stands in the text"
                yield Problem(Place(path, number), what, "Delete it: it came in by copying.")


def slips(page: PageText, docs: Path, uri: str) -> Iterator[Problem]:
    """Yield what is not meant in the text of a page, the source of ``docs / uri``."""
    parts = [part for part in page.parts if isinstance(part, Part) and part.kind == "text"]
    lines = [(part.number, part.lines[0]) for part in parts]
    if page.path.suffix == ".md":
        yield from _missing_head(page.path, [line for _, line in lines])
    yield from _values_without_blank(page.path, lines)
    prose = [(number, _without_code(line)) for number, line in lines]
    yield from _undefined(page.path, prose)
    yield from _second_ids(page.path, prose)
    yield from _open_tags(page.path, prose)
    yield from _dead_addresses(page.path, prose, docs, uri)


def _missing_head(path: Path, lines: Sequence[str]) -> Iterator[Problem]:
    headings = (HEADING.match(line) for line in lines)
    if not any(heading and heading["level"] == "#" for heading in headings):
        yield Problem(Place(path, 1), "the page has no title", "Begin its text with '# Its title'.")
    if not any(map(_QUESTION.search, lines)):
        advice = "Put the question that it answers under its title, and { .question } below that."
        yield Problem(Place(path, 1), "the page has no question", advice)


def _values_without_blank(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    for number, line in lines:
        for span in CODE_SPAN.finditer(line):
            if _VALUE_WITHOUT_BLANK.fullmatch(span[0]):
                advice = "Write `= module.function(…) | .3f unit`, or ``=code`` to show it."
                yield Problem(Place(path, number), f"{span[0]} has no blank behind its =", advice)


def _without_code(line: str) -> str:
    """Return what Markdown reads of a line; an option of a block, such as alt, is plain text."""
    if _OPTION.match(line):
        return ""
    return INLINE_MATH.sub("", CODE_SPAN.sub("", line))


def _undefined(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Yield the links and footnotes whose label is defined nowhere on the page."""
    defined = {_label(found["label"]) for _, line in lines if (found := _DEFINED.match(line))}
    for number, line in lines:
        for used in _USED.finditer(line):
            label = used["note"] or used["label"] or used["text"] or ""
            if _label(label) not in defined:
                kind = "footnote" if used["note"] else "link"
                advice = f"Add a line that begins with '[{label}]: '."
                what = f"the {kind} [{label}] is defined nowhere on the page"
                yield Problem(Place(path, number), what, advice)


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def _second_ids(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, line in lines:
        for found in _ID.finditer(line):
            name = found["braces"] or found["tag"]
            if name in first:
                advice = f"It stands in line {first[name]}; links would lead there."
                yield Problem(Place(path, number), f"the id '{name}' is taken", advice)
            first.setdefault(name, number)


def _open_tags(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Yield the tags of HTML that are not closed, or close nothing."""
    opened: list[tuple[str, int]] = []
    for number, tag in _tags(lines):
        name = tag["name"].lower()
        if tag["end"] and opened and opened[-1][0] == name:
            opened.pop()
        elif tag["end"]:
            yield Problem(Place(path, number), f"</{name}> closes nothing", _at(opened))
        elif name not in _VOID and not tag["rest"].endswith("/"):
            opened.append((name, number))
    for name, number in opened:
        advice = f"End it with </{name}>, or write &lt; for the sign itself."
        yield Problem(Place(path, number), f"<{name}> is never closed", advice)


def _tags(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the tags, also those that go over several lines, each with its first line."""
    text = "\n".join(line for _, line in lines)
    for tag in _TAG.finditer(text):
        yield lines[text.count("\n", 0, tag.start())][0], tag


def _at(opened: Sequence[tuple[str, int]]) -> str:
    return f"Open is <{opened[-1][0]}> of line {opened[-1][1]}." if opened else "Leave it out."


def _dead_addresses(
    path: Path, lines: Sequence[tuple[int, str]], docs: Path, uri: str
) -> Iterator[Problem]:
    """Yield the files that HTML names and that are not there: Markdown does not look into it."""
    for number, line in lines:
        for found in _ADDRESS.finditer(line):
            file = found["address"].partition("#")[0].partition("?")[0]
            target = (docs / PurePosixPath(uri).parent / file).resolve()
            is_there = target.is_file() and target.is_relative_to(docs.resolve())
            if file and not _SCHEME.match(file) and not is_there:
                what = f"{found['address']} leads nowhere"
                advice = "Name a file of docs, from the folder of this page: ../page.md#anchor."
                yield Problem(Place(path, number), what, advice)
