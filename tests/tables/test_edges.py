"""What the plain functions do at the edges of their domain, as their pages state it."""

import pytest

from snippets.tables.edges import EDGES, at_the_edges
from tests.snippets.plain.tiers import PLAIN

NOT_A_NUMBER = "nan; warns: divide by zero, invalid value"
ALL_IGNORED = (
    "`ValueError` labels: got none that counts, want at least one that is not ignored, for a mean"
)
INFINITE = "inf; warns: divide by zero"

EXPECTED = {
    "self_information(0.0)": (INFINITE, "inf"),
    "self_information(1.5)": (
        "-0.4054651081",
        "`ValueError` p: got 1.5, want probabilities between 0 and 1",
    ),
    "entropy(np.array([1.0, 0.0]))": (NOT_A_NUMBER, "0"),
    "entropy(np.array([0.5, 0.6]))": (
        "0.6530689645",
        "`ValueError` p: got a sum of 1.1, want a sum of 1 over the last axis",
    ),
    "binary_entropy(0.0)": (NOT_A_NUMBER, "0"),
    "binary_entropy(1.0)": (NOT_A_NUMBER, "0"),
    "perplexity(np.array([1.0, 0.0]))": (NOT_A_NUMBER, "1"),
    "conditional_entropy(np.array([[0.5, 0.0], [0.0, 0.5]]))": (NOT_A_NUMBER, "0"),
    "perplexity_of_losses(np.array([0.5, np.inf]))": (
        "inf",
        "inf",
    ),
    "perplexity_of_losses(np.array([800.0]))": (
        "inf; warns: overflow",
        "inf",
    ),
    "perplexity_of_losses(np.array([0.5, -3.0]))": (
        "0.2865047969",
        "`ValueError` losses: got -3.0, want numbers from 0 on",
    ),
    "mutual_information(np.array([[0.5, 0.0], [0.0, 0.5]]))": (NOT_A_NUMBER, "0.6931471806"),
    "cross_entropy(np.array([0.5, 0.5]), np.array([1.0, 0.0]))": (INFINITE, "inf"),
    "cross_entropy(np.array([1.0, 0.0]), np.array([1.0, 0.0]))": (NOT_A_NUMBER, "0"),
    "kl_divergence(np.array([0.5, 0.5]), np.array([1.0, 0.0]))": (INFINITE, "inf"),
    "kl_divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5]))": (NOT_A_NUMBER, "0.6931471806"),
    "kl_divergence(np.array([0.5, 0.5]), np.array([0.500000001, 0.499999999]))": (
        "1.090223024e-16",
        "1.999999998e-18",
    ),
    "cross_entropy_from_logs(np.array([1.0, 0.0]), np.array([0.0, -np.inf]))": (
        "nan; warns: invalid value",
        "0",
    ),
    "cross_entropy_from_logs(np.array([1.0, 0.0]), np.array([0.7, 0.3]))": (
        "-0.7",
        "`ValueError` log\\_q: got 0.7 at index 0, want log-probabilities, at most 0",
    ),
    "kl_divergence_from_logs(np.array([0.0, -np.inf]), np.log(np.array([0.5, 0.5])))": (
        "nan; warns: invalid value",
        "0.6931471806",
    ),
    "kl_divergence_from_logs(np.log(np.array([0.5, 0.5])), np.array([0.0, -np.inf]))": (
        "inf",
        "inf",
    ),
    "binary_cross_entropy(1.0, 1.0)": (NOT_A_NUMBER, "0"),
    "binary_cross_entropy(1.0, 0.0)": (INFINITE, "inf"),
    "binary_cross_entropy(1.0, 1.5)": (
        "nan; warns: invalid value",
        "`ValueError` y\\_hat: got 1.5, want probabilities between 0 and 1",
    ),
    "binary_cross_entropy(np.array([1.0, 0.0]), np.array([[0.9], [0.2]]))": (
        "1.060131768",
        "`ValueError` y\\_hat: got shape (2, 1), want the shape of y, which is (2,)",
    ),
    "binary_cross_entropy_gradient(1.0, np.array([1.0]))": (
        "\\[nan\\]; warns: invalid value",
        "\\[-1\\]",
    ),
    "binary_cross_entropy_gradient(1.0, np.array([0.0]))": (
        "\\[-inf\\]; warns: divide by zero",
        "\\[-inf\\]",
    ),
    "binary_cross_entropy_with_logits(1.0, -1000.0)": ("1000", "1000"),
    "binary_cross_entropy_with_logits(1.0, 40.0)": ("0", "4.248354255e-18"),
    "binary_cross_entropy_with_logits_gradient(1.0, 40.0)": ("0", "-4.248354255e-18"),
    "binary_cross_entropy_with_logits_gradient(0.0, -1000.0)": ("0; warns: overflow", "0"),
    "weighted_binary_cross_entropy_with_logits(1.0, -1000.0, 3.0)": ("3000", "3000"),
    "weighted_binary_cross_entropy_with_logits(1.0, 0.0, -1.0)": (
        "-0.6931471806",
        "`ValueError` pos\\_weight: got -1.0, want numbers from 0 on",
    ),
    "sigmoid(1000.0)": ("1", "1"),
    "sigmoid(-1000.0)": ("0; warns: overflow", "0"),
    "logit(np.array([0.0]))": ("\\[-inf\\]; warns: divide by zero", "\\[-inf\\]"),
    "logit(np.array([1.0]))": ("\\[inf\\]; warns: divide by zero", "\\[inf\\]"),
    "softplus(1000.0)": ("inf; warns: overflow", "1000"),
    "softplus(-40.0)": ("0", "4.248354255e-18"),
    "logsumexp(np.array([1000.0, 1000.0]))": ("1000.693147", "1000.693147"),
    "log_softmax(np.array([40.0, 0.0]))": ("\\[0, -40\\]", "\\[-4.248e-18, -40\\]"),
    "softmax(np.array([1000.0, 0.0]))": ("\\[1, 0\\]", "\\[1, 0\\]"),
    "softmax(np.array([np.inf, 0.0]))": (
        "\\[nan, nan\\]; warns: invalid value",
        "`ValueError` z: got inf, want logits below infinity",
    ),
    "softmax_jacobian(np.array([40.0, 0.0]))": (
        "\\[\\[0, -4.248e-18\\], \\[-4.248e-18, 4.248e-18\\]\\]",
        "\\[\\[4.248e-18, -4.248e-18\\], \\[-4.248e-18, 4.248e-18\\]\\]",
    ),
    "categorical_cross_entropy(np.array([1.0, 0.0]), np.array([1.0, 0.0]))": (NOT_A_NUMBER, "0"),
    "categorical_cross_entropy(np.array([1.0, 0.0]), np.array([0.0, 1.0]))": (INFINITE, "inf"),
    "categorical_cross_entropy(np.array([1.0, 0.0]), np.array([2.0, 1.0]))": (
        "-0.6931471806",
        "`ValueError` y\\_hat: got 2.0 at index 0, want probabilities between 0 and 1",
    ),
    "sparse_softmax_cross_entropy(0, np.array([40.0, 0.0]))": ("0", "4.248354255e-18"),
    "sparse_softmax_cross_entropy(-1, np.array([40.0, 0.0]))": (
        "40",
        "`ValueError` labels: got -1, want class labels from 0 to 1",
    ),
    "bernoulli_pmf(0.5, 0.5)": ("0.5", "`ValueError` y: got 0.5, want labels that are 0 or 1"),
    "bernoulli_pmf(1.0, 1.5)": (
        "1.5",
        "`ValueError` theta: got 1.5, want probabilities between 0 and 1",
    ),
    "log_likelihood(np.array([1.0, 0.0]), np.array([1.0, 0.5]))": (NOT_A_NUMBER, "-0.6931471806"),
    "log_likelihood(np.array([1.0, 0.0]), np.array([0.0, 0.5]))": (
        "-inf; warns: divide by zero",
        "-inf",
    ),
    "likelihood(np.zeros(2000), np.zeros(2000) + 0.5)": ("0", "0"),
    "categorical_log_likelihood(np.array([1.0, 0.0]), np.array([1.0, 0.0]))": (NOT_A_NUMBER, "0"),
    "focal_loss_of_true_probability(0.0)": (INFINITE, "inf"),
    "focal_loss_of_true_probability(1.0)": ("-0", "0"),
    "focal_loss_gradient(1.0, 1.0, 0.5)": (NOT_A_NUMBER, "0"),
    "focal_loss_with_logits(1.0, -1000.0)": ("250", "250"),
    "focal_loss_with_logits(1.0, 40.0)": ("0", "1.916912018e-53"),
    "focal_loss_with_logits_gradient(1.0, np.array([40.0]))": ("\\[0\\]", "\\[-5.751e-53\\]"),
    "focal_loss_with_logits_gradient(0.0, np.array([1000.0]))": (
        "\\[nan\\]; warns: overflow, divide by zero, invalid value",
        "\\[0.75\\]",
    ),
    "softmax_focal_loss(0, np.array([40.0, 0.0]))": ("0", "7.667648074e-53"),
    "softmax_focal_loss_gradient(0, np.array([40.0, 0.0]))": (
        "\\[nan, nan\\]; warns: invalid value",
        "\\[-2.3e-52, 2.3e-52\\]",
    ),
    "token_cross_entropy(np.array([-100]), np.array([[2.0, 0.0]]))": (
        "nan; warns: invalid value",
        ALL_IGNORED,
    ),
    "token_cross_entropy(np.array([-1]), np.array([[2.0, 0.0]]))": (
        "2.126928011",
        "`ValueError` labels: got -1 at index 0, want class labels from 0 to 1",
    ),
    "token_cross_entropy_gradient(np.array([-100]), np.array([[2.0, 0.0]]))": (
        "\\[\\[nan, nan\\]\\]; warns: invalid value",
        ALL_IGNORED,
    ),
    "info_nce(np.array([[1.0, 0.0]]), 0.001)": ("0", "0"),
    "info_nce(np.array([[1.0, 0.0]]), -1.0)": (
        "1.313261688",
        "`ValueError` temperature: got -1.0, want numbers above 0",
    ),
    "nt_xent(np.zeros((1, 2)), np.array([[1.0, 0.0]]))": (
        "nan; warns: invalid value",
        "`ValueError` first: got a vector of length 0, want vectors that have a direction",
    ),
    "nt_xent_gradient(np.zeros((1, 2)), np.array([[1.0, 0.0]]))[0]": (
        "\\[\\[nan, nan\\]\\]; warns: invalid value",
        "`ValueError` first: got a vector of length 0, want vectors that have a direction",
    ),
    "cosines(np.zeros(2), np.array([[1.0], [0.0]]))": (
        "\\[nan\\]; warns: invalid value",
        "`ValueError` features: got a vector of length 0, want vectors that have a direction",
    ),
    "arcface_loss(np.array([1.1, 0.0]), 0, 64.0, 0.5)": (
        "nan; warns: invalid value",
        "`ValueError` cosines: got 1.1, want numbers from −1 to 1",
    ),
    "am_softmax_loss(np.array([1.1, 0.0]), 0, 30.0, 0.35)": (
        "1.691897733e-10",
        "`ValueError` cosines: got 1.1, want numbers from −1 to 1",
    ),
    "sm_softmax_loss(np.array([1000.0, 0.0]), 0, 1.0)": ("0", "0"),
    "cosine_of_sum_slope(1.0, 0.5)": (INFINITE, "inf"),
    "arcface_loss_gradient(np.array([1.0, 0.0]), 0, 64.0, 0.5)": (
        "\\[nan, 2.594e-23\\]; warns: divide by zero, invalid value",
        "\\[-inf, 2.594e-23\\]",
    ),
    "mean_squared_error(np.array([1.0, 2.0]), np.array([[1.0], [2.0]]))": (
        "0.5",
        "`ValueError` y\\_hat: got shape (2, 1), want the shape of y, which is (2,)",
    ),
    "mean_squared_error(np.zeros(0), np.zeros(0))": (
        "nan; warns: Mean of empty slice, invalid value",
        "`ValueError` y: got no samples, want at least one for a mean",
    ),
    "gaussian_pdf(0.0, 0.0, np.array([0.0]))": (
        "\\[nan\\]; warns: invalid value",
        "`ValueError` sd: got 0.0 at index 0, want numbers above 0",
    ),
    "gaussian_pdf(0.0, 0.0, np.array([-1.0]))": (
        "\\[-0.3989\\]",
        "`ValueError` sd: got -1.0 at index 0, want numbers above 0",
    ),
    "empirical_risk(np.zeros(0))": (
        "nan; warns: Mean of empty slice, invalid value",
        "`ValueError` losses: got no samples, want at least one for a mean",
    ),
    "zero_one_loss(np.array([0, 1]), np.array([[0], [1]]))": (
        "\\[\\[0, 1\\], \\[1, 0\\]\\]",
        "`ValueError` predicted: got shape (2, 1), want the shape of y, which is (2,)",
    ),
    "brier_score(np.array([0.0, 1.0]), np.array([2.0, 1.0]))": (
        "4",
        "`ValueError` y\\_hat: got 2.0 at index 0, want probabilities between 0 and 1",
    ),
    "precision(np.array(0.5), 0.0, 0.0)": (
        "nan; warns: invalid value",
        "`ValueError` recall: got no alarm at all, want some, right or wrong",
    ),
    "alarm_threshold(1.0, -0.5)": (
        "2",
        "`ValueError` miss: got -0.5, want numbers above 0",
    ),
    "smooth_labels(np.array([1.0, 0.0]), 1.5)": (
        "\\[0.25, 0.75\\]",
        "`ValueError` epsilon: got 1.5, want probabilities between 0 and 1",
    ),
    "balanced_class_weights(np.array([0, 0, 2]), 3)": (
        "\\[0.5, inf, 1\\]; warns: divide by zero",
        "`ValueError` labels: got no sample of class 1, want a sample of every class",
    ),
    "half_squared_error_slope(1.0, 40.0)": ("0", "-1.804851388e-35"),
    "mean_loss(tally([np.array([1.0, np.inf])]))": ("inf; warns: invalid value", "inf"),
    "standard_error(tally([np.array([1.0])]))": (
        "nan; warns: invalid value",
        "`ValueError` seen: got one loss, want at least two for a standard error",
    ),
}
"""What either tier gives, by call."""

ROWS = [tuple(map(str, row)) for row in at_the_edges("stream.tally", *EDGES).rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_tier_does_what_is_stated(row: tuple[str, ...]) -> None:
    call, *outcomes = row
    assert tuple(outcomes) == EXPECTED[call.strip("`")]


def test_all_that_is_stated_is_called() -> None:
    assert [row[0].strip("`") for row in ROWS] == list(EXPECTED)


def test_edges_are_those_of_plain_functions() -> None:
    assert set(EDGES) <= {f"{module}.{name}" for module, name in PLAIN}
    for function, calls in EDGES.items():
        assert all(f"{function.rpartition('.')[2]}(" in call for call in calls)


def test_a_table_has_the_calls_of_its_functions() -> None:
    names = ("logistic.sigmoid", "logistic.logit")
    rows = at_the_edges(*names).rows
    assert [row[0] for row in rows] == [f"`{call}`" for name in names for call in EDGES[name]]
