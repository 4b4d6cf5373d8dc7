"""The same drawing of a formula in fewer elements.

KaTeX wraps what it draws generously: an atom lies in several spans that have no style, a space is
an element of its own, as is what props up a line, and the depth of a stack is a second row of a
table. On a page of formulas that is most of what a browser has to read, style and lay out. Nothing
that is drawn moves here: `tests/browser/test_lean_drawing.py` compares every sign with where KaTeX
puts it.
"""

import re
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import AttributeValueList, PageElement
from bs4.formatter import HTMLFormatter

_ATOMS = {"mord", "mop", "mbin", "mrel", "mopen", "mclose", "mpunct", "minner"}
_UNSTYLED = _ATOMS | {"mtight", "enclosing"}
"""Classes that no rule of KaTeX's style sheet names."""

_LETTERS = {"mathnormal", "mathrm", "mathbf", "mathbb", "mathcal", "mathit", "boldsymbol", "text"}
_INLINE = _UNSTYLED | _LETTERS | {"msupsub", "mfrac", "katex-accent", "op-limits", "delimsizing"}
"""Classes of what stands in the line with the size of its surroundings."""

_LINES = _UNSTYLED | {"katex-base", "katex-sizing", "accent-body", "delimcenter"}
"""Classes of what no rule looks into."""

_SPACE = re.compile(r"margin-right:(?P<width>-?[\d.]+em);")

_PROP = 4
"""The height in em of what props up each part of a stack; almost all that KaTeX has are lower."""

STYLES = f"""
.katex .katex-base::before,.katex .vlist>span::before{{content:"";display:inline-block}}
.katex .katex-base::before{{height:var(--height);vertical-align:var(--depth,0)}}
.katex .vlist>span::before{{height:{_PROP}em}}
"""
"""What a page needs besides KaTeX's own style sheet."""

_DISTANCE = re.compile(r"(?<![\w-])(?P<name>height|top|vertical-align):(?P<em>-?[\d.]+)em;")

_LENGTH = re.compile(r"-?\d+(?:\.\d+)?(?=em\b)")

_NULL_DELIMITERS = ({"mopen", "nulldelimiter"}, {"mclose", "nulldelimiter"})
_NULL_DELIMITER_WIDTH = "0.12em"
"""As KaTeX's style sheet has it."""


