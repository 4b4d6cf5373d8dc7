"""A domain in the words of an author: what is read, what it mentions, and what a reader is told."""

import pytest

from scripts.formulas.language.notation import (
    Binary,
    Domain,
    Index,
    OneHot,
    Outcome,
    Outcomes,
    Pmf,
    Promise,
    Real,
    Simplex,
    Size,
    Variable,
    Whole,
)
from scripts.formulas.reading.declarations import NotationError, read_domain

X, Y = "\\mathcal{X}", "\\mathcal{Y}"
NM = ("N", "3")
DOMAINS: dict[str, tuple[Domain, tuple[str, ...], str]] = {
    "size 1..4": (Size(1, 4), (), "any whole number from 1 on"),
    "size 2..2": (Size(2, 2), (), "always 2"),
    "int -2..3": (Whole(-2, 3), (), "a whole number from -2 to 3"),
    "index of C": (Index("C"), ("C",), "a whole number from 1 to $C$"),
    "index of 3": (Index("3"), (), "a whole number from 1 to $3$"),
    "index of C [N]": (
        Index("C", shape=("N",)),
        ("N", "C"),
        "a vector of $N$ numbers, each entry a whole number from 1 to $C$",
    ),
    "set of n": (Outcomes("n"), ("n",), "a set of $n$ outcomes"),
    r"in \mathcal X": (Outcome(X), (X,), r"one of the outcomes in $\mathcal X$"),
    r"pmf on \mathcal X": (
        Pmf((X,), positive=False),
        (X,),
        r"one probability for each outcome in $\mathcal X$; they sum to 1",
    ),
    r"pmf+ on \mathcal X \times \mathcal Y": (
        Pmf((X, Y), positive=True),
        (X, Y),
        r"one probability for each pair of outcomes in $\mathcal X$ and $\mathcal Y$; "
        "they sum to 1, and none is 0",
    ),
    r"random variable with law p on \mathcal X": (
        Variable("p", X),
        ("p", X),
        r"takes the outcomes in $\mathcal X$ with the probabilities $p$",
    ),
    "real": (Real(), (), "any real number"),
    "real[N]": (Real(shape=("N",)), ("N",), "a vector of $N$ numbers"),
    "real[N,3], nonzero": (
        Real(shape=NM, nonzero=True),
        ("N",),
        "a matrix of $N$ rows and $3$ columns",
    ),
    "(0,1)": (Real(low=0, high=1), (), "a number between 0 and 1"),
    "[0,pi]": (
        Real(low=0, high=3.141592653589793, low_closed=True, high_closed=True),
        (),
        "a number from 0 to π",
    ),
    "(0, 1)[N]": (
        Real(low=0, high=1, shape=("N",)),
        ("N",),
        "a vector of $N$ numbers, each entry between 0 and 1",
    ),
    "{0,1}": (Binary(), (), "0 or 1"),
    "{0, 1}[N], mixed": (
        Binary(shape=("N",), mixed=True),
        ("N",),
        "a vector of $N$ numbers, each entry 0 or 1",
    ),
    "onehot[C]": (OneHot(shape=("C",)), ("C",), "one 1 among $C$ entries, all others 0"),
    "onehot[N,3]": (
        OneHot(shape=NM),
        ("N",),
        "$N$ rows, each with one 1 among $3$ entries, all others 0",
    ),
    "simplex[C]": (
        Simplex(shape=("C",), positive=False),
        ("C",),
        "$C$ probabilities that sum to 1",
    ),
    "simplex+[N,3]": (
        Simplex(shape=NM, positive=True),
        ("N",),
        "$N$ rows of $3$ probabilities, each row summing to 1, and none is 0",
    ),
}
PROMISES = {Binary: Promise.BINARY, OneHot: Promise.ONE_HOT, Pmf: Promise.SUM, Simplex: Promise.SUM}


@pytest.mark.parametrize("text", DOMAINS)
def test_a_domain(text: str) -> None:
    domain, names, words = DOMAINS[text]
    read = read_domain(f" {text} ")
    assert read == domain
    assert read.names == names
    assert read.words == words
    assert read.promise is PROMISES.get(type(read))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("size 0..4", "'size 0..4' is no range"),
        ("size 4..1", "'size 4..1' is no range"),
        ("int 4..1", "'int 4..1' is no range"),
        (f"int 1..{'9' * 5000}", "whole numbers of a range have at most nine digits"),
        ("size 1..1000000000", "whole numbers of a range have at most nine digits"),
        ("[1,0]", "'[1,0]' is empty"),
        ("(1,1)", "'(1,1)' is empty"),
        ("real[", "'real[' says nothing about the values"),
        ("simplex", "'simplex' says nothing about the values"),
        ("in a b", "'a b' is no set"),
        ("natural", "'natural' says nothing about the values"),
    ],
)
def test_what_is_no_domain_is_told(text: str, what: str) -> None:
    with pytest.raises(NotationError) as refusal:
        read_domain(text)
    assert str(refusal.value) == what
