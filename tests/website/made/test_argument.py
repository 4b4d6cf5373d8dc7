"""Which formula rests on which: for three reasons, and never in a circle."""

from hypothesis import given
from hypothesis import strategies as st

from scripts.website.made.argument import Claim, grounds, resting_on


def claim(name: str, **others: tuple[str, ...]) -> Claim:
    return Claim(name=name, uri="page.md", title="Page", number=1, **others)


LOSS = claim("loss", defines=("m.loss",))
AGAIN = claim("again", defines=("m.loss",), speaks_of=("m.loss",))


def test_a_formula_rests_on_the_first_that_defines_what_it_speaks_of() -> None:
    bound = claim("bound", speaks_of=("m.loss", "m.unknown"))
    assert grounds([LOSS, AGAIN, bound]) == {"loss": (), "again": ("loss",), "bound": ("loss",)}


def test_what_stood_in_for_a_function_comes_before_what_defines_it_first() -> None:
    slope = claim("slope", speaks_of=("m.loss",), stand_ins=("again",))
    assert grounds([LOSS, AGAIN, slope])["slope"] == ("again",)


def test_a_formula_rests_on_those_that_the_sentence_before_it_names() -> None:
    bits, unknown = claim("bits", named=("loss",)), claim("other", named=("nowhere",))
    assert grounds([LOSS, bits, unknown]) == {"loss": (), "bits": ("loss",), "other": ()}


def test_a_formula_does_not_rest_on_itself_or_on_what_rests_on_it() -> None:
    first = claim("first", named=("second", "first"))
    second = claim("second", stand_ins=("first",))
    assert grounds([first, second]) == {"first": (), "second": ("first",)}


def test_what_was_computed_with_counts_before_what_is_only_named() -> None:
    first, second = claim("first", named=("third",)), claim("second", stand_ins=("first",))
    third = claim("third", stand_ins=("second",))
    assert grounds([first, second, third])["first"] == ()


def test_grounds_stand_in_the_order_of_the_pages() -> None:
    last = claim("last", stand_ins=("b", "a"))
    assert grounds([claim("a"), claim("b"), last])["last"] == ("a", "b")


def test_both_directions_say_the_same() -> None:
    rests = grounds([LOSS, AGAIN, claim("bound", speaks_of=("m.loss",))])
    assert resting_on(rests) == {"loss": ("again", "bound"), "again": (), "bound": ()}


NAMES = "abcdef"
some = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)


@given(st.lists(st.tuples(some, some, some, some), min_size=6, max_size=6))
def test_no_argument_has_a_circle(reasons: list[tuple[tuple[str, ...], ...]]) -> None:
    claims = [
        claim(name, stand_ins=one, defines=two, speaks_of=three, named=four)
        for name, (one, two, three, four) in zip(NAMES, reasons, strict=True)
    ]
    rests = grounds(claims)
    left = set(rests)
    while free := {name for name in left if left.isdisjoint(rests[name])}:
        left -= free
    assert not left
