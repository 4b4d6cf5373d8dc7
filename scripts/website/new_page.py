"""Begins a page: writes the skeletons of all that it needs, and its line of the menu.

What it writes is small and whole: the site can be built and the tests pass right after.
"""

import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.formulas.reading.parts import NAME
from scripts.website.asked.needs import MENU

TIERS = Path("tests/snippets/plain/tiers.py")
"""The tests of the plain functions name every module."""

_LISTED = (
    "from snippets.careful import (\n    {0} as careful_{0},\n)\n",
    "    {0},\n",
    "        {0},\n",
    "        careful_{0},\n",
)
"""How a module stands in each of the lists there."""

_SKELETONS = Path(__file__).with_suffix(".txt")
_FILE = re.compile(r"(?m)^==> (?P<path>.+)\n")
_ENTRY = re.compile(r"^(?P<indent> +)- (?:[^:]+: )?(?P<uri>\S+\.(?:md|py))\s*(?:#.*)?$")


class NewPageError(Exception):
    """The page cannot be begun: why, and what to do."""


def begin_page(root: Path, name: str, title: str) -> list[Path]:
    """Write the skeletons of a page and its line of the menu; return the files, from ``root``.

    ``name`` is the page's address without the ending, such as ``foundations/jensen``.

    Raises:
        NewPageError: the name or the title is none, or a file is there already.
    """
    _refuse_bad_names(name, title)
    skeletons = dict(_filled(name, " ".join(title.split())))
    if there := [path.as_posix() for path in skeletons if (root / path).exists()]:
        what = f"nothing was written: {', '.join(there)} is there already"
        raise NewPageError(f"{what}. Take another NAME.")
    changed = {
        MENU: _with_entry((root / MENU).read_text(encoding="utf-8"), f"{name}.md"),
        TIERS: _with_module((root / TIERS).read_text(encoding="utf-8"), _module(name)),
    }
    for path, text in (skeletons | changed).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return [*skeletons, *changed]


def _refuse_bad_names(name: str, title: str) -> None:
    parts = name.split("/")
    if not all(map(NAME.fullmatch, parts)):
        what = f"'{name}' is no name of a page"
        raise NewPageError(f"{what}. Write kebab-case, as in NAME=foundations/jensen.")
    if not _module(name).isidentifier() or keyword.iskeyword(_module(name)):
        what = f"'{parts[-1]}' can be no module of Python"
        raise NewPageError(f"{what}. Take a name that begins with a letter and is no word of it.")
    if not title.strip() or set(title) & set('"\\$<>`\n'):
        what = f"'{title}' is no title"
        raise NewPageError(
            f'{what}. Write words without markup, as in TITLE="Jensen\'s inequality".'
        )


def _module(name: str) -> str:
    return name.rpartition("/")[2].replace("-", "_")


def _filled(name: str, title: str) -> Iterator[tuple[Path, str]]:
    """Yield each file of a page with its text."""
    text = _SKELETONS.read_text(encoding="utf-8")
    words = {
        "name": name,
        "kebab": name.rpartition("/")[2],
        "module": _module(name),
        "title": title,
    }
    for word, meant in words.items():
        text = text.replace(f"«{word}»", meant)
    _, *parts = _FILE.split(text)
    yield from ((Path(path), body) for path, body in zip(parts[::2], parts[1::2], strict=True))


def _with_entry(menu: str, uri: str) -> str:
    """Return the settings with a page in the menu: behind those of its folder, or at the end."""
    lines = menu.splitlines()
    entries = {at: found for at, line in enumerate(lines) if (found := _ENTRY.match(line))}
    folder = uri.rpartition("/")[0]
    beside = [at for at, found in entries.items() if found["uri"].rpartition("/")[0] == folder]
    if beside:
        # The first of the sections that have pages of this folder.
        at = next(at for at in beside if at + 1 not in beside)
        new = [f"{entries[at]['indent']}- {uri}"]
    else:
        at = max(entries)
        new = [f"  - {folder.replace('-', ' ').replace('/', ', ').capitalize()}:", f"      - {uri}"]
    return "\n".join([*lines[: at + 1], *new, *lines[at + 1 :], ""])


def _with_module(tiers: str, module: str) -> str:
    """Return the lists of modules with one more, in the order of the alphabet."""
    for form in _LISTED:
        pattern = (
            re.escape(form).replace(r"\{0\}", r"(?!careful_)(\w+)", 1).replace(r"\{0\}", r"\1")
        )
        found = list(re.finditer(f"^{pattern}", tiers, re.MULTILINE))
        after = [entry.end() for entry in found if entry[1] < module]
        at = after[-1] if after else found[0].start()
        tiers = tiers[:at] + form.format(module) + tiers[at:]
    return tiers
