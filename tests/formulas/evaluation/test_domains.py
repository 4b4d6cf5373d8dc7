"""What is drawn keeps the promises of its domain, at the edges too, and breaks them on demand."""

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from mpmath import mpf

from scripts.formulas.evaluation.domains import Sample, draws, nearby, relaxed
from scripts.formulas.evaluation.values import Array, plain
from scripts.formulas.language.notation import Promise, Scope
from scripts.formulas.reading.declarations import declare, read_domain

BASE = {"C": "size 2..4", "N": "size 1..3", "\\mathcal X": "set of C"}


def scope_with(domain: str) -> Scope:
    scope = Scope()
    for name, text in (BASE | {"v": domain}).items():
        scope = scope.extended([declare(name, read_domain(text), scope)])
    return scope


def drawn(domain: str, count: int = 60) -> Iterator[Sample]:
    return draws(["v"], scope_with(domain), "a seed", count)


def entries(sample: Sample) -> Array:
    return np.array(plain(sample.values["v"]), dtype=object)


KEPT: dict[str, Callable[[Array], bool]] = {
    "(0,1)": lambda v: bool((v > 0).all() and (v < 1).all()),
    "[0,1]": lambda v: bool((v >= 0).all() and (v <= 1).all()),
    "{0,1}[N]": lambda v: set(v.flat) <= {0, 1},
    "{0,1}[C], mixed": lambda v: set(v.flat) == {0, 1},
    "onehot[N,C]": lambda v: bool((v.sum(axis=-1) == 1).all()) and set(v.flat) == {0, 1},
    "simplex[N,C]": lambda v: bool((v.sum(axis=-1) == 1).all() and (v >= 0).all()),
    "simplex+[C]": lambda v: bool(v.sum() == 1 and (v > 0).all()),
    r"pmf on \mathcal X": lambda v: bool(v.sum() == 1 and (v >= 0).all()),
    "real[N,C], nonzero": lambda v: bool((v != 0).any(axis=-1).all()),
    "int -2..3": lambda v: -2 <= v.item() <= 3,
}


@pytest.mark.parametrize("domain", KEPT)
def test_promises_are_kept(domain: str) -> None:
    assert all(KEPT[domain](entries(sample)) for sample in drawn(domain))


@pytest.mark.parametrize("domain", [r"pmf on \mathcal X", "simplex[C]", "(0,1)", "real"])
def test_a_small_step_keeps_them_too(domain: str) -> None:
    scope, generator = scope_with(domain), random.Random(1)
    for sample in drawn(domain, 20):
        moved = nearby(sample, ["v"], scope, generator, 0.1)
        if domain in KEPT:
            assert KEPT[domain](entries(moved))
        total = abs(entries(moved).sum() - 1)
        assert total < mpf(10) ** -12 or domain in ("(0,1)", "real")


EDGES: dict[str, set[float]] = {
    "(0,1)": {0.5},
    "[0,1]": {0, 0.5, 1},
    "real": {0, 1, -1, 8, -8},
    "{0,1}": {0, 1},
}


@pytest.mark.parametrize("domain", EDGES)
def test_edges_are_drawn_as_well_as_what_lies_between(domain: str) -> None:
    values = {float(entries(sample)) for sample in drawn(domain)}
    assert EDGES[domain] <= values
    assert min(values) < 0.01 or domain == "{0,1}"
    assert len(values) > 10 or domain == "{0,1}"


@pytest.mark.parametrize(
    ("domain", "promise"),
    [
        ("{0,1}[N]", Promise.BINARY),
        ("onehot[C]", Promise.ONE_HOT),
        ("simplex[C]", Promise.SUM),
        (r"pmf on \mathcal X", Promise.SUM),
    ],
)
def test_a_promise_is_broken_to_see_who_needs_it(domain: str, promise: Promise) -> None:
    scope = scope_with(domain)
    declared = scope.domain("v")
    assert declared is not None
    assert declared.promise is promise
    for sample in drawn(domain, 20):
        broken = entries(relaxed(sample, "v", scope, random.Random(2)))
        assert all(0 < entry < 1 for entry in broken.ravel().tolist())
        assert promise is Promise.BINARY or broken.sum() != 1


def test_the_same_seed_draws_the_same() -> None:
    for one, other in zip(drawn("simplex[C]"), drawn("simplex[C]"), strict=True):
        assert (entries(one) == entries(other)).all()
