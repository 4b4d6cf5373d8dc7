"""Writes ratios as sentences say them: twice, three times, a third, fourfold.

A value that is no such ratio is refused, so that a sentence stays true when a number changes.
"""

from __future__ import annotations

_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_WHOLE: dict[float, str] = {
    **dict(enumerate(_SMALL, 2)),
    12: "twelve",
    20: "twenty",
    100: "a hundred",
    1000: "a thousand",
}

_PARTS = {3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}

_SHARES = {
    1 / 2: "half",
    **{1 / below: f"a {part}" for below, part in _PARTS.items()},
    2 / 3: "two thirds",
    3 / 4: "three quarters",
}

RATIOS: dict[str, dict[float, str]] = {
    "times": {2: "twice"} | {n: f"{word} times" for n, word in _WHOLE.items() if n > 2},
    "fold": {n: f"{word}fold" for n, word in _WHOLE.items() if n <= 10},
    "share": _SHARES,
}
"""What may be said, by the format that an author writes."""

NEAR = 0.05
"""How far from what is said a ratio may be, as a share of it: a third is one of 0.32 too."""


def in_words(ratio: float, form: str) -> str:
    """Return a ratio in words.

    Raises:
        ValueError: there is no word that is near enough.
    """
    value, words = min(RATIOS[form].items(), key=lambda one: abs(ratio / one[0] - 1))
    if not abs(ratio / value - 1) <= NEAR:
        raise ValueError(f"{ratio:.4g} has no words as '{form}'; write a format such as .1f")
    return words
