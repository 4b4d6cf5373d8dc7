"""Checked formulas in the place of code, for symbols: the code confirms each at some points."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from scripts.formulas.evaluation.code import NoTwinError
from scripts.formulas.evaluation.twins import Way
from scripts.formulas.proofs.normal_forms import NotProved
from scripts.formulas.proofs.twins import SymbolicTwins
from tests.formulas.evaluation import code_with_shapes
from tests.formulas.evaluation.evaluators import applied, asker, symbols, table_of


@pytest.mark.parametrize(
    ("python", "tex", "way", "expected"),
    [
        ("square(u)", "u^2", Way.EACH, lambda a, b: [a**2, b**2]),
        ("mean_square(u)", "u^2", Way.MEAN, lambda a, b: (a**2 + b**2) / 2),
        ("total_square(u)", "u^2", Way.SUM, lambda a, b: a**2 + b**2),
    ],
)
def test_the_same_ways_with_symbols(
    tmp_path: Path, python: str, tex: str, way: Way, expected: Callable[..., object]
) -> None:
    table = SymbolicTwins(table_of(tmp_path, python, tex), "another formula")
    args = symbols("a", 2)
    value = applied(table, python.partition("(")[0], args)
    wanted = np.ravel(np.array(expected(*args), dtype=object))
    assert all(sp.expand(a - b) == 0 for a, b in zip(np.ravel(value), wanted, strict=True))
    assert [mark[2] for mark in table.agreed] == [way]


def test_symbols_take_a_formula_only_after_the_code_has_given_the_same(tmp_path: Path) -> None:
    x = sp.Symbol("x", real=True)
    for python in ("no_square(u)", "not_a_number(u)", "square_once(u)"):
        code_with_shapes.calls.clear()
        table = SymbolicTwins(table_of(tmp_path, python, "u^2"), "another formula")
        with pytest.raises(NoTwinError):
            applied(table, python.partition("(")[0], x)
        assert not table.agreed


def test_a_formula_is_not_proved_by_itself(tmp_path: Path) -> None:
    table = SymbolicTwins(table_of(tmp_path, "square(u)", "u^2"), "it")
    assert table.twins == {"square": []}


def test_symbols_do_without_float64(tmp_path: Path) -> None:
    table = SymbolicTwins(table_of(tmp_path, "square(u)", "u^2"), "another formula")
    with pytest.raises(NotProved, match="no simpler formula for no_square"):
        table.whole("no_square(u)", asker(table))
