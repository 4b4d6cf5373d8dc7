"""How readers type a formula into search: from one of its sides on, or what is in its sum."""

import re
from collections.abc import Iterator

_RELATION = re.compile(r" [=≤≥<>≈∝→] |; ")
_SUM = re.compile(r"[∑∏]\([^()]*\) ?")
_OF_AN_OUTCOME = re.compile(r"\([a-z][ᵢⱼ]?\)")
_LONGEST = 40
"""Nobody types more signs of a formula than these."""


def ways_to_type(formula: str) -> Iterator[str]:
    """Yield what a reader may have typed who looks for a plain formula, as far as it is needed.

    Whoever types −log p means −log p(x), and whoever types p log p has left out the sum.
    """
    for side in _sides(formula):
        bare = _OF_AN_OUTCOME.sub("", side)
        for way in (side, bare, _SUM.sub("", bare).removeprefix("−").strip()):
            if way := way[:_LONGEST].strip():
                yield way


def _sides(formula: str) -> Iterator[str]:
    """Yield the formula from each of its sides on."""
    yield formula
    for relation in _RELATION.finditer(formula):
        yield formula[relation.end() :]
