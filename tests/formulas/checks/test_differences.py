"""≠ somewhere, and ≠ everywhere under a condition or a quantifier."""

from pathlib import Path

import pytest

from tests.formulas.pages import evidence_of, message_about

TWO = "$z$ : real\n$w$ : real"
HERE = "the sides are equal here, and ≠ with a condition means: at every point"


def test_without_a_condition_one_point_is_enough(tmp_path: Path) -> None:
    (step,) = evidence_of(tmp_path, r"z^2 \ne z", TWO).steps
    assert step.words.startswith("difference: the sides are not equal at ")
    assert "equal at none" not in step.words


@pytest.mark.parametrize("behind", [r"\text{for all } z", r"\text{if } z > 0", r"\forall z"])
def test_with_one_every_point_counts(behind: str, tmp_path: Path) -> None:
    assert HERE in message_about(tmp_path, rf"z^2 \ne z \quad {behind}", TWO)


@pytest.mark.parametrize(
    "tex",
    [
        r"e^z \ne 2 \quad \forall z",
        r"(z-\pi)^2 \ne 0 \text{ for all } z",
        r"z^2 + w^2 \ne 3zw \text{ if } z \ne w",
        r"P(x) \ne Q(x) \text{ if } P \ne Q",
    ],
)
def test_equality_is_searched_for_between_points(tex: str, tmp_path: Path) -> None:
    assert HERE in message_about(tmp_path, tex, TWO)


@pytest.mark.slow
def test_what_differs_everywhere_passes_and_says_so(tmp_path: Path) -> None:
    for tex in (r"e^z \ne 0 \quad \forall z", r"e^z \ne e^w \text{ if } z \ne w"):
        (step,) = evidence_of(tmp_path, tex, TWO).steps
        assert step.words.endswith("equal at none")


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"n \ne 7 \text{ for all } n", "depends on whole numbers, of which not all are tried"),
        (r"u \ne v \text{ if } u_1 \ne v_1", "only numbers are searched for"),
        (r"\log(-z^2-1) \ne 0 \text{ for all } z", "the sides have a value at 0 of"),
    ],
)
def test_what_cannot_be_searched_is_refused(tex: str, words: str, tmp_path: Path) -> None:
    notation = f"{TWO}\n$n$ : size 2..4\n$u$ : real[n]\n$v$ : real[n]"
    assert words in message_about(tmp_path, tex, notation)
