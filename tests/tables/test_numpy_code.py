"""The tables on the NumPy functions: the published numbers, and each error with its message."""

import re

import numpy as np
import pytest

from snippets.tables import numpy_code as tables
from snippets.tables.table import Table


def cells(table: Table) -> dict[str, str]:
    """Return the outcome of each call, both without the marks of Markdown."""
    return {str(row[0]).strip("`"): re.sub(r"[\\`]", "", str(row[1])) for row in table.rows}


def test_every_route_gives_the_published_loss() -> None:
    results = cells(tables.results())
    assert len(results) == 5
    for call, result in results.items():
        expected = "0.2361725516" if call.startswith("binary") else "0.3635480397"
        assert result == expected, call


def test_reductions_and_weights() -> None:
    results = cells(tables.reductions())
    losses = -np.log([0.9, 0.9, 0.8, 0.6])

    def result(arguments: str) -> str:
        return results[f"binary_cross_entropy(y, p, {arguments})"]

    assert result("reduction='none'") == "[0.1054, 0.1054, 0.2231, 0.5108]"
    assert float(result("reduction='sum'")) == pytest.approx(losses.sum(), abs=1e-10)
    assert float(result("reduction='mean'")) == pytest.approx(losses.mean(), abs=1e-10)
    heavy = np.average(losses, weights=[1, 1, 1, 3])
    assert float(result("weights=[1, 1, 1, 3]")) == pytest.approx(heavy, abs=1e-10)
    assert result("weights=[2, 2, 2, 6]") == result("weights=[1, 1, 1, 3]")
    assert float(result("weights=[1, 1, 1, 0]")) == pytest.approx(losses[:3].mean(), abs=1e-10)


def test_slopes() -> None:
    assert list(cells(tables.gradients()).values()) == [
        "[1.111, -1.111, -1.25, 1.667]",
        "[0.1, -0.1, -0.2, 0.4]",
        "[[0.2, 0.2, -0.4]]",
    ]


def test_precision_follows_the_arrays() -> None:
    assert list(cells(tables.precisions()).values()) == ["float64", "float64", "float32"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("p[:, np.newaxis]", ("y_hat", "(4, 1)", "(4,)")),
        ("[0.3, 1.2]", ("y_hat", "1.2", "between 0 and 1")),
        ("np.nan", ("y_hat", "nan")),
        ("([], [])", ("no samples",)),
        ("weights=[1, 2]", ("weights", "(2,)", "(4,)")),
        ("'average'", ("reduction", "'average'", "'mean', 'sum' or 'none'")),
        ("0.4, 0.4", ("y_hat", "1.1", "sum of 1")),
        ("[3]", ("labels", "3", "0 to 2")),
        ("[-1]", ("labels", "-1", "0 to 2")),
        ("base=1", ("base", "not 1")),
    ],
)
def test_each_error_names_the_argument_what_it_got_and_what_it_wants(
    call: str, said: tuple[str, ...]
) -> None:
    message = next(text for shown, text in cells(tables.errors()).items() if call in shown)
    assert message.startswith("ValueError")
    for part in said:
        assert part in message


def test_every_row_of_errors_is_an_error() -> None:
    assert all("ValueError" in text for text in cells(tables.errors()).values())


def test_the_chooser_names_functions_that_exist() -> None:
    for *_, function in tables.chooser().rows:
        assert str(function).strip("`") in tables.NAMES
