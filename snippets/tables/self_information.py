"""The numbers of the page on self-information: what a few messages tell."""

import math
from fractions import Fraction
from math import comb
from typing import Final

from snippets.careful.information import self_information
from snippets.tables.table import Cell, Column, Table

LOTTERY_TICKETS: Final = comb(49, 6)

EVENTS: Final[tuple[tuple[str, Fraction], ...]] = (
    ("the sun rises", Fraction(1)),
    ("it stays dry", Fraction(7, 10)),
    ("heads", Fraction(1, 2)),
    ("it rains", Fraction(3, 10)),
    ("a six with one die", Fraction(1, 6)),
    ("key in box 6 of 8", Fraction(1, 8)),
    ("ace of spades", Fraction(1, 52)),
    ("6 right of 49", Fraction(1, LOTTERY_TICKETS)),
)


BOXES: Final = 8
QUESTIONS: Final = (
    ("no question", range(1, 9)),
    ("“5 to 8?” yes", range(5, 9)),
    ("“7 or 8?” no", range(5, 7)),
    ("“5?” no", range(6, 7)),
)
"""Each question with its answer, and the boxes that may then hold the key."""

RULED: Final = tuple(Fraction(1, 10**k) for k in range(4))


def readable(p: Fraction) -> str:
    """Write a probability as people do: ``1``, ``0.3``, ``1/6``, ``1/13,983,816``."""
    if p == 1:
        return "1"
    if p.numerator == 1:
        return f"1/{p.denominator:,}"
    return f"{float(p):g}"


def events() -> Table:
    """Return what each message tells, in the three units in use."""
    columns = [
        Column("Message"),
        Column("Probability"),
        Column("Bits", ".3f"),
        Column("Nats", ".3f"),
        Column("Hartleys", ".3f"),
    ]
    rows: list[list[Cell]] = [
        [
            message,
            readable(p),
            float(self_information(float(p), base=2)),
            float(self_information(float(p))),
            float(self_information(float(p), base=10)),
        ]
        for message, p in EVENTS
    ]
    return Table(columns, rows)


def halving() -> Table:
    """Return which boxes are left after each question, and how many bits are known."""
    rows: list[list[Cell]] = [
        [
            question,
            ", ".join(map(str, left)),
            float(self_information(len(left) / BOXES, base=2)),
        ]
        for question, left in QUESTIONS
    ]
    return Table([Column("After"), Column("Boxes left"), Column("Known (bits)", "g")], rows)


def rulers() -> Table:
    """Return the surprise of powers of a tenth, in the three units in use."""
    columns = [Column("Probability"), Column("Bits", ".3f")]
    rows: list[list[Cell]] = [
        [readable(p), *(float(self_information(float(p), base=base)) for base in (2, math.e, 10))]
        for p in RULED
    ]
    return Table([*columns, Column("Nats", ".3f"), Column("Hartleys", ".3f")], rows)
