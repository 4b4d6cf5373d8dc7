"""What an author of HTML in a page does not mean, and browsers read in a way of their own."""

import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from pathlib import Path, PurePosixPath

from scripts.common.likeness import did_you_mean
from scripts.common.problems import Place, Problem

_TAG = re.compile(r"(?<!\\)<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:\s[^<>]*)?)>")
_COMMENT = re.compile(r"<!--.*?-->")
_ENTITY = re.compile(r"(?<!\\)&(?P<name>#[xX]?[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_ATTRIBUTE = re.compile(r"""\s(?P<name>[a-zA-Z][\w:-]*)(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]*))?""")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
"""Elements without an end; pages may hold few of them, which is told where their HTML is seen."""
_ADDRESS = re.compile(r"""<[^<>]*\s(?:href|src)=["']?(?P<address>[^"'\s>]*)""")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_CLOSES_P = frozenset(
    {
        *("blockquote", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("hr", "ol", "p", "pre", "section", "table", "ul"),
    }
)
"""Elements before which browsers end a paragraph, wherever its author ends it."""

Lines = Sequence[tuple[int, str]]


def html_slips(path: Path, lines: Lines, docs: Path, uri: str) -> Iterator[Problem]:
    """Yield what is not meant in the HTML of a page, the source of ``docs / uri``.

    ``lines`` are those of its text, each with its number, without code and formulas.
    """
    lines = [(number, _COMMENT.sub("", line)) for number, line in lines]
    yield from _open_comments(path, lines)
    yield from open_tags(path, lines)
    yield from _second_attributes(path, lines)
    yield from _unknown_entities(path, lines)
    yield from _dead_addresses(path, lines, docs, uri)


def _open_comments(path: Path, lines: Lines) -> Iterator[Problem]:
    for number, line in lines:
        if "<!--" in line:
            what = "this comment is never closed"
            yield Problem(Place(path, number), what, "End it with --> on the same line.")


def _second_attributes(path: Path, lines: Lines) -> Iterator[Problem]:
    for number, tag in _tags(lines):
        names = [found["name"].lower() for found in _ATTRIBUTE.finditer(tag["rest"])]
        for name in sorted({name for name in names if names.count(name) > 1}):
            what = f"<{tag['name']}> has the attribute {name} twice"
            yield Problem(Place(path, number), what, "Browsers take the first: leave one out.")


def _unknown_entities(path: Path, lines: Lines) -> Iterator[Problem]:
    for number, line in lines:
        for found in _ENTITY.finditer(line):
            name = found["name"]
            if not (_is_sign(name[1:]) if name.startswith("#") else f"{name};" in html5):
                known = (one.removesuffix(";") for one in html5)
                advice = did_you_mean(name, known) or "Write the sign itself, or &amp; for &."
                yield Problem(Place(path, number), f"{found[0]} is no sign", advice)


def _is_sign(code: str) -> bool:
    """Tell whether the number in an entity is that of a sign that can be seen."""
    is_hexadecimal = code[0] in "xX"
    number = int(code[1:] or "0", 16) if is_hexadecimal else int(code) if code.isdecimal() else 0
    return number in range(0x20, 0x110000) and chr(number).isprintable()


def open_tags(path: Path, lines: Lines) -> Iterator[Problem]:
    """Yield the tags of HTML that are not closed, or close nothing."""
    opened: list[tuple[str, int]] = []
    for number, tag in _tags(lines):
        name = tag["name"].lower()
        if tag["end"] and opened and opened[-1][0] == name:
            opened.pop()
        elif tag["end"]:
            yield Problem(Place(path, number), f"</{name}> closes nothing", _at(opened))
        else:
            around = [one for one, _ in opened]
            if (name == "a" and "a" in around) or (name in _CLOSES_P and "p" in around):
                what = f"<{name}> within <{'a' if name == 'a' else 'p'}>"
                yield Problem(
                    Place(path, number), what, f"Browsers end that before it. {_at(opened)}"
                )
            if name not in _VOID and not tag["rest"].endswith("/"):
                opened.append((name, number))
    for name, number in opened:
        advice = f"End it with </{name}>, or write &lt; for the sign itself."
        yield Problem(Place(path, number), f"<{name}> is never closed", advice)


def _tags(lines: Lines) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the tags, also those that go over several lines, each with its first line."""
    text = "\n".join(line for _, line in lines)
    for tag in _TAG.finditer(text):
        yield lines[text.count("\n", 0, tag.start())][0], tag


def _at(opened: Sequence[tuple[str, int]]) -> str:
    return f"Open is <{opened[-1][0]}> of line {opened[-1][1]}." if opened else "Leave it out."


def _dead_addresses(path: Path, lines: Lines, docs: Path, uri: str) -> Iterator[Problem]:
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
