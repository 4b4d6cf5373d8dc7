"""The page of symbols for readers: its source speaks to the checker of formulas."""

import re
from collections.abc import Mapping

from scripts.formulas.reading.declarations import read_bound
from scripts.formulas.reading.parts import INLINE_MATH
from scripts.website.made.meanings import in_words
from scripts.website.made.read_aloud import read_aloud

_HOME = re.compile(
    r"(?m)^\|(?P<symbols>[^|\n]*)\| (?P<meaning>[^|\n]*) \| "
    r"`(?P<home>[^`\n]+)`(?:, (?P<page>\[[^|\n]*))? \|$"
)


def for_readers(page: str, first: Mapping[str, str] | None = None) -> str:
    """Return a notation page with what its tables say to the checker in words for readers.

    Each meaning begins with how the symbol is read aloud. ``first`` says in which formula a symbol
    comes first; it is told of those that no page is named for.
    """

    def row_in_words(row: re.Match[str]) -> str:
        symbols = [math["tex"] for math in INLINE_MATH.finditer(row["symbols"])]
        said = f'<span class="said">{", ".join(map(read_aloud, symbols))}</span>'
        home = _home_in_words(row["home"], row["page"] or "")
        named = [first[tex] for tex in symbols if first and tex in first]
        if named and not row["page"]:
            home = f"{home}; {named[0]}"
        return f"|{row['symbols']}| {said} · {row['meaning']} | {home} |"

    return _HOME.sub(row_in_words, page)


def _home_in_words(home: str, explained: str) -> str:
    if home in ("local", "built in"):
        return explained
    base = home.removeprefix("base ")
    return f"base ${base}$" if base != home else in_words(read_bound(home))
