r"""Reads a page and lists what it asks the build for, each with its line.

The forms (CONTRIBUTING.md shows them with examples)::

    <!-- check: name -->  and  $$ … $$     a display formula
    $…$                                    inline mathematics
    /// figure | module.function           a figure of snippets/figures
    /// table | module.function            a table of snippets/tables
    /// listing | module.name, …           code of snippets, as it stands
    /// numbers | formula-name             its sides for the numbers of a reader
    /// frameworks | loss                  the same loss from every library, in tabs
    `= module.function(…) | .3f bits`      a number, computed and rounded
    [@eq:name] [@fig:name] [@tab:name]     a reference to a numbered thing
    /// formulas | folder, …               their formulas with their evidence; or all others
    [@formulas:checked]                    how many formulas are checked
    /// argument | drawing                 which formula rests on which; or: | list
    /// quiz | The question?               choices that fold what is to be said of them
    /// short                              what the page says in three lines, and what it needs

Fences, code spans and comments are left alone. A notebook is a page too: a percent-format file
whose Markdown is its commented cells.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from scripts.common.likeness import did_you_mean
from scripts.common.problems import Place, Problem
from scripts.formulas.reading.pages import Display, PageText, take_apart
from scripts.formulas.reading.parts import (
    CODE_SPAN,
    FRONT_MATTER,
    HEADING,
    INLINE_MATH,
    NAME,
    Part,
    markdown_of,
)
from scripts.website.asked.page import (
    Drawing,
    Formula,
    Listing,
    Page,
    Reference,
    Short,
    Value,
)
from scripts.website.asked.slips import invisible_signs, slips

VALUE = re.compile(r"(?<!`)`= (?P<expression>[^`]+?) \| (?P<format>[^`|]*)`(?!`)")
REFERENCE = re.compile(r"\[@(?P<kind>eq|fig|tab):(?P<name>[^\]\s]+)\]")
FILE = re.compile(r"\[@file:(?P<name>cross_entropy(?:_plain)?\.py)\]")
COUNT = re.compile(
    r"\[@formulas:(?P<what>formulas|steps|checked|unchecked|proved|sized|claims|given)\]"
)
BLOCK = re.compile(
    r"^\s*/{3,}\s*(?P<kind>figure|table|listing|frameworks|numbers)\s*\|\s*(?P<argument>.*?)\s*$"
)
FORMULAS = re.compile(r"^\s*/{3,}\s*formulas\s*(?:\|\s*(?P<folders>.*?)\s*)?$")
ARGUMENT = re.compile(r"^\s*/{3,}\s*argument\s*\|\s*(?:drawing|list)\s*$")
ANY_BLOCK = re.compile(r"^\s*(?P<slashes>/{3,})\s*(?P<kind>[\w-]*)")
OPTION = re.compile(r"^ {4,}(?P<key>\w+):\s*(?P<value>.*?)\s*$")
OPTIONS = {
    "figure": {"name", "alt", "numbers"},
    "table": {"name"},
    "listing": set[str](),
    "frameworks": set[str](),
    "numbers": set[str](),
    "short": {"needs"},
    "quiz": {"right"},
}
OPTIONS_OF_OTHERS = {"admonition": {"type"}, "details": {"open"}, "tab": {"new", "select"}}
"""What other blocks may be told; Markdown would show what it does not know, or leave it out."""
_LIKE_AN_OPTION = re.compile(r"^\s+(?P<key>name|alt|numbers|open|new|select|type|attrs)\s*:")
_OUT_OF_PLACE = re.compile(
    r"^(?:\s+|[\s>]*>[\s>]*|\s*(?:[-*+]|\d+\.)\s+)(?P<slashes>/{3,})\s*(?P<kind>figure|table|listing|frameworks|numbers)\b"
)
OWN_NUMBERS = re.compile(r"(?P<formula>[a-z0-9-]+)(?:\((?P<sizes>\w+=\d+(?:, *\w+=\d+)*)\))?")
STRAY_DOLLAR = re.compile(r"(?<!\\)\$")
HEADING_ID = re.compile(r"\{[^}]*#[\w:-]+[^}]*\}\s*$")
LINES_IN_SHORT = 3
FEWEST_CHOICES = 2
BLOCKS = {
    *OPTIONS,
    "formulas",
    "argument",
    "details",
    "tab",
    "note",
    "tip",
    "warning",
    "admonition",
}


def read_page(root: Path, path: Path, uri: str) -> Page:
    """Return what the page at ``root / path`` asks for; malformed forms are its problems."""
    text = markdown_of(root / path)
    front = FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    page = Page(uri=uri, path=path, body=body.strip())
    meta = front["meta"] if front else ""
    if path.suffix == ".md" and not re.search(r"(?m)^description: *\S", meta):
        page.problems.append(
            Problem(
                Place(path, 1),
                "the page has no description",
                "Begin the file with\n---\ndescription: One plain sentence about the page.\n---",
            )
        )
    taken_apart = take_apart(path, text)
    _Reader(path, page).read(taken_apart, text.splitlines())
    docs = (root / path).parents[uri.count("/")]
    page.problems += [*invisible_signs(path, text), *slips(taken_apart, docs, uri)]
    return page


class _Reader:
    """Walks the lines of one page."""

    def __init__(self, path: Path, page: Page) -> None:
        self.path = path
        self.page = page
        self.open_blocks: list[tuple[str, int]] = []

    def read(self, text: PageText, lines: Sequence[str]) -> None:
        self.page.problems += text.problems
        before = ""
        for part in text.parts:
            match part:
                case Display():
                    self._display(part, before)
                    before = ""
                case Part(kind="text"):
                    self._line(part.lines[0], part.number, lines)
                    before = part.lines[0].strip() or before
        for slashes, number in self.open_blocks:
            self._problem(number, "this block is never closed", f"End it with {slashes} alone.")

    def _display(self, part: Display, before: str) -> None:
        """Take a formula with the references in the line of text before it."""
        referred = REFERENCE.finditer(CODE_SPAN.sub("", before))
        named = tuple(found["name"] for found in referred if found["kind"] == "eq")
        place = Place(self.path, part.number)
        self.page.formulas.append(
            Formula(place, part.tex, display=True, name=part.name, named=named)
        )

    def _problem(self, line: int, what: str, advice: str = "") -> None:
        self.page.problems.append(Problem(Place(self.path, line), what, advice))

    def _line(self, line: str, number: int, lines: Sequence[str]) -> None:
        if misplaced := _OUT_OF_PLACE.match(line):
            what = f"a {misplaced['kind']} within a list or a quotation"
            self._problem(number, what, "Begin it at the very left, behind a blank line.")
            if ">" not in misplaced[0]:
                self.open_blocks.append((misplaced["slashes"], number))
        elif fenced := ANY_BLOCK.match(line):
            self._open_or_close(fenced, number)
            if listed := FORMULAS.match(line):
                folders = (folder.strip() for folder in (listed["folders"] or "").split(","))
                self.page.formula_lists.append(tuple(filter(None, folders)))
            if fenced["kind"] == "argument" and not ARGUMENT.match(line):
                advice = "Write /// argument | drawing, or /// argument | list."
                self._problem(number, "an argument is a drawing or a list", advice)
            if fenced["kind"] == "short":
                self._short(number, lines)
            elif fenced["kind"] == "quiz":
                self._quiz(line, number, lines)
            elif block := BLOCK.match(line):
                self._drawing_or_listing(block, number, lines)
            elif fenced["kind"] in OPTIONS:
                self._names_no_function(fenced["kind"], number)
            else:
                if fenced["kind"] in BLOCKS:
                    self._options(fenced["kind"], number, lines)
                self._inline(line, number)
        else:
            self._heading(line, number)
            self._inline(line, number)

    def _open_or_close(self, block: re.Match[str], number: int) -> None:
        if block["kind"] and block["kind"] not in BLOCKS:
            known = ", ".join(sorted(BLOCKS))
            advice = " ".join([f"There are {known}.", did_you_mean(block["kind"], BLOCKS)])
            self._problem(number, f"there is no block '{block['kind']}'", advice.rstrip())
        elif block["kind"]:
            self.open_blocks.append((block["slashes"], number))
        elif self.open_blocks and self.open_blocks[-1][0] == block["slashes"]:
            self.open_blocks.pop()
        else:
            self._problem(number, f"{block['slashes']} closes no block")

    def _names_no_function(self, kind: str, number: int) -> None:
        what = f"this {kind} names no {'formula' if kind == 'numbers' else 'function'}"
        named = {"frameworks": "function", "numbers": "formula-name"}.get(kind, "module.function")
        self._problem(number, what, f"Write /// {kind} | {named}.")

    def _quiz(self, line: str, number: int, lines: Sequence[str]) -> None:
        self._inline(line, number)
        if not line.partition("|")[2].strip():
            self._problem(number, "this quiz asks nothing", "Write /// quiz | The question?")
        right = dict(self._options("quiz", number, lines)).get("right", "")
        choices = said = 0
        for before, at in pairwise(takewhile(lambda one: not ANY_BLOCK.match(one), lines[number:])):
            if at.startswith(": "):
                said += 1
                choices += bool(before.strip()) and not before.startswith((" ", ": "))
        if choices < FEWEST_CHOICES or said != choices:
            what = f"a quiz of {choices} choices with {said} explanations"
            self._problem(number, what, "Write at least two: a line, and ': Why.' on the next.")
        elif right not in map(str, range(1, choices + 1)):
            what = "no choice of this quiz is said to be right"
            self._problem(
                number, what, f"Add '    right: 1', or up to {choices}, on the next line."
            )

    def _short(self, number: int, lines: Sequence[str]) -> None:
        options = dict(self._options("short", number, lines))
        needs = (uri.strip() for uri in options.get("needs", "").split(","))
        self.page.shorts.append(Short(Place(self.path, number), tuple(filter(None, needs))))
        if len(self.page.shorts) > 1:
            self._problem(number, "the page is told in short twice", "Keep one of the two.")
        items = 0
        for line in lines[number:]:
            if ANY_BLOCK.match(line):
                break
            items += line.startswith("- ")
        if items != LINES_IN_SHORT:
            what = f"{items} lines tell the page in short, and not {LINES_IN_SHORT}"
            self._problem(number, what, "Write three, each beginning with '- '.")

    def _drawing_or_listing(self, block: re.Match[str], number: int, lines: Sequence[str]) -> None:
        place = Place(self.path, number)
        argument = block["argument"]
        options = self._options(block["kind"], number, lines)
        if not argument:
            self._names_no_function(block["kind"], number)
            return
        if block["kind"] in ("listing", "frameworks", "numbers"):
            self._list(block["kind"], Listing(place, argument))
            return
        called = argument.partition("(")[0]
        name = options.get("name") or called.replace(".", "-").replace("_", "-")
        if not NAME.fullmatch(name):
            self._problem(number, f"'{name}' is no name of a {block['kind']}", "Write kebab-case.")
        if block["kind"] == "figure" and not options.get("alt"):
            self._problem(
                number,
                "a figure without a text alternative",
                "Add '    alt: What the figure shows, in words.' on the next line.",
            )
        if re.search(r"\$|\[@", options.get("alt", "")):
            self._problem(
                number,
                "a formula or a reference in a text alternative",
                "It is read aloud as it stands: say it in words.",
            )
        numbers = options.get("numbers", "")
        self.page.drawings.append(
            Drawing(
                place=place, kind=block["kind"], expression=argument, name=name, numbers=numbers
            )
        )

    def _list(self, kind: str, listing: Listing) -> None:
        if kind == "numbers" and not OWN_NUMBERS.fullmatch(listing.argument):
            what = f"cannot read the formula of these numbers, {listing.argument}"
            advice = "Write /// numbers | formula-name, or formula-name(N=3, C=2)."
            self._problem(listing.place.line, what, advice)
            return
        asked = {
            "listing": self.page.listings,
            "frameworks": self.page.frameworks,
            "numbers": self.page.numbers,
        }
        asked[kind].append(listing)

    def _options(self, kind: str, number: int, lines: Sequence[str]) -> dict[str, str]:
        known = {**OPTIONS, **OPTIONS_OF_OTHERS}.get(kind, set())
        options: dict[str, str] = {}
        for at, line in enumerate(lines[number:], start=number + 1):
            if not line.strip():
                return options
            option = OPTION.match(line)
            if not line.startswith("    "):
                if _LIKE_AN_OPTION.match(line):
                    self._problem(at, "this is no option", "Begin it with four blanks.")
                return options
            if option is None:
                self._problem(at, "this is no option", "Keep an option on one line, as 'name: …'.")
            elif option["key"] not in known:
                advice = f"It has {', '.join(sorted(known)) or 'none'}."
                self._problem(at, f"a {kind} has no option '{option['key']}'", advice)
            elif option["key"] in options:
                self._problem(at, f"the option '{option['key']}' stands here twice", "Keep one.")
            else:
                options[option["key"]] = option["value"]
        return options

    def _heading(self, line: str, number: int) -> None:
        heading = HEADING.match(line)
        if heading is None:
            return
        if heading["level"] == "#" and not self.page.title:
            self.page.title = HEADING_ID.sub("", heading["text"]).rstrip()
        elif not HEADING_ID.search(heading["text"]) and self.path.suffix == ".md":
            self._problem(
                number,
                f"the heading '{heading['text']}' has no id",
                "Add one at its end, such as {#what-can-go-wrong}, so that links last.",
            )
        if "$" in heading["text"]:
            self._problem(
                number,
                "mathematics in a heading",
                "Headings go into menus, search and page titles: say it in words.",
            )

    def _inline(self, line: str, number: int) -> None:
        place = Place(self.path, number)
        for span in CODE_SPAN.finditer(line):
            if value := VALUE.fullmatch(span[0]):
                self.page.values.append(Value(place, value["expression"], value["format"].strip()))
            elif span[0].startswith("`= "):
                self._unreadable_value(span[0], number)
        text = CODE_SPAN.sub(lambda span: "`" * len(span[0]), line)
        for math in INLINE_MATH.finditer(text):
            self.page.formulas.append(Formula(place, math["tex"], display=False))
        for reference in REFERENCE.finditer(text):
            self.page.references.append(Reference(place, reference["kind"], reference["name"]))
        for form in (INLINE_MATH, REFERENCE, COUNT, FILE):
            text = form.sub(" ", text)
        self._leftovers(text, number)

    def _leftovers(self, text: str, number: int) -> None:
        """Report what begins like a form and is none: a reader would see it as it stands."""
        if STRAY_DOLLAR.search(text):
            self._problem(
                number,
                "a $ that belongs to no formula",
                "Write $…$ on one line without blanks inside, or $$ alone on its line,\n"
                r"or \$ for the sign itself.",
            )
        if "[@" in text:
            what = f"cannot read the reference {text[text.index('[@') :].partition(']')[0]}]"
            self._problem(number, what, "Write [@eq:name], [@fig:name] or [@tab:name].")
        if "`= " in text:
            self._unreadable_value(text[text.index("`= ") :], number)

    def _unreadable_value(self, written: str, number: int) -> None:
        advice = "Write `= module.function(…) | .3f unit` on one line."
        self._problem(number, f"cannot read the value {written}", advice)
