"""KaTeX's MathML, fit for readers of EPUB, which know MathML Core and no more."""

import re
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_MATH = f"{{{_NAMESPACE}}}"
_ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
_ALPHABETS = {"script": "SCRIPT", "double-struck": "DOUBLE-STRUCK", "bold": "BOLD"}
_APPLY = "\N{FUNCTION APPLICATION}"
_OPENING, _CLOSING = set("([{|"), set(")]}")
_OPERATOR = f"{_MATH}mo"
_SEMANTICS = f"{_MATH}semantics"
"""What holds a formula and its source; a formula that comes without its source has none."""

_WITH_LIMITS = {f"{_MATH}{name}" for name in ("msub", "msup", "msubsup", "munder", "munderover")}

ElementTree.register_namespace("", _NAMESPACE)


def fit_for_readers(mathml: str, tex: str) -> str:
    """Return the formula with its TeX as alternative text, drawn as TeX draws it.

    MathML Core has no `mathvariant` but a character for each letter of each alphabet, aligns
    the columns of a table by CSS, and puts no space around the name of a function.
    """
    math = ElementTree.fromstring(_ANNOTATION.sub("", mathml))
    math[:] = [part for child in math for part in (child if child.tag == _SEMANTICS else [child])]
    math.set("alttext", " ".join(tex.split()))
    for element in [*math.iter()]:
        alphabet = _ALPHABETS.get(element.get("mathvariant", ""))
        if alphabet and element.text:
            element.text = "".join(_letter(letter, alphabet) for letter in element.text)
            del element.attrib["mathvariant"]
        if element.tag == f"{_MATH}mtable":
            _align(element)
        element[:] = [*_spaced([*element])]
    return ElementTree.tostring(math, encoding="unicode")


def _letter(letter: str, alphabet: str) -> str:
    """Return a letter of an alphabet; Unicode has some of them under older names."""
    kind = unicodedata.name(letter, "").removeprefix("LATIN ").replace("LETTER ", "")
    for name in (f"MATHEMATICAL {alphabet} {kind}", f"{alphabet} {kind}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return letter


def _align(table: ElementTree.Element) -> None:
    """Say in CSS what KaTeX says of the columns of a table."""
    sides = table.get("columnalign", "").split()
    gaps = ["0em", *table.get("columnspacing", "").split()]
    for row in table:
        for cell, side, gap in zip(row, sides, gaps, strict=False):
            cell.set("style", f"text-align: {side}; padding: 0.3ex 0 0.3ex {gap}")


def _spaced(row: list[ElementTree.Element]) -> Iterator[ElementTree.Element]:
    """Put thin spaces around names of functions, as TeX does: y log x, but log(x)."""
    for place, element in enumerate(row):
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        named = _names_function(element)
        if (named or _applies(after)) and before is not None and _ends_a_term(before):
            yield _thin_space()
        yield element
        if (named or _applies(element)) and after is not None and not _opens_a_bracket(after):
            yield _thin_space()


def _ends_a_term(element: ElementTree.Element) -> bool:
    """Tell whether it is no operator, which would bring its own space, but for a bracket."""
    return element.tag != _OPERATOR or element.text in _CLOSING


def _opens_a_bracket(element: ElementTree.Element) -> bool:
    return element.tag == _OPERATOR and element.text in _OPENING


def _applies(element: ElementTree.Element | None) -> bool:
    return element is not None and element.text == _APPLY


def _names_function(element: ElementTree.Element) -> bool:
    """Tell whether it is a name with an index or a limit, such as that of log₂."""
    inside = element[0] if element.tag in _WITH_LIMITS and len(element) else None
    return inside is not None and len(inside) > 0 and _applies(inside[-1])


def _thin_space() -> ElementTree.Element:
    return ElementTree.Element(f"{_MATH}mspace", width="0.1667em")
