"""Leaves out of a style sheet the rules for what no page has.

The theme brings rules for much that the pages never show. Those stay whose classes, ids and values
of attributes occur in a page, or as words in a script, which may give them to a page. Of the rest
only those properties, fonts and movements stay that something speaks of.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from scripts.common.sources import own_code
from scripts.common.store import Store, key_of

_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTE = re.compile(r'(?<=\s)([\w-]+)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_JOINTS = ("--", "__")
"""Up to there a script may have the beginning of a class, to which it adds the rest."""
_NEVER_SET = re.compile(r"dir=|data-md-color-(?:accent|primary)=")
"""What scripts read at most: the direction of writing, and the theme's colours."""
_AROUND_RULES = {"container", "layer", "media", "supports"}
_ANNOTATED = {"annotate", "content.code.annotate"}
_ONLY_WITH = {
    "md-annotation": _ANNOTATED,
    "md-source": {"data-md-component=source"},
    "md-tooltip": {
        *_ANNOTATED,
        "content.footnote.tooltips",
        "content.tooltips",
        "navigation.instant.preview",
    },
}
"""What the theme's script makes of a page that asks for it: by a class, a feature, a component."""
_ASKED = set().union(*_ONLY_WITH.values())
_FEATURES = re.compile(r'"features": \[([^\]]*)\]')

_CUSTOM = r"--[A-Za-z_][\w-]*"
_READ = re.compile(rf"var\(\s*({_CUSTOM})")
_SET = re.compile(rf"""(?<=[{{;])({_CUSTOM}):(?:"[^"]*"|'[^']*'|\([^()"']*\)|[^;}}"'])*;?""")
_EMPTY = re.compile(r"""(?:^|(?<=[{}]))[^{}@"']+\{\}""")
_FACE = re.compile(r'@font-face\s*\{[^}]*font-family:"?(?P<name>[^";}]+)[^}]*\}')
_MOVE = re.compile(r"@keyframes\s+(?P<name>[\w-]+)\s*\{(?:[^{}]*\{[^{}]*\})*\s*\}")


@dataclass(frozen=True)
class Names:
    """What selectors may find: names in pages, such as ``md-nav`` and ``dir=ltr``, and scripts."""

    given: Set[str]
    words: Set[str]

    def of_sheet(self, css: str) -> "Names":
        """Return those that a sheet may speak of."""
        said = words_of(css)
        given = {name for name in self.given if words_of(name) <= said or name in _ASKED}
        words = {word for word in self.words if word in said or word.endswith(_JOINTS)}
        return Names(given, words)

    def have(self, name: str) -> bool:
        """Tell whether a page has a name, or may get it from a script."""
        if name in self.given or _NEVER_SET.match(name):
            return name in self.given
        for beginning, asked in _ONLY_WITH.items():
            if name.startswith(beginning) and asked.isdisjoint(self.given):
                return False
        beginning = name[: max(map(name.rfind, _JOINTS)) + 2]
        is_joined = beginning.endswith(_JOINTS) and beginning in self.words
        return is_joined or set(name.split("=")) <= self.words


def words_of(text: str) -> set[str]:
    """Return the words of a script, a sheet or a name."""
    return set(_WORD.findall(text))


def given_names(page: str) -> set[str]:
    """Return the classes and ids in a page, and attributes with their values: ``dir=ltr``.

    With them are the properties that it reads itself, such as ``--ink``, and the theme's features,
    such as ``toc.follow``.
    """
    asked = set(_READ.findall(page))
    asked.update(*(re.findall(r"[\w.]+", some) for some in _FEATURES.findall(page)))
    given = {pair for tag in set(_TAG.findall(page)) for pair in _ATTRIBUTE.findall(tag)}
    names = {name for key, value in given if key in {"class", "id"} for name in value.split()}
    names |= asked
    return names | {f"{key}={value}" for key, value in given if key not in {"class", "id", "style"}}


def lean_styles(css: str, names: Names, store: Store) -> str:
    """Return a sheet without the rules that can find nothing, made now or before."""
    names = names.of_sheet(css)
    made_of = (css, repr(sorted(names.given)), repr(sorted(names.words)))
    key = key_of("styles", own_code(f"{__name__}._lean"), *made_of)
    return store.bytes_of(key, lambda: _lean(css, names).encode()).decode()


def _lean(css: str, names: Names) -> str:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    lean = "".join(_kept(rules, names))
    while (leaner := _without_the_unread(lean, names)) != lean:
        lean = leaner
    return _without_the_unnamed(_without_the_unnamed(lean, _FACE), _MOVE)


def _without_the_unread(css: str, names: Names) -> str:
    """Return a sheet without the properties of its own that nothing reads."""
    read = {*_READ.findall(css), *names.given}

    def kept(one: re.Match[str]) -> str:
        return one[0] if one[1] in read or one[1].lstrip("-") in names.words else ""

    return _EMPTY.sub("", _SET.sub(kept, css))


def _without_the_unnamed(css: str, definition: re.Pattern[str]) -> str:
    """Return a sheet without the fonts, or movements, that none of its rules names."""
    rest = definition.sub("", css)
    return definition.sub(lambda one: one[0] if one["name"] in rest else "", css)


def _kept(rules: Iterable[Node], names: Names) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = (one for one in _split(rule.prelude) if all(map(names.have, _needs(one))))
            if head := ",".join(tinycss2.serialize(one).strip() for one in selectors):
                yield f"{head}{{{tinycss2.serialize(rule.content)}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _AROUND_RULES and rule.content:
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            if kept := "".join(_kept(inside, names)):
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


def _needs(selector: list[Node]) -> Iterator[str]:
    """Yield the names without which a selector finds nothing.

    What stands in brackets, as in ``:is(…)`` and ``:not(…)``, may be there or not.
    """
    for before, token in pairwise([None, *selector]):
        if token.type == "hash" or (token.type == "ident" and before == "."):
            yield token.value
        elif token.type == "[] block":
            yield from _value_asked_for(token)


def _value_asked_for(block: Node) -> Iterator[str]:
    """Yield what ``[dir=rtl]`` asks for."""
    inside = [one for one in block.content if one.type != "whitespace"]
    if len(inside) == 3 and inside[1] == "=":
        yield f"{inside[0].value}={inside[2].value}"
