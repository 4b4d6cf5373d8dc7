"""The numbers of the page on entropy: weather, a horse race, and two dependent variables."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, SupportsFloat

import numpy as np

from snippets.careful.information import (
    conditional_entropy,
    entropy,
    joint_entropy,
    mutual_information,
    self_information,
)
from snippets.examples import COVER_THOMAS_JOINT, HORSE_RACE
from snippets.tables.table import Cell, Column, Table

WEATHER: Final = ("sun", "cloud", "rain", "snow")
WEATHER_PROBABILITIES: Final = (1 / 2, 1 / 4, 1 / 8, 1 / 8)


def fraction(p: float) -> str:
    """Write a probability whose denominator is a small power of two as a fraction."""
    return str(Fraction(p).limit_denominator(1024))


def weather() -> Table:
    """Return the surprise of each kind of weather and what it adds to the mean."""
    columns = [
        Column("$x$"),
        Column("$p(x)$"),
        Column("$I(x)$ (bits)", "g"),
        Column("$p(x)\\,I(x)$ (bits)", "g"),
    ]
    rows: list[list[Cell]] = []
    for name, p in zip(WEATHER, WEATHER_PROBABILITIES, strict=True):
        surprise = float(self_information(p, base=2))
        rows.append([name, fraction(p), surprise, p * surprise])
    rows.append(["**sum**", "1", "", float(entropy(WEATHER_PROBABILITIES, base=2))])
    return Table(columns, rows)


def prefix_code(probabilities: Sequence[float]) -> tuple[str, ...]:
    """Return one codeword an outcome, no codeword being the beginning of another.

    The outcome of probability p gets ⌈−log₂ p⌉ binary digits (Shannon's lengths); the words are
    dealt out from the shortest to the longest, each the next free one. Outcomes must come in
    order of falling probability.

    Raises ValueError if they do not.
    """
    if any(later > earlier for earlier, later in pairwise(probabilities)):
        raise ValueError(f"probabilities must fall or stay equal, got {list(probabilities)}")
    words: list[str] = []
    taken = Fraction(0)  # the part of [0, 1) that the words so far occupy
    for p in probabilities:
        length = int(np.ceil(self_information(p, base=2)))
        words.append(format(int(taken * 2**length), f"0{length}b") if length else "")
        taken += Fraction(1, 2**length)
    return tuple(words)


def mean_length(probabilities: Sequence[float], words: Sequence[str]) -> float:
    """Return the mean length of a code, in binary digits a message."""
    return float(np.dot(probabilities, [len(word) for word in words]))


def horse_race() -> Table:
    """Return the horse race of Cover & Thomas with a code whose mean length is its entropy."""
    chances = [float(p) for p in HORSE_RACE]
    words = prefix_code(chances)
    columns = [
        Column("$x$"),
        Column("$p(x)$"),
        Column("$I(x)$ (bits)", "g"),
        Column("Code"),
        Column("Digits", "g"),
    ]
    rows: list[list[Cell]] = [
        [str(horse), fraction(p), float(self_information(p, base=2)), word, len(word)]
        for horse, (p, word) in enumerate(zip(chances, words, strict=True), start=1)
    ]
    mean_surprise = float(entropy(chances, base=2))
    rows.append(["**mean**", "", mean_surprise, "", mean_length(chances, words)])
    return Table(columns, rows)


def joint() -> Table:
    """Return the joint law of Cover & Thomas, example 2.2.1, told as weather and barometer.

    A row is a quarter y of the dial. Its last two cells are the quarter's probability p(y) and
    what is left to ask about the weather once the needle is there, H(X | Y = y) in bits.
    """
    p = np.asarray(COVER_THOMAS_JOINT)
    columns = [
        Column("$y$"),
        *(Column(name) for name in WEATHER),
        Column("$p(y)$"),
        Column("Left (bits)", "g"),
    ]
    rows: list[list[Cell]] = [
        [
            str(quarter),
            *map(fraction, column),
            fraction(column.sum()),
            float(entropy(column / column.sum(), base=2)),
        ]
        for quarter, column in enumerate(p.T, start=1)
    ]
    rows.append(
        ["$p(x)$", *map(fraction, p.sum(axis=1)), "1", float(conditional_entropy(p, base=2))]
    )
    return Table(columns, rows)


def two_variables() -> Table:
    """Return every entropy of the joint distribution, in bits."""
    p = np.asarray(COVER_THOMAS_JOINT)
    quantities: list[tuple[str, str, SupportsFloat]] = [
        ("$H(X)$", "doubt about $X$", entropy(p.sum(axis=1), base=2)),
        ("$H(Y)$", "doubt about $Y$", entropy(p.sum(axis=0), base=2)),
        ("$H(X,Y)$", "doubt about both", joint_entropy(p, base=2)),
        ("$H(X\\mid Y)$", "doubt about $X$ once $Y$ is known", conditional_entropy(p, base=2)),
        ("$H(Y\\mid X)$", "doubt about $Y$ once $X$ is known", conditional_entropy(p.T, base=2)),
        ("$I(X;Y)$", "what one tells about the other", mutual_information(p, base=2)),
    ]
    rows: list[list[Cell]] = [
        [symbol, meaning, fraction(float(bits)), float(bits)]
        for symbol, meaning, bits in quantities
    ]
    return Table(
        [Column("Symbol"), Column("Meaning"), Column("Exact"), Column("Bits", ".3f")], rows
    )
