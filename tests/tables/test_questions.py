"""The tables of the page on questions hold what was recorded, and what NumPy computes beside it."""

import numpy as np
import pytest

from snippets import curves
from snippets.tables import questions
from tests.tables.test_frameworks import column


def test_every_call_that_is_recommended_gave_the_right_loss() -> None:
    right = {"yes or no": -np.log([0.9, 0.9, 0.8, 0.6]), "one of": -np.log([0.7, 0.8, 0.6])}
    table = questions.which_call()
    assert len(table.rows) == 3 * 4
    for task, library, gave, call in table.rows:
        losses = next(losses for name, losses in right.items() if str(task).startswith(name))
        assert gave == f"{losses.mean():.4f}", (library, call)
        assert "logits" in str(call).lower() or library in ("PyTorch", "Optax")


def test_nan_stands_where_zero_meets_infinity_and_nowhere_else() -> None:
    gave = {str(row[0]): row[1:] for row in questions.nan_causes().rows}
    (row,) = (cells for what, cells in gave.items() if "one-hot" in what)
    assert row == ("NaN", "1.3133")
    assert gave["the same with a class number"] == ("1.3133", "1.3133")
    assert gave["the *true* class has the logit $-\\infty$"] == ("∞", "∞")
    assert gave["no samples at all"] == ("NaN", "`ValueError`")
    assert "NaN" not in {ours for _, ours in gave.values()}


def test_a_loss_is_compared_with_a_blind_guess() -> None:
    rows = questions.good_loss(1.9).rows
    assert column(questions.good_loss(1.9), "Verdict").count("worse than a blind guess") == 2
    for count, guess, left, verdict in rows:
        assert guess == pytest.approx(np.log(count))
        assert left == pytest.approx(1.9 / np.log(count))
        assert (float(left) < 1) == str(verdict).startswith("better")


def test_messages_are_those_of_errors_and_each_has_a_remedy() -> None:
    rows = questions.target_messages().rows
    assert len(rows) == len(questions.MENDED)
    assert all("Error` " in str(said) and cure for _, said, cure in rows)
    said = " ".join(str(row[1]) for row in rows)
    for words in ("Found dtype Long", "multi-target not supported", "out of bounds"):
        assert words in said


def test_the_validation_loss_rises_while_the_accuracy_rises() -> None:
    run = curves.overfitted()
    best = int(np.argmin(run.validation))
    assert 3 < best < 100
    assert run.validation[-1] > 2 * run.validation[best]
    assert run.accuracy[-1] > run.accuracy[best]
    assert np.all(np.diff(run.training) < 0)


def test_the_table_shows_steps_of_the_run() -> None:
    run = curves.overfitted()
    for step, *shown in questions.overfitting().rows:
        at = int(step)
        assert shown == [run.training[at], run.validation[at], run.accuracy[at]]
