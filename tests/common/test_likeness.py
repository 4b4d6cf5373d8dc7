"""Names that may have been meant."""

import pytest

from scripts.common.likeness import did_you_mean, names_like

KNOWN = ["binary_cross_entropy", "sigmoid", "logit", "entropy", "BCE"]


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("sigmiod", ["sigmoid"]),
        ("SIGMOID", ["sigmoid"]),
        ("bce", ["BCE"]),
        ("Entropy", ["entropy", "binary_cross_entropy"]),
        ("cross_entropy", ["binary_cross_entropy", "entropy"]),
        ("softmax", []),
        ("", []),
    ],
)
def test_names_are_alike_by_their_letters_or_their_parts(name: str, like: list[str]) -> None:
    assert names_like(name, KNOWN)[: len(like) or None] == like


def test_no_more_are_offered_than_can_be_looked_through() -> None:
    assert len(names_like("loss", [f"loss_{k}" for k in range(9)])) == 3


def test_the_question_is_asked_only_where_something_is_alike() -> None:
    assert did_you_mean("logt", KNOWN) == "Did you mean logit?"
    assert did_you_mean("zzz", KNOWN) == ""
