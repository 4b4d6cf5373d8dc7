"""The tables on many classes, against sums done by hand."""

from math import exp, log, log2

import pytest

from snippets.tables import multiclass as tables

TRUE_PROBABILITIES = {1: (0.4, 0.4, 0.1), 2: (0.7, 0.7, 0.3)}
MEANS = {1: (1.378389, 1.9886), 2: (0.639108, 0.9220)}
BRIER = {
    1: (0.09 + 0.09 + 0.36 + 0.09 + 0.36 + 0.09 + 0.81 + 0.04 + 0.49) / 3,
    2: (0.01 + 0.04 + 0.09 + 0.01 + 0.09 + 0.04 + 0.49 + 0.16 + 0.09) / 3,
}


@pytest.mark.parametrize("model", [1, 2])
def test_losses_are_minus_log_of_the_true_probability(model: int) -> None:
    *pictures, _ = tables.predictions(model).rows
    for row, p in zip(pictures, TRUE_PROBABILITIES[model], strict=True):
        assert row[4] == pytest.approx(-log(p), rel=1e-14)
        assert row[5] == pytest.approx(-log2(p), rel=1e-14)


@pytest.mark.parametrize("model", [1, 2])
def test_means_are_the_corrected_ones_of_the_article(model: int) -> None:
    mean = tables.predictions(model).rows[-1]
    assert mean[4] == pytest.approx(MEANS[model][0], abs=5e-7)
    assert mean[5] == pytest.approx(MEANS[model][1], abs=5e-5)


@pytest.mark.parametrize("model", [1, 2])
def test_the_true_probability_is_the_marked_one(model: int) -> None:
    *pictures, _ = tables.predictions(model).rows
    for row, truth, p in zip(pictures, (3, 2, 1), TRUE_PROBABILITIES[model], strict=True):
        assert row[truth] == f"**{p}**"
        assert sum(str(cell).startswith("**") for cell in row) == 1


def test_both_models_err_on_the_cat_alone() -> None:
    verdicts = [[row[6] for row in tables.predictions(model).rows[:-1]] for model in (1, 2)]
    assert verdicts == [
        ["right", "right", f"wrong:\N{NO-BREAK SPACE}{other}"] for other in ("pig", "dog")
    ]


@pytest.mark.parametrize("model", [0, 3, 1.5])
def test_there_is_no_other_model(model: int) -> None:
    with pytest.raises(ValueError, match="model must be 1 or 2, got"):
        tables.predictions(model)


def test_scores() -> None:
    for row, model in zip(tables.scores().rows, (1, 2), strict=True):
        assert row[0] == str(model)
        assert row[1] == "2/3"
        assert row[2] == pytest.approx(MEANS[model][0], abs=5e-7)
        assert row[3] == pytest.approx(MEANS[model][1], abs=5e-5)
        assert row[4] == pytest.approx(BRIER[model], rel=1e-14)
    assert [round(BRIER[model], 4) for model in (1, 2)] == [0.8067, 0.34]


def test_a_uniform_guess_costs_the_logarithm_of_the_number_of_classes() -> None:
    rows = tables.baselines().rows
    assert [row[0] for row in rows] == [2, 3, 10, 100, 1000]
    for classes, nats, bits in rows:
        assert nats == pytest.approx(log(int(classes)), rel=1e-14)
        assert bits == pytest.approx(log2(int(classes)), rel=1e-14)


def test_shares_are_exponentials_over_their_sum() -> None:
    powers = [exp(score) for score in (1, 2, 4)]
    rows = tables.shares().rows
    assert [row[:2] for row in rows] == [("cat", 1), ("dog", 2), ("pig", 4)]
    assert [row[2] for row in rows] == pytest.approx([power / sum(powers) for power in powers])
