"""What an author of a page does not mean, and Markdown publishes without a word."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from scripts.common.likeness import did_you_mean
from scripts.common.problems import Place, Problem
from scripts.formulas.reading.pages import Display, PageText
from scripts.formulas.reading.parts import CODE_SPAN, HEADING, INLINE_MATH, NOTATION_BLOCK, Part
from scripts.website.asked.markup import html_slips
from scripts.website.asked.shapes import shape_slips
from scripts.website.asked.signs import invisible

_QUESTION = re.compile(r"\{ *\.question *\}")
_VALUE_WITHOUT_BLANK = re.compile(r"`=[\w(\[][^`]*`")
_DEFINED = re.compile(r"^ {0,3}\[(?P<label>[^\]@]+)\]:")
_USED = re.compile(
    r"(?:\[(?P<text>[^\[\]]*))?\]\[(?P<label>[^\[\]@]*)\]|\[(?P<note>\^[^\]]+)\](?!:)"
)
_DECLARES = re.compile(r"^(?:\s*<!--.*?)?\s*\$[^$]+\$\s*:")
_ID = re.compile(r"""\{[^{}]*#(?P<braces>[\w:.-]+)[^{}]*\}|<[^<>]*\bid=["']?(?P<tag>[^"'\s>]+)""")
_OPTION = re.compile(r" {4,}\w+: ")
_UNENDED_LINK = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*$")
_GOAL = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|<(?=[a-z]+:))(?P<goal>[^\s>)]+)")
_DEEP = re.compile(r"\s{32,}(?:[-*+]|\d+\.)\s|(?:\s*>){9,}")
_EMPTY_LINK = re.compile(r"(?<!!)\[\s*\]\([^)]*\)|\[[^\]]*\]\(\s*\)")
_LINK_IN_LINK = re.compile(
    r"(?<!!)\[[^\[\]]*(?P<inner>(?<!!)\[(?:@[^\[\]]*\]|[^\[\]]*\]\([^()]*\)))[^\[\]]*\]\("
)
LANGUAGES = frozenset(
    {
        *("bash", "console", "css", "html", "ini", "js", "json", "make", "md", "nginx", "pycon"),
        *("python", "sh", "tex", "text", "toml", "xml", "yaml"),
    }
)
"""The languages of fences: in another one, or in a mistyped one, code would have no colours."""


def invisible_signs(path: Path, text: str) -> Iterator[Problem]:
    """Yield the signs that no reader sees and that change what others read."""
    for number, line in enumerate(text.split("\n"), start=1):
        for what in invisible(line):
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
    yield from _links_without_end(page.path, prose)
    yield from _too_deep(page.path, lines)
    yield from shape_slips(page.path, prose)
    yield from _conflicts(page.path, lines)
    yield from _odd_code(page.path, page.parts)
    yield from _lost_notation(page.path, page.parts)
    yield from html_slips(page.path, prose, docs, uri)


def _missing_head(path: Path, lines: Sequence[str]) -> Iterator[Problem]:
    headings = (HEADING.match(line) for line in lines)
    if not any(heading and heading["level"] == "#" for heading in headings):
        yield Problem(Place(path, 1), "the page has no title", "Begin its text with '# Its title'.")
    questions = [number for number, line in enumerate(lines) if _QUESTION.search(line)]
    if len(questions) > 1:
        what = "the page has two questions"
        yield Problem(Place(path, 1), what, "Keep the one under its title.")
    if not questions:
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
    return INLINE_MATH.sub("·", CODE_SPAN.sub("·", line))


