"""Scripts in as few files as pages need, whose names change with what is in them.

What all pages of a kind load is one file for the head, one for what runs while the page is read and
one for what runs behind it: each further file would be a request with headers of its own. What only
some pages need stays apart, so that one that has it takes nothing else anew.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache, partial
from pathlib import Path, PurePosixPath

from scripts.website.beside.texts import Texts
from scripts.website.finish.named import place_named
from scripts.website.made.page_scripts import LIVE

_TAG = re.compile(
    r'<script src="(?P<root>[^"]*?)(?P<address>assets/[^"]+\.js)"(?P<when>(?: defer)?)></script>\n?'
)
_JOINED = {"": "bundle", " defer": "scripts"}
"""The names of what was joined: what runs where it stands, and what waits for the whole page."""


def join_scripts(folder: Path, pages: Texts, apart: Collection[str]) -> list[Path]:
    """Let each page of a site name its scripts by their content, joined but for those ``apart``.

    Returns the scripts that pages name now. Those that were joined or renamed are gone.
    """
    named: set[str] = set()
    kept: set[str] = set()
    place = cache(partial(_place, folder))
    for path, html in pages.items():
        for group in _groups(folder, html, apart):
            address = place(tuple(tag["address"] for tag in group), group[0]["when"])
            html = _naming(html, group, address)
            named |= {tag["address"] for tag in group}
        kept |= {tag["address"] for tag in _TAG.finditer(html)}
        pages[path] = html
    for address in named - kept:
        (folder / address).unlink()
    return [folder / address for address in sorted(kept) if (folder / address).is_file()]


def _groups(folder: Path, html: str, apart: Collection[str]) -> Iterable[list[re.Match[str]]]:
    """Return the tags of a page, in groups that become one tag each."""
    groups: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    end_of_head = html.find("</head>")
    for tag in _TAG.finditer(html):
        address = tag["address"]
        # Those of single pages have such names already.
        if (folder / address).is_file() and not address.startswith(f"{LIVE}/"):
            # Nothing is drawn before a script of the head has come, and fonts come meanwhile.
            together = f"head{tag['when']}" if tag.start() < end_of_head else tag["when"]
            groups[address if address in apart else together].append(tag)
    return groups.values()


def _place(folder: Path, addresses: tuple[str, ...], when: str) -> str:
    # A script may end without a semicolon, or with a remark.
    code = "\n;".join((folder / address).read_text(encoding="utf-8") for address in addresses)
    first = PurePosixPath(addresses[0]).name.partition(".")[0]
    name = _JOINED[when] if len(addresses) > 1 else first
    return place_named(folder, f"{name}.js", code)


def _naming(html: str, group: list[re.Match[str]], address: str) -> str:
    """Return a page that names one script, where it named the last of these."""
    *others, last = (tag[0] for tag in group)
    for tag in others:
        html = html.replace(tag, "", 1)
    end = "\n" if last.endswith("\n") else ""
    tag = f'<script src="{group[-1]["root"]}{address}"{group[0]["when"]}></script>{end}'
    return html.replace(last, tag, 1)
