"""The numbers of the page on self-information: what a few messages tell."""

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
