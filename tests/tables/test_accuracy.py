"""The tables on accuracy and speed show the record, every cell of it."""

import math

import pytest

from snippets import recorded
from snippets.frameworks.libraries import LIBRARIES
from snippets.tables import accuracy as tables


@pytest.mark.parametrize("kind", ["ordinary", "hard"])
def test_errors_are_those_of_the_record(kind: str) -> None:
    table = tables.errors(kind)
    assert len(table.rows) == len(tables.QUANTITIES)
    for name, row in zip(tables.QUANTITIES, table.rows, strict=True):
        known = recorded.outcomes("accuracy", f"{name}_{kind}")
        shown = sum(cell != tables.NOTHING for cell in row[1:])
        assert shown == len({"optax" if key == "jax" else key for key in known})
        ours = recorded.number("accuracy", f"{name}_{kind}", "numpy")
        assert row[1] == tables.written(ours)


def test_infinite_errors_are_words() -> None:
    rows = {str(row[0]): row for row in tables.errors("hard").rows}
    headers = [column.header for column in tables.errors("hard").columns]
    logits = dict(zip(headers, rows["categorical, logits"], strict=True))
    assert logits["PyTorch"] == tables.NONE_RIGHT
    assert logits["scikit-learn"] == tables.NOTHING
    assert float(logits["Here"]) < 4


def test_every_recorded_quantity_has_a_row() -> None:
    entries = recorded.RECORD["sections"]["accuracy"]["entries"]
    recorded_names = {name.rpartition("_")[0] for name in entries}
    assert recorded_names == set(tables.QUANTITIES)
    examples = {name.rpartition("_")[0] for name in entries if name.endswith("_example")}
    assert examples == set(tables.EXAMPLES)


def test_examples_begin_with_a_loss_that_only_we_see() -> None:
    ours, *others = (row[1] for row in tables.examples().rows)
    assert float(ours) == pytest.approx(1.053e-20, rel=1e-3)
    assert {cell for cell in others if cell != tables.NOTHING} == {0}


def test_written() -> None:
    errors = [0.5, 1.44, 10.1, 7890.0, 1.72e10, math.inf]
    assert [tables.written(error) for error in errors] == [
        *("0.5", "1.4", "10", "7,890", "$10^{10}$", "none")
    ]


def test_calls_name_what_was_run() -> None:
    rows = tables.calls().rows
    assert len(rows) > 60
    assert all(str(call).startswith("`") for *_, call in rows)
    assert ("sigmoid", "PyTorch", "`torch.sigmoid(z)`") in rows


def test_columns_cover_the_libraries_that_compute() -> None:
    covered = {key for keys in tables.COLUMNS.values() for key in keys}
    assert covered == set(LIBRARIES) - {"dask"}


def test_times() -> None:
    small = ["32 × 10", "128 × 1,000"]
    large = ["100,000 × 1,000", "256 × 50,257", "1,000,000 × 10"]
    for table, sizes, contenders in (
        (tables.times(), small + large, tuple(tables.CONTENDERS)),
        (tables.times("float32"), small + large, tables.EXACT),
        (tables.times("float64", 2), small + large, tables.THREADED),
        (tables.nanoseconds(), large, tuple(tables.CONTENDERS)),
        (tables.memory(), large, tuple(tables.CONTENDERS)),
    ):
        assert tuple(str(row[0]) for row in table.rows) == contenders
        assert [column.header for column in table.columns[1:]] == sizes
    ratios = {str(row[0]): row[1:] for row in tables.times().rows}
    assert set(ratios["PyTorch, integer labels"]) == {1.0}


def test_machine() -> None:
    rows = {str(row[0]): str(row[1]) for row in tables.machine().rows}
    assert rows["processor"] == recorded.RECORD["machine"]["processor"]
    assert rows["with AVX-512"] in ("yes", "no")


def test_a_large_vocabulary_costs_memory_or_time() -> None:
    rows = {str(call): figures for call, *figures in tables.vocabulary().rows}
    plain, linear, chunked = rows.values()
    first, second, third = rows
    assert first == "`cross_entropy(linear(x, w), labels)`"
    assert second == "`linear_cross_entropy(x, w, labels)`"
    assert third.startswith("`linear_cross_entropy(x, w, labels, options=")
    assert plain[0] == linear[0] == pytest.approx(chunked[0], rel=1e-3)
    assert 0 < float(chunked[1]) < 0.5 < 2 < float(plain[1])
    assert float(linear[1]) > 2
    assert float(chunked[2]) > float(plain[2])
