"""Numbers of a column on their decimal point: each gets room for what others have before it."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

_NUMBER = re.compile(r"\**(?P<sign>[−+]?)(?P<whole>\d[\d,]*|∞)(?P<rest>[^*]*)\**")


def put_on_the_point(cells: Sequence[Element], texts: Sequence[str]) -> None:
    """Line the cells of a column up, if the decimals of its finite numbers differ in length.

    A style sheet shows ``data-room`` before a number as room of that width, and nothing else does:
    what is copied or read aloud is the number.
    """
    numbers = [_NUMBER.fullmatch(text) for text in texts]
    finite = [number for number in numbers if number and number["whole"] != "∞"]
    if len({len(number["rest"]) for number in finite}) < 2:
        return
    has_sign = any(number["sign"] for number in numbers if number)
    longest = max((number["whole"] for number in numbers if number), key=len)
    for cell, number in zip(cells, numbers, strict=True):
        cell.set("class", "number on-point")
        if number and (room := _room(number, longest, has_sign=has_sign)):
            cell.set("data-room", room)


def _room(number: re.Match[str], longest: str, *, has_sign: bool) -> str:
    """Return what stands before the widest number of the column and not before this one."""
    missing = longest[: max(0, len(longest) - len(number["whole"]))]
    digits = re.sub(r"\d", "0", missing.replace("∞", "0"))
    return ("−" if has_sign and not number["sign"] else "") + digits
