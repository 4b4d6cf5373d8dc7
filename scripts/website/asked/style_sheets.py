"""What a browser would pass over in a style sheet, without a word: told with its line.

A browser drops a rule or a declaration that it cannot read, and closes at the end what is open.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tinycss2

Fault = tuple[int, str]
"""A line, and what is wrong there."""

_END = "the-end"
"""The selector of a rule that is put behind a sheet: what is open there takes it in."""
_NEITHER = "this is neither a rule nor a declaration"
_BETWEEN_VALUES = (",", "/")
_ELSEWHERE = ("http:", "https:", "//")
_PASSED_OVER = ("whitespace", "comment")


def sheet_faults(text: str) -> Iterator[Fault]:
    """Yield what cannot be read in a style sheet."""
    *rules, last = tinycss2.parse_stylesheet(f"{text}\n{_END} {{}}", skip_whitespace=True)
    yield from _faults(rules)
    selector = [getattr(part, "value", "") for part in getattr(last, "prelude", ())]
    if _END not in selector:
        yield last.source_line, "what begins here is never closed"
    elif selector[0] != _END:
        yield from _faults_of_rule(last)


def _faults(nodes: Iterable[Any]) -> Iterator[Fault]:
    for node in nodes:
        if node.type == "error":
            yield node.source_line, _NEITHER
        elif node.type == "declaration":
            yield from _faults_of_value(node)
        elif node.type in ("qualified-rule", "at-rule"):
            yield from _faults_of_rule(node)


def _faults_of_rule(rule: Any) -> Iterator[Fault]:
    yield from _broken(rule.prelude)
    if rule.type == "qualified-rule":
        yield from _faults_of_selectors(rule)
    if rule.content is not None:
        yield from _faults(tinycss2.parse_blocks_contents(rule.content))


def _faults_of_selectors(rule: Any) -> Iterator[Fault]:
    if ";" in rule.prelude:
        yield rule.source_line, _NEITHER
    elif not all(_parts(rule.prelude)):
        yield rule.source_line, "a selector is missing here"


def _faults_of_value(declaration: Any) -> Iterator[Fault]:
    """Yield what is wrong with a value; one that the page itself makes use of may be anything."""
    yield from _broken(declaration.value)
    if declaration.name.startswith("--"):
        return
    name = declaration.name
    if not _shown(declaration.value):
        yield declaration.source_line, f"'{name}' has no value"
    for part in declaration.value:
        sign = part.value if part.type == "literal" else "{" if part.type == "{} block" else ","
        if sign not in _BETWEEN_VALUES:
            what = f"'{sign}' stands in the value of '{name}'; is a ; missing before it?"
            yield part.source_line, what
            return


def _parts(selector: Iterable[Any]) -> list[list[Any]]:
    """Return the tokens of each selector of a list."""
    parts: list[list[Any]] = [[]]
    for token in _shown(selector):
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _broken(tokens: Iterable[Any]) -> Iterator[Fault]:
    """Yield the texts, addresses and brackets that end where they should not, or lead elsewhere."""
    for token in tokens:
        if token.type == "error":
            yield token.source_line, f"cannot read this: {token.message.rstrip('.').lower()}"
        if _address(token).startswith(_ELSEWHERE):
            what = f"{_address(token)} lies elsewhere, and pages load nothing from there"
            yield token.source_line, what
        yield from _broken(getattr(token, "content", getattr(token, "arguments", ())) or ())


def _address(token: Any) -> str:
    return token.value if token.type in ("url", "string") else ""


def _shown(tokens: Iterable[Any]) -> Sequence[Any]:
    return [token for token in tokens if token.type not in _PASSED_OVER]
