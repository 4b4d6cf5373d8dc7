"""The letter models, against counts in fractions."""

import re
from collections import Counter
from fractions import Fraction
from math import log

import numpy as np
import pytest

from snippets import letters


def signs_of(text: str) -> str:
    return re.sub("[^a-z]+", " ", text.lower()).strip()


def losses_written_out(context: int, text: str) -> list[float]:
    """Return −log of what each sign is given by counts of `context` signs and that sign."""
    learnt = " " * context + signs_of(letters.TRAINING_TEXT)
    judged = " " * context + signs_of(text)
    ends = range(context, len(learnt))
    pairs = Counter(learnt[end - context : end + 1] for end in ends)
    before = Counter(learnt[end - context : end] for end in ends)
    given = []
    for end in range(context, len(judged)):
        seen = before[judged[end - context : end]] + Fraction(27, 10)
        given.append((pairs[judged[end - context : end + 1]] + Fraction(1, 10)) / seen)
    return [-log(p) for p in given]


def test_the_texts_are_letters_and_single_blanks() -> None:
    for text in (letters.TRAINING_TEXT, letters.NEW_TEXT):
        assert letters.letters(text) == signs_of(text)
    assert letters.letters('A "b",  c-d') == "a b c d"


@pytest.mark.parametrize("seen", [True, False])
def test_signs_are_counted(*, seen: bool) -> None:
    text = letters.TRAINING_TEXT if seen else letters.NEW_TEXT
    assert letters.number_of_signs(seen=seen) == len(signs_of(text))
    assert letters.number_of_signs(seen=True) > 4 * letters.number_of_signs(seen=False)


@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("context", range(letters.LONGEST_CONTEXT + 1))
def test_a_model_gives_what_it_has_counted(context: int, *, seen: bool) -> None:
    text = letters.TRAINING_TEXT if seen else letters.NEW_TEXT
    losses = letters.letter_losses(context, seen=seen)
    np.testing.assert_allclose(losses, losses_written_out(context, text), rtol=1e-12)


@pytest.mark.parametrize("seen", [True, False])
def test_who_knows_nothing_pays_the_same_for_each_sign(*, seen: bool) -> None:
    losses = letters.letter_losses(-1, seen=seen)
    assert len(losses) == letters.number_of_signs(seen=seen)
    assert losses.tolist() == pytest.approx([log(27)] * len(losses))


def test_every_model_has_its_name() -> None:
    assert letters.names_of_contexts() == {
        -1: "nothing",
        0: "how often each sign occurs",
        1: "the sign before",
        2: "the 2 signs before",
        3: "the 3 signs before",
        4: "the 4 signs before",
    }


def test_the_words_of_the_sentence_cost_their_surprise() -> None:
    given = [0.2, 0.05, 0.1, 0.5, 0.4, 0.02]
    assert letters.sentence_losses().tolist() == pytest.approx([-log(p) for p in given])


def test_the_short_text_is_filled_up_with_what_does_not_count() -> None:
    labels, logits = letters.padded_batch()
    assert labels.tolist() == [[0, 0, -100, -100, -100, -100], [0] * 6]
    given = np.exp(logits)
    np.testing.assert_allclose(given.sum(axis=-1), 1)
    np.testing.assert_allclose(given[..., 0], [[0.5] * 2 + [0.99] * 4, [0.1] * 6])
