"""Whether the styles and the scripts of the site can be read at all, told with file and line.

A browser says nothing to readers of what it cannot read: the site would work and look otherwise.
Scripts are read by V8, and none of them runs.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from py_mini_racer import JSEvalException, JSParseException, MiniRacer

from scripts.common.problems import Place, Problem
from scripts.common.sources import own_code
from scripts.common.store import Store, hash_of, key_of
from scripts.website.asked.style_sheets import Fault, sheet_faults

FOLDERS = ("docs", "scripts/editions")
_SCRIPT = re.compile(r"<script>(?P<code>.*?)</script>", re.DOTALL)
_FILLED_IN = re.compile(r"\{[{%#]")
_TOLD = re.compile(r"<anonymous>:(?P<line>\d+): SyntaxError: (?P<what>.*)")
_ADVICE = "Mend it as the language wants it; browsers pass over what they cannot read."


def theme_faults(root: Path) -> list[Problem]:
    """Return what no browser could read in the styles, scripts and templates of the site."""
    files = [*_files(root)]
    own = own_code(f"{__name__}.faults_of")
    key = key_of(own, *(part for path in files for part in (path.suffix, hash_of(path))))
    return Store.of(root).unless_clean(
        key,
        lambda: (
            Problem(Place(path.relative_to(root), line), what, _ADVICE)
            for path in files
            for line, what in faults_of(path)
        ),
    )


def faults_of(path: Path) -> Iterator[Fault]:
    """Yield what cannot be read in one file, by the kind that its name says."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield 1, "the file is no UTF-8"
        return
    yield from _READERS[path.suffix](text)


def script_faults(text: str) -> Iterator[Fault]:
    """Yield the first thing that V8 cannot read in a script."""
    with MiniRacer() as engine:
        try:
            # It is read as a whole first, and what it says is never reached.
            engine.eval(f'"use strict";throw 0;{text}')
        except JSParseException as error:
            told = _TOLD.search(str(error))
            line, what = (int(told["line"]), told["what"]) if told else (1, str(error))
            yield line, f"cannot read this script: {what}"
        except JSEvalException:
            return


def _faults_of_template(text: str) -> Iterator[Fault]:
    """Yield what cannot be read in the scripts of a template into which nothing is filled in."""
    for script in _SCRIPT.finditer(text):
        above = text.count("\n", 0, script.start("code"))
        code = "" if _FILLED_IN.search(script["code"]) else script["code"]
        yield from ((line + above, what) for line, what in script_faults(code))


_READERS: dict[str, Callable[[str], Iterable[Fault]]] = {
    ".css": sheet_faults,
    ".html": _faults_of_template,
    ".js": script_faults,
}


def _files(root: Path) -> Iterator[Path]:
    found = chain.from_iterable((root / folder).rglob("*") for folder in FOLDERS)
    return (path for path in sorted(found) if path.suffix in _READERS and path.is_file())
