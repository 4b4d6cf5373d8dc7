"""The tables on contrastive losses, against sums done by hand."""

from math import exp, log

import pytest

from snippets.tables import contrastive as tables


def test_matches_are_a_softmax_of_ten_times_the_similarities() -> None:
    for row, similarities in zip(tables.matches().rows, tables.SIMILARITIES, strict=True):
        name, *shown, right, loss = row
        assert tuple(shown) == similarities
        at = int(str(name).removeprefix("photo ")) - 1
        expected = exp(10 * similarities[at]) / sum(exp(10 * one) for one in similarities)
        assert right == pytest.approx(expected)
        assert loss == pytest.approx(-log(expected))


def test_a_lower_temperature_makes_this_loss_smaller_and_the_push_larger_at_first() -> None:
    temperatures, losses, pushes = zip(*tables.temperatures().rows, strict=True)
    assert temperatures == (1.0, 0.5, 0.1, 0.05)
    assert losses == tuple(sorted(losses, reverse=True))
    mean = sum(-log(exp(s[k]) / sum(map(exp, s))) for k, s in enumerate(tables.SIMILARITIES)) / len(
        tables.SIMILARITIES
    )
    assert losses[0] == pytest.approx(mean)
    hardest = tables.SIMILARITIES[2]
    right = exp(10 * hardest[2]) / sum(exp(10 * one) for one in hardest)
    assert pushes[2] == pytest.approx(10 * (1 - right))


def test_each_view_has_one_partner_four_wrong_answers_and_not_itself() -> None:
    for at, (_, *row) in enumerate(tables.views().rows):
        assert sorted(map(str, row)) == ["none", "partner", *["wrong"] * 4]
        assert row[at] == "none"
        assert row[(at + 3) % 6] == "partner"
