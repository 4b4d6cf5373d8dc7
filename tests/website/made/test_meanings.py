"""What a symbol can be, in words for readers."""

import pytest

from scripts.formulas.reading.declarations import read_bound
from scripts.website.made.meanings import in_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("size 1..4", "any whole number from 1 on"),
        (":= `np.ones(C)`", "computed by `np.ones(C)`"),
        (r":= $\sigma(z)$", r"equal to $\sigma(z)$"),
    ],
)
def test_values_in_words(written: str, words: str) -> None:
    assert in_words(read_bound(written)) == words
