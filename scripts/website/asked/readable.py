"""Whether the files of pages can be read at all, told before anything reads them."""

import codecs
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import yaml

from scripts.common.latest import latest
from scripts.common.problems import Place, Problem
from scripts.formulas.reading.parts import FRONT_MATTER
from scripts.website.asked.settings import twice

_SAVE = "Save the file as UTF-8, without a byte-order mark."
DESCRIPTION = 300
"""Search engines show half of it."""
_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def unreadable(root: Path, docs: Path) -> Iterator[Problem]:
    """Yield what keeps pages from being read: their encoding, or their front matter."""
    for path in sorted([*docs.rglob("*.md"), *docs.glob("notebooks/*.py")]):
        shown = path.relative_to(root)
        if path.is_dir():
            what = "a folder that is called like a page"
            yield Problem(Place(shown, 1), what, "Call it by a name that does not end in .md.")
        elif path.is_file():
            content = path.read_bytes()
            yield from latest(("readable", path), content, partial(_all_unreadable, shown, content))


def _all_unreadable(shown: Path, content: bytes) -> list[Problem]:
    return [*_unreadable_text(shown, content)]


def _unreadable_text(shown: Path, content: bytes) -> Iterator[Problem]:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            yield Problem(Place(shown, 1), f"the file is {encoding}", _SAVE)
            return
    if content.startswith(codecs.BOM_UTF8):
        yield Problem(Place(shown, 1), "the file begins with a byte-order mark", _SAVE)
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"the byte {content[error.start]:#04x} is no UTF-8"
        yield Problem(Place(shown, line), what, _SAVE)
        return
    if (front := FRONT_MATTER.match(text)) and shown.suffix == ".md":
        yield from _unreadable_front_matter(shown, front["meta"])


def _unreadable_front_matter(shown: Path, meta: str) -> Iterator[Problem]:
    advice = 'Write one "name: value" a line, and a value that holds a colon in quotation marks.'
    try:
        found = yaml.safe_load(meta)
    except yaml.YAMLError as error:
        at = getattr(error, "problem_mark", None)
        line = at.line + 2 if at else 1
        what = getattr(error, "problem", None) or "it is no YAML"
        yield Problem(Place(shown, line), f"cannot read the front matter: {what}", advice)
        return
    for key in twice(yaml.compose(meta, Loader=yaml.SafeLoader)):
        what = f"'{key.value}' stands in the front matter twice"
        yield Problem(Place(shown, key.start_mark.line + 2), what, "Keep one.")
    yield from _odd_description(shown, found)
    if not isinstance(found, dict | None):
        what = "the front matter is no list of names and values"
        yield Problem(Place(shown, 2), what, advice)


def _odd_description(shown: Path, front: object) -> Iterator[Problem]:
    told = front.get("description", "A page.") if isinstance(front, dict) else "A page."
    if not isinstance(told, str) or not 0 < len(told.strip()) <= DESCRIPTION:
        what = f"the description is no text of up to {DESCRIPTION} signs"
        yield Problem(Place(shown, 1), what, "Say in one plain sentence what the page is about.")
