"""The tables of the errata hold what the article prints and what SciPy computes beside it."""

import numpy as np
import pytest
from scipy.special import expit, log_softmax

from snippets.examples import CATEGORICAL_LABELS, CATEGORICAL_PREDICTIONS
from snippets.tables import errata
from snippets.tables.table import Table


def column(table: Table, number: int) -> list[float]:
    return [float(row[number]) for row in table.rows]


def test_inverse_proportion() -> None:
    table = errata.inverse_proportion()
    p = np.array(column(table, 0))
    np.testing.assert_allclose(column(table, 1), 1 / p)
    np.testing.assert_allclose(column(table, 2), -np.log2(p), atol=1e-15)


def test_row_sums() -> None:
    table = errata.row_sums()
    sums = np.sum([column(table, number) for number in (1, 2, 3)], axis=0)
    np.testing.assert_allclose(column(table, 4), sums)
    assert [row[5] for row in table.rows] == [True, False, True, True, True, False]


def test_sample_losses() -> None:
    table = errata.sample_losses()
    np.testing.assert_allclose(column(table, 3), -np.log(column(table, 1)))
    rounded = [f"{row[4]:{table.columns[4].format}}" for row in table.rows]
    assert rounded == ["0.92", "0.92", "2.30", "0.36", "0.36", "1.20"]
    assert [str(row[0])[-3:] for row in table.rows] == ["pig", "dog", "cat"] * 2


def test_mean_losses() -> None:
    rows = np.array([row[1:] for row in errata.mean_losses().rows], dtype=float)
    assert rows[0] == pytest.approx([1.37, 4.12 / 3, 1.4102, 1.378389, 1.9886], abs=5e-5)
    assert rows[1] == pytest.approx([0.63, 1.90 / 3, 0.6709, 0.639108, 0.9220], abs=5e-5)


def test_scores() -> None:
    rows = np.array([row[1:] for row in errata.scores().rows], dtype=float)
    assert rows[0] == pytest.approx([2 / 3, 1.378389, 0.8067], abs=5e-5)
    assert rows[1] == pytest.approx([2 / 3, 0.639108, 0.3400], abs=5e-5)


def test_wrong_labels() -> None:
    table = errata.wrong_labels()
    assert column(table, 3) == pytest.approx([-0.9, 0.2, 0.7])
    assert sum(column(table, 3)) == pytest.approx(0)


def test_sigmoid_gradients() -> None:
    table = errata.sigmoid_gradients()
    z, y_hat = np.array(column(table, 0)), np.array(column(table, 1))
    np.testing.assert_allclose(y_hat, expit(z))
    np.testing.assert_allclose(column(table, 2), (y_hat - 1) * y_hat * (1 - y_hat), rtol=1e-10)
    np.testing.assert_allclose(column(table, 3), y_hat - 1, rtol=1e-10)
    np.testing.assert_allclose(column(table, 4), 1 / (y_hat * (1 - y_hat)), rtol=1e-10)


def test_article_code() -> None:
    binary, categorical, perfect, perfect_of_two, hopeless, shapes = errata.article_code().rows
    assert binary[1:] == pytest.approx((0.2361725516, 0.2361725516), abs=5e-11)
    assert categorical[1:] == pytest.approx((0.3635480382, 0.3635480397), abs=5e-11)
    assert np.isnan(float(perfect[1]))
    assert perfect[2] == perfect_of_two[2] == 0
    assert perfect_of_two[1] == pytest.approx(-1e-9, rel=1e-6)
    assert hopeless[1:] == pytest.approx((20.723, np.inf), abs=5e-4)
    assert shapes[1:] == (pytest.approx(1.0094, abs=5e-5), "`ValueError`")


def test_probabilities_as_logits() -> None:
    table = errata.probabilities_as_logits()
    assert column(table, 1) == pytest.approx([0.3635, 1.3784, 0.6391], abs=5e-5)
    assert column(table, 2) == pytest.approx([0.7694, 1.1447, 0.8897], abs=5e-5)
    twice = -(CATEGORICAL_LABELS * log_softmax(CATEGORICAL_PREDICTIONS, axis=1)).sum(axis=1).mean()
    assert column(table, 2)[0] == pytest.approx(twice)
