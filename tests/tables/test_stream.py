"""The tables on streams add up, and show what order does to a running sum."""

import math

import numpy as np
import pytest

from snippets import recorded
from snippets.tables import stream as tables


def test_the_parts_add_up() -> None:
    first, last, both = (row[1:] for row in tables.parts().rows)
    for k in range(3):
        assert float(first[k]) + float(last[k]) == pytest.approx(float(both[k]))
    assert float(both[3]) == pytest.approx(float(both[1]) / 4)
    assert float(both[3]) == pytest.approx(0.2361725516)
    assert float(both[3]) != pytest.approx((float(first[3]) + float(last[3])) / 2, abs=0.05)


def test_only_the_running_sum_depends_on_the_order() -> None:
    rows = tables.orders().rows
    running, exact = (np.array([float(row[k]) for row in rows]) for k in (1, 2))
    assert len(set(running)) > 1
    assert set(exact) == {math.fsum(tables.scattered_losses()) / 1000}
    np.testing.assert_allclose(running, exact, rtol=1e-13)


def test_losses_are_of_the_size_that_the_caption_says() -> None:
    losses = tables.scattered_losses()
    assert 1e-9 < losses.min() < 1e-8
    assert 100 < losses.max() < 1e3


def test_the_large_file() -> None:
    rows = {str(row[0]): row[1:] for row in tables.large_file().rows}
    assert len(rows) == len(tables.WAYS)
    assert rows["NumPy, at once"][0] == "`MemoryError`"
    assert rows["Dask, `da.from_array` of the mapped file"][0] == "`MemoryError`"
    assert rows["here, in parts"] == rows["Dask, a tally for each block"]
    assert rows["here, in parts"][0] == recorded.number("stream", "in_parts_mean", "numpy")
    assert rows["here, in parts"][0] == rows["at once, without the limit"][0]
