"""Words in a formula stand at its end, or join its parts; they never say a part of it."""

import pytest

from scripts.formulas.language import tree
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import parse
from scripts.formulas.language.tokens import FormulaError
from tests.formulas.pages import Page

WITHIN = "words within a formula say nothing"
NUMBER = "a number or a sign within words"
CHANGES = "would change the formula"


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    notation = "$z$ : real\n$y$ : {0,1}"
    return Page("z = z", notation).written(tmp_path_factory.mktemp("words")).scope


@pytest.mark.parametrize(
    ("tex", "what"),
    [
        (r"\log e^z = \text{2}z", NUMBER),
        (r"e^z \text{ is never } > 0", WITHIN),
        (r"e^z > \text{not } 0", WITHIN),
        (r"z = z \text{ or } 2z", WITHIN),
        (r"z = z\text{ and minus }z", WITHIN),
        (r"z \text{ (by hand)} = z", WITHIN),
        (r"z = (\text{minus } z)", WITHIN),
        (r"z = z\text{-}z", NUMBER),
        (r"-z = z\text{*}", NUMBER),
        (r"z = z\text{ < all}", NUMBER),
        (r"z+z = z \text{ (times 2)}", NUMBER),
        (r"\tfrac12 z = z\text{/2}", NUMBER),
        (r"z^2 = z\text{ squared}", CHANGES),
        (r"-1 = z \text{ Minus two}", CHANGES),
        (r"z = -z \text{, never}", CHANGES),
        (r"\begin{aligned} z &= z\text{ squared} && \text{(why)} \end{aligned}", CHANGES),
        (r"\begin{aligned} z &= z\text{, never} && \text{why} \\ &= z \end{aligned}", CHANGES),
        (r"z = z\text{ twice}\quad \text{(by symmetry)}", CHANGES),
        (r"z = z\text{ twice}\text{ (by symmetry)}", CHANGES),
        (r"\begin{aligned} z &= \text{2}z \\ &= z \end{aligned}", NUMBER),
        (r"\begin{aligned} z &= z \text{ or} \\ &= \text{minus } z \end{aligned}", WITHIN),
        (r"\begin{aligned} z &\text{ is not} && = z \end{aligned}", WITHIN),
    ],
)
def test_words_that_would_vanish(tex: str, what: str, scope: Scope) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(tex, scope)
    assert what in refused.value.message
    start, end = refused.value.span or (0, 0)
    assert tex[start:end].startswith(r"\text{")


@pytest.mark.parametrize(
    ("tex", "notes"),
    [
        (r"z = z\quad\text{by~symmetry}", ("by symmetry",)),
        (r"z = z \text{ (by symmetry)}", (" (by symmetry)",)),
        (r"z = z,\quad \text{a cross-entropy}.", ("a cross-entropy",)),
        (r"z = z \text{ (never squared)}", (" (never squared)",)),
        (r"z = z \quad \text{never squared}", ("never squared",)),
        (
            r"\begin{aligned} z &= z && \text{half of it} \\&= z && \text{(one-hot)} \end{aligned}",
            ("half of it", "(one-hot)"),
        ),
    ],
)
def test_a_remark_at_the_end(tex: str, notes: tuple[str, ...], scope: Scope) -> None:
    assert parse(tex, scope).notes == notes


@pytest.mark.parametrize("word", ["if ", " and ", ", where ", "with"])
def test_words_that_begin_what_is_said_beside(word: str, scope: Scope) -> None:
    chain = parse(rf"z = z \text{{{word}}} z > 0 \text{{ (always)}}", scope)
    assert [type(side) for side in chain.sides] == [tree.Sym, tree.Sym]
    assert [condition.relation for condition in chain.conditions] == [">"]
    assert chain.notes == (" (always)",)
