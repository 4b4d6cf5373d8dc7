"""The tables of the page on perplexity."""

import numpy as np
import pytest

from snippets import letters
from snippets.tables import perplexity as data


def test_looking_back_helps_on_the_known_text_and_soon_hurts_on_the_new_one() -> None:
    rows = data.letter_models().rows
    known, new = ([float(row[at]) for row in rows] for at in (1, 2))
    assert known == sorted(known, reverse=True)
    assert int(np.argmin(new)) == 3
    assert new[-1] > new[3] * 1.5
    assert [row[3] for row in rows] == pytest.approx(np.log2(new).tolist())


def test_one_total_in_three_units() -> None:
    sign, word = data.per_unit().rows
    assert float(sign[2]) * int(sign[1]) == pytest.approx(float(word[2]) * int(word[1]))
    assert float(word[4]) > float(sign[4]) ** 4


def test_the_sentence_costs_what_its_words_do() -> None:
    assert [row[2] for row in data.sentence().rows] == letters.sentence_losses().tolist()
    assert letters.sentence_losses()[0] == pytest.approx(-np.log(0.2))


def test_three_means_of_two_texts_and_only_one_is_for_each_token() -> None:
    tokens, texts, padded = (float(row[1]) for row in data.means_of_texts().rows)
    assert tokens == pytest.approx((2 * np.log(2) + 6 * np.log(10)) / 8)
    assert texts == pytest.approx((np.log(2) + np.log(10)) / 2)
    assert padded == pytest.approx((2 * np.log(2) + 6 * np.log(10) - 4 * np.log(0.99)) / 12)
    assert tokens > max(texts, padded)


def test_tokens_weigh_alike_or_by_their_texts() -> None:
    rows = data.tokens().rows
    given = [p for text in letters.TEXTS for p in text]
    assert [row[1] for row in rows] == pytest.approx([-np.log(p) for p in given])
    assert [row[2] for row in rows] == [1 / 8] * 8
    assert [row[3] for row in rows] == pytest.approx([1 / 4] * 2 + [1 / 12] * 6)
    assert [row[0] for row in rows][1:3] == ["text 1, token 2", "text 2, token 1"]
