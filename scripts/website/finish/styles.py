"""One style sheet for each kind of page: all that it names, joined and made lean.

A browser draws nothing before every sheet has come, and each is a request.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from scripts.common.latest import latest
from scripts.common.store import Store
from scripts.website.beside.texts import Texts
from scripts.website.finish.lean_styles import Names, given_names, lean_styles, words_of
from scripts.website.finish.named import place_named

THEME = "assets/stylesheets"
"""Where the theme's own sheets are, which nothing names any more."""

_LINK = re.compile(
    r'<link rel="stylesheet" href="(?P<root>[^"]*?)(?P<address>assets/[^"]+\.css)">\n?'
)
_URL = re.compile(r"""url\((?P<mark>["']?)(?!data:|#)(?P<address>[^)"']+)(?P=mark)\)""")


def join_styles(folder: Path, pages: Texts, scripts: Iterable[Path], store: Store) -> None:
    """Let each page of a site name one sheet in place of several; ``scripts`` run in its pages."""
    words = set().union(*(_words(path) for path in scripts))
    kinds: defaultdict[tuple[str, ...], dict[Path, str]] = defaultdict(dict)
    for path, html in pages.items():
        named = (link["address"] for link in _LINK.finditer(html))
        if sheets := tuple(one for one in named if (folder / one).is_file()):
            kinds[sheets][path] = html
    for sheets, alike in kinds.items():
        css = "".join(_with_ways(folder, address) for address in sheets)
        names = Names(set().union(*(_names(*page) for page in alike.items())), words)
        lean = latest(("styles", sheets), (css, names), partial(lean_styles, css, names, store))
        address = place_named(folder, "styles.css", lean)
        for path, html in alike.items():
            pages[path] = _naming(html, address, sheets)
    for sheet in {sheet for sheets in kinds for sheet in sheets if sheet.startswith(THEME)}:
        (folder / sheet).unlink()


def _words(script: Path) -> set[str]:
    text = script.read_text(encoding="utf-8")
    return latest(("words", script), text, partial(words_of, text))


def _names(page: Path, html: str) -> set[str]:
    return latest(("names", page), html, partial(given_names, html))


def _with_ways(folder: Path, address: str) -> str:
    """Return a sheet whose addresses lead on from ``assets``, where the joined one is."""
    here = Path(address).relative_to("assets").parent.as_posix()
    css = (folder / address).read_text(encoding="utf-8")
    return _URL.sub(rf"url({here}/\g<address>)", css).replace("url(./", "url(")


def _naming(html: str, address: str, sheets: Collection[str]) -> str:
    """Return a page that names one sheet, where it named the first of these."""
    first, *others = (link for link in _LINK.finditer(html) if link["address"] in sheets)
    for link in reversed(others):
        html = html[: link.start()] + html[link.end() :]
    link_to_all = f'<link rel="stylesheet" href="{first["root"]}{address}">\n'
    return f"{html[: first.start()]}{link_to_all}{html[first.end() :]}"
