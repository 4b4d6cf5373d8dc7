"""The tables on automatic differentiation show the record."""

import math

import pytest

from snippets import recorded
from snippets.tables import autodiff as tables


def test_differences() -> None:
    rows = tables.differences().rows
    assert len(rows) == len(tables.LOSSES) == 16
    for name, row in zip(tables.LOSSES, rows, strict=True):
        assert row[2] == recorded.number("gradients", name, "pytorch")
        assert row[3] == recorded.number("gradients", name, "jax")


def test_slopes_of_arcface() -> None:
    rows = {str(row[0]): [float(cell) for cell in row[1:]] for row in tables.arcface().rows}
    assert list(rows) == ["0°", "$10^{-6}$°", "1°", "20°", "60°", "120°", "160°"]
    for angle, (formula, arccos, _, stopped) in rows.items():
        assert arccos == pytest.approx(formula, rel=1e-6)
        assert stopped == 1
        if angle in ("20°", "60°", "120°", "160°"):
            theta = math.radians(float(angle[:-1]))
            assert formula == pytest.approx(math.sin(theta + 0.5) / math.sin(theta))


def test_a_feature_that_points_at_its_class() -> None:
    table = tables.aligned()
    assert [column.header for column in table.columns[1:]] == [
        "cosine 1",
        "cosine 0.2",
        "cosine −0.3",
    ]
    slopes = {str(row[0]): float(row[1]) for row in table.rows}
    assert slopes["here"] == -math.inf
    assert math.isnan(slopes["PyTorch"])
    assert math.isnan(slopes["JAX"])
