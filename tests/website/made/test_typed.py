"""What a reader may have typed who looks for a formula."""

import pytest

from scripts.website.made.typed import ways_to_type


@pytest.mark.parametrize(
    ("formula", "ways"),
    [
        ("I(x) = −log p(x)", {"I(x) = −log p(x)", "I = −log p", "−log p(x)", "−log p", "log p"}),
        ("H(P) = −∑(x∈𝒳) P(x) log P(x)", {"−∑(x∈𝒳) P log P", "P log P"}),
        ("a = b ≤ c", {"a = b ≤ c", "b ≤ c", "c"}),
        ("f(z) = z; g(z) = −z", {"g(z) = −z", "z; g(z) = −z"}),
        ("x → y", {"y"}),
    ],
)
def test_a_formula_is_typed_from_each_of_its_sides_on(formula: str, ways: set[str]) -> None:
    assert ways <= set(ways_to_type(formula))


def test_nothing_is_longer_than_anybody_types() -> None:
    assert {len(way) for way in ways_to_type("x + " * 100)} == {39}


def test_an_empty_side_is_no_way() -> None:
    assert "" not in set(ways_to_type("−∑(i) = "))