class _AsWritten(HTMLFormatter):
    """Writes attributes in the order in which they were read."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return tag.attrs.items()


def lean(drawing: str) -> str:
    """Return what KaTeX draws in HTML with fewer elements."""
    soup = BeautifulSoup(drawing, "html.parser")
    for stack in soup.find_all(class_="vlist-t2"):
        _in_one_row(stack)
    for space in soup.find_all(class_=["mspace", "nulldelimiter"]):
        _as_a_margin(space)
    for span in soup.find_all("span"):
        _unwrap_in_line(span)
    for strut in soup.select(".katex-base > .katex-strut"):
        _prop_up(strut)
    for strut in soup.select(".vlist > span > .pstrut"):
        _hang_lower(strut)
    for row in soup.select(".vlist-t > .vlist-r:only-child"):
        row.unwrap()
    for span in soup.find_all("span"):
        _say_less(span)
    return soup.decode(formatter=_AsWritten())


def _classes(element: Tag) -> set[str]:
    return set(element.get("class") or ())


def _style(element: Tag) -> str:
    return str(element.get("style", ""))


def _in_one_row(stack: Tag) -> None:
    """Give a stack its depth as a margin, and not as a second row.

    The row needed a sign of no width beside the first one, to show where its baseline is.
    """
    first, second = stack.find_all("span", recursive=False)
    depth = second.find(class_="vlist")
    assert isinstance(depth, Tag)
    for strut in first.find_all(class_="vlist-s", recursive=False):
        strut.decompose()
    stack["class"] = AttributeValueList(["vlist-t"])
    stack["style"] = _style(stack) + _style(depth).replace("height:", "margin-bottom:")
    second.decompose()


def _prop_up(strut: Tag) -> None:
    """Let a line itself say how high and how deep it is at least."""
    line, said = strut.parent, _distances(strut)
    assert line is not None
    depth = f"--depth:{said['vertical-align']};" if "vertical-align" in said else ""
    line["style"] = f"--height:{said['height']};{depth}{_style(line)}"
    strut.decompose()


def _hang_lower(strut: Tag) -> None:
    """Prop up a part of a stack as all others are, and hang it lower by what that is higher."""
    part, height = strut.parent, float(_distances(strut)["height"].removesuffix("em"))
    assert part is not None
    if height <= _PROP:
        top = float(_distances(part)["top"].removesuffix("em")) + height - _PROP
        part["style"] = re.sub(r"(?<![\w-])top:[^;]*;", f"top:{round(top, 4):g}em;", _style(part))
        strut.decompose()


def _say_less(span: Tag) -> None:
    """Leave out classes that change nothing, and digits that nobody could see."""
    if classes := [name for name in span.get("class") or () if name not in _UNSTYLED]:
        span["class"] = AttributeValueList(classes)
    else:
        del span["class"]
    if style := _style(span):
        span["style"] = _LENGTH.sub(lambda one: _rounded(float(one[0])), style.rstrip(";"))


def _rounded(length: float) -> str:
    """Return a length in em, to a hundredth of a pixel: .278."""
    digits = f"{length:.3f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0\.", r"\1.", digits)


def _distances(element: Tag) -> dict[str, str]:
    return {one["name"]: f"{one['em']}em" for one in _DISTANCE.finditer(_style(element))}


def _unwrap_in_line(span: Tag) -> None:
    """Take a span away that neither has a style nor stands where its parent lays out its children.

    What it says about a symbol goes to its only child, if there is but one.
    """
    parent = span.parent
    if parent is None or _style(span) or not _is_plain(span):
        return
    symbol = span.get("data-symbol")
    only = _only_child(span)
    if symbol is None and _lays_out_a_line(parent):
        span.unwrap()
    elif only is not None and only.get("data-symbol") is None and _classes(only) <= _INLINE:
        if symbol is not None:
            only["data-symbol"] = symbol
        span.unwrap()


def _is_plain(span: Tag) -> bool:
    own = set(span.attrs) - {"class", "style", "data-symbol"}
    return not own and bool(span.contents) and _classes(span) <= _UNSTYLED


def _lays_out_a_line(element: Tag) -> bool:
    """Tell whether the children of an element stand one after the other in its line."""
    return bool(element.get("class")) and all(
        name in _LINES or name.startswith(("reset-size", "size")) for name in _classes(element)
    )


def _only_child(element: Tag) -> Tag | None:
    match element.contents:
        case [Tag() as child]:
            return child
    return None


def _as_a_margin(space: Tag) -> None:
    """Let a neighbour keep the distance that an empty element keeps."""
    width = _width(space)
    if width is None or space.contents or space.get("data-symbol") is not None:
        return
    sides = ((space.previous_sibling, "margin-right"), (space.next_sibling, "margin-left"))
    # A bare sign is asked first: other atoms may not need their span any more.
    for neighbour, side in sorted(sides, key=lambda pair: not _is_a_sign(pair[0])):
        if isinstance(neighbour, Tag) and _can_have_a_margin(neighbour, side):
            neighbour["style"] = f"{_style(neighbour)}{side}:{width};"
            space.decompose()
            return


def _width(space: Tag) -> str | None:
    if _classes(space) in _NULL_DELIMITERS:
        return _NULL_DELIMITER_WIDTH
    found = _SPACE.fullmatch(_style(space))
    return found["width"] if found else None


def _is_a_sign(element: PageElement | None) -> bool:
    return isinstance(element, Tag) and element.find(True) is None


def _can_have_a_margin(element: Tag, side: str) -> bool:
    return _classes(element) <= _INLINE and bool(element.contents) and side not in _style(element)
