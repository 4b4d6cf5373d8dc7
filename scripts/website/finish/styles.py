"""One style sheet for each kind of page: all that it names, without what no page has.

A browser draws nothing before every sheet has come, and each is a request. The theme brings rules
for much that the pages never show: those stay whose classes, ids and values of attributes occur in
a page of the kind, or as words in a script of the site.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from scripts.common.sources import own_code
from scripts.common.store import Store, key_of

THEME = "assets/stylesheets"
"""Where the theme's own sheets are, which nothing names any more."""

_LINK = re.compile(
    r'<link rel="stylesheet" href="(?P<root>[^"]*?)(?P<address>assets/[^"]+\.css)">\n?'
)
_TAG = re.compile(r"<[^>]+>")
_GIVEN = re.compile(r'(?<=\s)([\w-]+)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NAMED = re.compile(
    r"[.#](?P<name>(?:\\.|[\w-])+)"
    r"""|\[(?P<attribute>[\w-]+)=["']?(?P<value>[^]"']+)"""
)
_URL = re.compile(r"""url\((?P<mark>["']?)(?!data:|#)(?P<address>[^)"']+)(?P=mark)\)""")
_AROUND_RULES = {"container", "layer", "media", "supports"}
_BEGINNING = re.compile(r".*(?:--|__)(?=.)")
_NEVER_SET = re.compile(r"dir=|data-md-color-(?:accent|primary)=")
"""What scripts read at most: the direction of writing, and the theme's colours."""


def join_styles(folder: Path, store: Store) -> None:
    """Let each page of a site name one sheet in place of several."""
    scripts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.js"))
    words = {word for script in scripts for word in _WORD.findall(script)}
    kinds: defaultdict[tuple[str, ...], dict[Path, str]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        named = (link["address"] for link in _LINK.finditer(html))
        if sheets := tuple(one for one in named if (folder / one).is_file()):
            kinds[sheets][path] = html
    for sheets, pages in kinds.items():
        css = "".join(_with_ways(folder, address) for address in sheets)
        address = _place(folder, lean_styles(css, given_names(pages.values()), words, store))
        for path, html in pages.items():
            path.write_text(_naming(html, address, sheets), encoding="utf-8")
    for sheet in {sheet for sheets in kinds for sheet in sheets if sheet.startswith(THEME)}:
        (folder / sheet).unlink()


def given_names(pages: Iterable[str]) -> set[str]:
    """Return the classes and ids in pages, and attributes with their values: ``dir=ltr``."""
    tags = set().union(*map(_TAG.findall, pages))
    given = {pair for tag in tags for pair in _GIVEN.findall(tag)}
    names = {name for key, value in given if key in {"class", "id"} for name in value.split()}
    return names | {f"{key}={value}" for key, value in given if key not in {"class", "id", "style"}}


def lean_styles(css: str, given: Set[str], words: Set[str], store: Store) -> str:
    """Return a sheet without the rules for what is neither given in pages nor a word in scripts."""
    named = {name for name in _names(css) if name in given or _may_be_set(name, words)}
    key = key_of("styles", own_code(f"{__name__}._lean"), css, *sorted(named))
    return store.bytes_of(key, lambda: _lean(css, named).encode()).decode()


def _may_be_set(name: str, words: Set[str]) -> bool:
    """Whether a script may give a name: it has it as a word, or its beginning up to the dashes."""
    if _NEVER_SET.match(name):
        return False
    beginning = _BEGINNING.match(name)
    return set(name.split("=")) <= words or bool(beginning and beginning[0] in words)


def _names(css: str) -> Iterator[str]:
    for one in _NAMED.finditer(css):
        name = one["name"] or f"{one['attribute']}={one['value']}"
        yield name.replace("\\", "")


def _lean(css: str, named: Set[str]) -> str:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, named))


def _kept(rules: Iterable[Node], named: Set[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = (one for one in _split(rule.prelude) if _needs(one) <= named)
            if head := ",".join(tinycss2.serialize(one).strip() for one in selectors):
                yield f"{head}{{{tinycss2.serialize(rule.content)}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _AROUND_RULES and rule.content:
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            if kept := "".join(_kept(inside, named)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _split(prelude: Iterable[Node]) -> Iterator[list[Node]]:
    """Yield the selectors of a rule."""
    selector: list[Node] = []
    for token in prelude:
        if token == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _needs(selector: list[Node]) -> set[str]:
    """Return the names without which a selector finds nothing.

    What stands in brackets, as in ``:is(…)`` and ``:not(…)``, may be there or not.
    """
    classes = {name.value for dot, name in pairwise(selector) if dot == "." and _is_name(name)}
    ids = {token.value for token in selector if token.type == "hash"}
    return classes | ids | {value for token in selector for value in _value_asked_for(token)}


def _is_name(token: Node) -> bool:
    return bool(token.type == "ident")


def _value_asked_for(token: Node) -> Iterator[str]:
    """Yield what ``[dir=rtl]`` asks for."""
    if token.type == "[] block":
        inside = [one for one in token.content if one.type != "whitespace"]
        if len(inside) == 3 and inside[1] == "=":
            yield f"{inside[0].value}={inside[2].value}"


def _with_ways(folder: Path, address: str) -> str:
    """Return a sheet whose addresses lead on from ``assets``, where the joined one is."""
    here = Path(address).relative_to("assets").parent.as_posix()
    css = (folder / address).read_text(encoding="utf-8")
    return _URL.sub(rf"url({here}/\g<address>)", css).replace("url(./", "url(")


def _place(folder: Path, css: str) -> str:
    address = f"assets/styles.{sha256(css.encode()).hexdigest()[:8]}.css"
    (folder / address).write_text(css, encoding="utf-8")
    return address


def _naming(html: str, address: str, sheets: Iterable[str]) -> str:
    """Return a page that names one sheet, where it named the first of these."""
    first, *others = (link for link in _LINK.finditer(html) if link["address"] in sheets)
    for link in reversed(others):
        html = html[: link.start()] + html[link.end() :]
    root = first["root"]
    return (
        f'{html[: first.start()]}<link rel="stylesheet" href="{root}{address}">\n'
        f"{html[first.end() :]}"
    )
