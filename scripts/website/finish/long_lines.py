"""Lines of code that may be too long for a screen hang below their beginning and are not cut."""

import re

_CODE = re.compile(
    r"(?P<begin><pre\b[^>]*>(?:<span></span>)?<code\b[^>]*>)(?P<code>.*?)(?=</code>)", re.S
)
_TAG = re.compile(r"</?span[^>]*>")
_SIGN = re.compile(r"&#?\w+;")
_ID = re.compile(r' id="[^"]*"')
_SHORT = 72
"""So many characters fit on every wide screen."""
HANGING = 4
"""How many characters a line goes in that goes on from the one above."""


def with_hanging_lines(html: str) -> str:
    """Return HTML in which each long line of code is one element that knows its depth."""
    return _CODE.sub(lambda found: found["begin"] + _hanging(found["code"]), html)


def code_lines(code: str) -> list[str]:
    """Return the lines of highlighted code; what goes over several is closed and opened anew."""
    lines: list[str] = []
    opened: list[str] = []
    for line in code.split("\n"):
        begun = "".join(opened)
        for tag in _TAG.findall(line):
            if tag.startswith("</"):
                opened.pop()
            elif not tag.endswith("/>"):
                # An id stands once, where the part begins.
                opened.append(_ID.sub("", tag))
        lines.append(begun + line + "</span>" * len(opened))
    return lines


def depth_of(line: str) -> int:
    """Return how many characters a line of highlighted code goes in where it goes on."""
    bare = _TAG.sub("", line)
    return len(bare) - len(bare.lstrip()) + HANGING


def _hanging(code: str) -> str:
    if not any(map(_is_long, code.split("\n"))):
        return code
    *lines, last = code_lines(code)
    return "".join([*(_element(f"{line}\n") for line in lines), _element(last)])


def _element(line: str) -> str:
    if not _is_long(line):
        return line
    return f'<span class="long-line" style="--depth:{depth_of(line)}ch">{line}</span>'


def _is_long(line: str) -> bool:
    return len(_SIGN.sub("x", _TAG.sub("", line))) > _SHORT
