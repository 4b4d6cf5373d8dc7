"""Small language models: letters counted in a text, and a few tokens with what they were given."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from snippets.careful.arithmetic import Floats
from snippets.careful.information import self_information

SIGNS: Final = " abcdefghijklmnopqrstuvwxyz"

# The beginning of Lewis Carroll, Alice's Adventures in Wonderland, 1865.
TRAINING_TEXT: Final = """
Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing
to do: once or twice she had peeped into the book her sister was reading, but it had no pictures or
conversations in it, "and what is the use of a book," thought Alice "without pictures or
conversations?"
So she was considering in her own mind (as well as she could, for the hot day made her feel very
sleepy and stupid), whether the pleasure of making a daisy-chain would be worth the trouble of
getting up and picking the daisies, when suddenly a White Rabbit with pink eyes ran close by her.
There was nothing so very remarkable in that; nor did Alice think it so very much out of the way to
hear the Rabbit say to itself, "Oh dear! Oh dear! I shall be late!" (when she thought it over
afterwards, it occurred to her that she ought to have wondered at this, but at the time it all
seemed quite natural); but when the Rabbit actually took a watch out of its waistcoat-pocket, and
looked at it, and then hurried on, Alice started to her feet, for it flashed across her mind that
she had never before seen a rabbit with either a waistcoat-pocket, or a watch to take out of it
"""
NEW_TEXT: Final = """
and burning with curiosity, she ran across the field after it, and fortunately was just in time to
see it pop down a large rabbit-hole under the hedge. In another moment down went Alice after it,
never once considering how in the world she was to get out again.
"""
RESERVE: Final = 0.1
"""How often each sign counts as seen after each context before anything was seen."""
LONGEST_CONTEXT: Final = 4

SENTENCE: Final = (
    ("the", 0.2),
    ("cat", 0.05),
    ("sat", 0.1),
    ("on", 0.5),
    ("the", 0.4),
    ("mat", 0.02),
)
"""What a model gave to each word after those before it."""

TEXTS: Final = ((0.5, 0.5), (0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
"""A short text and a long one: the probability of each of their tokens."""
PADDING: Final = 0.99
"""What a model gives to the padding, which is easy to predict."""


def letters(text: str) -> str:
    """Return a text as small letters and single blanks."""
    kept = "".join(sign if sign.isalpha() else " " for sign in text.lower())
    return " ".join(kept.split())


@cache
def letter_losses(context: int, *, seen: bool) -> Floats:
    """Return the loss of each sign under a model of counts, in nats.

    The model counts in the training text what follows each sequence of ``context`` signs; with
    a negative context it gives all signs the same. It is judged on that text, or on the new one.
    """
    learnt, text = letters(TRAINING_TEXT), letters(TRAINING_TEXT if seen else NEW_TEXT)
    if context < 0:
        return np.full(len(text), np.log(len(SIGNS)))
    counts: dict[str, NDArray[np.float64]] = {}
    for before, sign in _with_contexts(learnt, context):
        counts.setdefault(before, np.full(len(SIGNS), RESERVE))[SIGNS.index(sign)] += 1
    none = np.full(len(SIGNS), RESERVE)
    found = [(counts.get(before, none), sign) for before, sign in _with_contexts(text, context)]
    return self_information([row[SIGNS.index(sign)] / row.sum() for row, sign in found])


def names_of_contexts() -> dict[int, str]:
    """Return what each letter model knows, by the signs that it looks back."""
    more = {context: f"the {context} signs before" for context in range(2, LONGEST_CONTEXT + 1)}
    return {-1: "nothing", 0: "how often each sign occurs", 1: "the sign before", **more}


def _with_contexts(text: str, context: int) -> list[tuple[str, str]]:
    padded = " " * context + text
    return [(padded[at : at + context], sign) for at, sign in enumerate(text)]


def sentence_losses() -> Floats:
    """Return the loss of each word of the sentence, in nats."""
    return self_information([given for _, given in SENTENCE])


def padded_batch() -> tuple[NDArray[np.int64], Floats]:
    """Return labels and logits of the two texts, the short one filled up with −100."""
    longest = max(map(len, TEXTS))
    given = np.array([[*text, *[PADDING] * (longest - len(text))] for text in TEXTS])
    counted = np.arange(longest) < [[len(text)] for text in TEXTS]
    labels = np.where(counted, 0, -100)
    return labels, np.stack([np.log(given), np.log1p(-given)], axis=-1)


def number_of_signs(*, seen: bool) -> int:
    """Return how many signs the training text has, or the new one."""
    return len(letters(TRAINING_TEXT if seen else NEW_TEXT))
