"""A chain for readers: symbols with what they may be, and a function for each line."""

import pytest

from scripts.formulas.javascript.chains import chain_of
from scripts.formulas.javascript.scripts import ScriptError, Scripts


def test_symbols_and_sides(scripts: Scripts) -> None:
    chain = chain_of(scripts, "bce-from-likelihood", ())
    told = [(one.name, one.shown, one.words, one.kind) for one in chain.symbols]
    assert told == [
        ("y_hat", "ŷ", "a number between 0 and 1", "real"),
        ("y", "y", "0 or 1", "binary"),
    ]
    assert all(side is not None for side in chain.sides)
    assert chain.tex[-1] == "L"
    assert len(chain.tex) == len(chain.sides) == 5


def test_sizes_are_fixed_and_told(scripts: Scripts) -> None:
    chain = chain_of(scripts, "nll", (("N", 3), ("d", 1)))
    assert chain.fixed == (("N", 3), ("d", 1))
    assert {one.name: one.shape for one in chain.symbols} == {
        "b": (),
        "w": (1,),
        "x": (3, 1),
        "y": (3,),
    }


def test_a_distribution_begins_with_numbers_that_sum_to_one(scripts: Scripts) -> None:
    chain = chain_of(scripts, "ce-decomposition", (("n", 3),))
    for symbol in chain.symbols:
        assert sum(symbol.start) == pytest.approx(1, abs=1e-12)
        assert all(0 < share < 1 for share in symbol.start)
        assert symbol.words.startswith("one probability for each outcome in X")


def test_derivatives_have_no_value(scripts: Scripts) -> None:
    sides = chain_of(scripts, "bce-gradient-z", ()).sides
    assert [side is None for side in sides] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-such", "there is no formula no-such that is checked"),
        ("sigmoid-slope", "sigmoid-slope has fewer than two sides that can be computed"),
        ("js", "js cannot be computed in a page"),
    ],
)
def test_refused(name: str, words: str, scripts: Scripts) -> None:
    with pytest.raises(ScriptError, match=words):
        chain_of(scripts, name, ())