def _undefined(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Yield the links and footnotes whose label is defined nowhere on the page, or twice."""
    defined: dict[str, int] = {}
    used = {_label(one["note"] or "") for _, line in lines for one in _USED.finditer(line)}
    for number, line in lines:
        if found := _DEFINED.match(line):
            label = _label(found["label"])
            if label in defined:
                advice = f"It stands in line {defined[label]}; give one another label."
                yield Problem(Place(path, number), f"the label [{label}] is taken", advice)
            elif label.startswith("^") and label not in used:
                what = f"no text refers to the footnote [{label}]"
                yield Problem(Place(path, number), what, f"Put [{label}] where it belongs.")
            defined.setdefault(label, number)
    for number, line in lines:
        for mention in _USED.finditer(line):
            label = mention["note"] or mention["label"] or mention["text"] or ""
            if _label(label) not in defined:
                kind = "footnote" if mention["note"] else "link"
                advice = f"Add a line that begins with '[{label}]: '."
                what = f"the {kind} [{label}] is defined nowhere on the page"
                yield Problem(Place(path, number), what, advice)


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def _links_without_end(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Yield the links that Markdown takes for text, and those that no reader can follow."""
    for number, line in lines:
        if _UNENDED_LINK.search(line):
            what = "this link is never closed"
            yield Problem(Place(path, number), what, "End it with ) on the same line.")
        if nested := _LINK_IN_LINK.search(line):
            what = f"the link {nested['inner']} stands in the words of another"
            yield Problem(Place(path, number), what, "Put it before the other link, or behind it.")
        for found in _GOAL.finditer(line):
            if not _is_address(found["goal"]):
                what = f"{found['goal']} is no address"
                yield Problem(Place(path, number), what, "Brackets go around an IPv6 address.")
        if empty := _EMPTY_LINK.search(line):
            what = f"the link {empty[0]} has no words, or leads nowhere"
            yield Problem(Place(path, number), what, "Write [its words](page.md#anchor).")


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def _conflicts(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    for number, line in lines:
        if re.match(r"(?:<{7}|>{7}) ", line):
            advice = "Choose one of the two versions, and delete the three lines of signs."
            yield Problem(Place(path, number), "a conflict of git that nobody has solved", advice)


def _too_deep(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    for number, line in lines:
        if _DEEP.match(line):
            advice = "Nobody can follow more than a few levels: write paragraphs."
            yield Problem(Place(path, number), "a list or a quotation too deep", advice)


def _odd_code(path: Path, parts: Sequence[Part | Display]) -> Iterator[Problem]:
    """Yield the code that is in no language, and that which does not run where it is pasted."""
    for part in parts:
        if not isinstance(part, Part) or part.kind != "fence":
            continue
        language = part.lines[0].strip("> \t`~")
        if language and language not in LANGUAGES:
            known = f"There are {', '.join(sorted(LANGUAGES))}."
            advice = " ".join([known, did_you_mean(language, LANGUAGES)]).rstrip()
            yield Problem(Place(path, part.number), f"a fence in no language: {language}", advice)
        for number, line in enumerate(part.lines, start=part.number):
            if blank := re.search(r"[^\S \t]", line):
                what = f"the blank U+{ord(blank[0]):04X} stands in code"
                advice = "Who copies the code cannot run it: type an ordinary blank."
                yield Problem(Place(path, number), what, advice)


def _lost_notation(path: Path, parts: Sequence[Part | Display]) -> Iterator[Problem]:
    """Yield the comments that declare symbols and are no notation block, so that nobody reads."""
    for part in parts:
        if isinstance(part, Part) and part.kind == "comment":
            declares = any(map(_DECLARES.match, part.lines))
            if declares and not NOTATION_BLOCK.match(part.lines[0]):
                what = "this comment declares symbols, and nobody reads it"
                advice = "Begin it with <!-- notation, alone on its line."
                yield Problem(Place(path, part.number), what, advice)


def _second_ids(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, line in lines:
        for found in _ID.finditer(line):
            name = found["braces"] or found["tag"]
            if name in first:
                advice = f"It stands in line {first[name]}; links would lead there."
                yield Problem(Place(path, number), f"the id '{name}' is taken", advice)
            first.setdefault(name, number)
