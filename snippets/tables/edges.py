"""What the plain functions do at the edges of their domain, beside what the careful ones do."""

import importlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any, Final

import numpy as np

from snippets import careful, plain
from snippets.tables._calls import outcome
from snippets.tables.table import Column, Table

EDGES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "information.self_information": ("self_information(0.0)", "self_information(1.5)"),
        "information.entropy": (
            "entropy(np.array([1.0, 0.0]))",
            "entropy(np.array([0.5, 0.6]))",
        ),
        "information.binary_entropy": ("binary_entropy(0.0)", "binary_entropy(1.0)"),
        "information.perplexity": ("perplexity(np.array([1.0, 0.0]))",),
        "information.conditional_entropy": (
            "conditional_entropy(np.array([[0.5, 0.0], [0.0, 0.5]]))",
        ),
        "information.perplexity_of_losses": (
            "perplexity_of_losses(np.array([0.5, np.inf]))",
            "perplexity_of_losses(np.array([800.0]))",
            "perplexity_of_losses(np.array([0.5, -3.0]))",
        ),
        "information.mutual_information": (
            "mutual_information(np.array([[0.5, 0.0], [0.0, 0.5]]))",
        ),
        "divergence.cross_entropy": (
            "cross_entropy(np.array([0.5, 0.5]), np.array([1.0, 0.0]))",
            "cross_entropy(np.array([1.0, 0.0]), np.array([1.0, 0.0]))",
        ),
        "divergence.kl_divergence": (
            "kl_divergence(np.array([0.5, 0.5]), np.array([1.0, 0.0]))",
            "kl_divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5]))",
            "kl_divergence(np.array([0.5, 0.5]), np.array([0.500000001, 0.499999999]))",
        ),
        "divergence.cross_entropy_from_logs": (
            "cross_entropy_from_logs(np.array([1.0, 0.0]), np.array([0.0, -np.inf]))",
            "cross_entropy_from_logs(np.array([1.0, 0.0]), np.array([0.7, 0.3]))",
        ),
        "divergence.kl_divergence_from_logs": (
            "kl_divergence_from_logs(np.array([0.0, -np.inf]), np.log(np.array([0.5, 0.5])))",
            "kl_divergence_from_logs(np.log(np.array([0.5, 0.5])), np.array([0.0, -np.inf]))",
        ),
        "binary.binary_cross_entropy": (
            "binary_cross_entropy(1.0, 1.0)",
            "binary_cross_entropy(1.0, 0.0)",
            "binary_cross_entropy(1.0, 1.5)",
            "binary_cross_entropy(np.array([1.0, 0.0]), np.array([[0.9], [0.2]]))",
        ),
        "binary.binary_cross_entropy_gradient": (
            "binary_cross_entropy_gradient(1.0, np.array([1.0]))",
            "binary_cross_entropy_gradient(1.0, np.array([0.0]))",
        ),
        "binary.binary_cross_entropy_with_logits": (
            "binary_cross_entropy_with_logits(1.0, -1000.0)",
            "binary_cross_entropy_with_logits(1.0, 40.0)",
        ),
        "binary.binary_cross_entropy_with_logits_gradient": (
            "binary_cross_entropy_with_logits_gradient(1.0, 40.0)",
            "binary_cross_entropy_with_logits_gradient(0.0, -1000.0)",
        ),
        "binary.weighted_binary_cross_entropy_with_logits": (
            "weighted_binary_cross_entropy_with_logits(1.0, -1000.0, 3.0)",
            "weighted_binary_cross_entropy_with_logits(1.0, 0.0, -1.0)",
        ),
        "logistic.sigmoid": ("sigmoid(1000.0)", "sigmoid(-1000.0)"),
        "logistic.logit": ("logit(np.array([0.0]))", "logit(np.array([1.0]))"),
        "logistic.softplus": ("softplus(1000.0)", "softplus(-40.0)"),
        "softmax.logsumexp": ("logsumexp(np.array([1000.0, 1000.0]))",),
        "softmax.log_softmax": ("log_softmax(np.array([40.0, 0.0]))",),
        "softmax.softmax": (
            "softmax(np.array([1000.0, 0.0]))",
            "softmax(np.array([np.inf, 0.0]))",
        ),
        "softmax.softmax_jacobian": ("softmax_jacobian(np.array([40.0, 0.0]))",),
        "categorical.categorical_cross_entropy": (
            "categorical_cross_entropy(np.array([1.0, 0.0]), np.array([1.0, 0.0]))",
            "categorical_cross_entropy(np.array([1.0, 0.0]), np.array([0.0, 1.0]))",
            "categorical_cross_entropy(np.array([1.0, 0.0]), np.array([2.0, 1.0]))",
        ),
        "categorical.sparse_softmax_cross_entropy": (
            "sparse_softmax_cross_entropy(0, np.array([40.0, 0.0]))",
            "sparse_softmax_cross_entropy(-1, np.array([40.0, 0.0]))",
        ),
        "likelihood.bernoulli_pmf": ("bernoulli_pmf(0.5, 0.5)", "bernoulli_pmf(1.0, 1.5)"),
        "likelihood.log_likelihood": (
            "log_likelihood(np.array([1.0, 0.0]), np.array([1.0, 0.5]))",
            "log_likelihood(np.array([1.0, 0.0]), np.array([0.0, 0.5]))",
        ),
        "likelihood.likelihood": ("likelihood(np.zeros(2000), np.zeros(2000) + 0.5)",),
        "likelihood.categorical_log_likelihood": (
            "categorical_log_likelihood(np.array([1.0, 0.0]), np.array([1.0, 0.0]))",
        ),
        "focal.focal_loss_of_true_probability": (
            "focal_loss_of_true_probability(0.0)",
            "focal_loss_of_true_probability(1.0)",
        ),
        "focal.focal_loss_gradient": ("focal_loss_gradient(1.0, 1.0, 0.5)",),
        "focal.focal_loss_with_logits": (
            "focal_loss_with_logits(1.0, -1000.0)",
            "focal_loss_with_logits(1.0, 40.0)",
        ),
        "focal.focal_loss_with_logits_gradient": (
            "focal_loss_with_logits_gradient(1.0, np.array([40.0]))",
            "focal_loss_with_logits_gradient(0.0, np.array([1000.0]))",
        ),
        "focal.softmax_focal_loss": ("softmax_focal_loss(0, np.array([40.0, 0.0]))",),
        "focal.softmax_focal_loss_gradient": (
            "softmax_focal_loss_gradient(0, np.array([40.0, 0.0]))",
        ),
        "tokens.token_cross_entropy": (
            "token_cross_entropy(np.array([-100]), np.array([[2.0, 0.0]]))",
            "token_cross_entropy(np.array([-1]), np.array([[2.0, 0.0]]))",
        ),
        "tokens.token_cross_entropy_gradient": (
            "token_cross_entropy_gradient(np.array([-100]), np.array([[2.0, 0.0]]))",
        ),
        "contrastive.info_nce": (
            "info_nce(np.array([[1.0, 0.0]]), 0.001)",
            "info_nce(np.array([[1.0, 0.0]]), -1.0)",
        ),
        "contrastive.nt_xent": ("nt_xent(np.zeros((1, 2)), np.array([[1.0, 0.0]]))",),
        "contrastive.nt_xent_gradient": (
            "nt_xent_gradient(np.zeros((1, 2)), np.array([[1.0, 0.0]]))[0]",
        ),
        "margins.cosines": ("cosines(np.zeros(2), np.array([[1.0], [0.0]]))",),
        "margins.arcface_loss": ("arcface_loss(np.array([1.1, 0.0]), 0, 64.0, 0.5)",),
        "margins.am_softmax_loss": ("am_softmax_loss(np.array([1.1, 0.0]), 0, 30.0, 0.35)",),
        "margins.sm_softmax_loss": ("sm_softmax_loss(np.array([1000.0, 0.0]), 0, 1.0)",),
        "margins.cosine_of_sum_slope": ("cosine_of_sum_slope(1.0, 0.5)",),
        "margins.arcface_loss_gradient": (
            "arcface_loss_gradient(np.array([1.0, 0.0]), 0, 64.0, 0.5)",
        ),
        "regression.mean_squared_error": (
            "mean_squared_error(np.array([1.0, 2.0]), np.array([[1.0], [2.0]]))",
            "mean_squared_error(np.zeros(0), np.zeros(0))",
        ),
        "regression.gaussian_pdf": (
            "gaussian_pdf(0.0, 0.0, np.array([0.0]))",
            "gaussian_pdf(0.0, 0.0, np.array([-1.0]))",
        ),
        "risk.empirical_risk": ("empirical_risk(np.zeros(0))",),
        "risk.zero_one_loss": ("zero_one_loss(np.array([0, 1]), np.array([[0], [1]]))",),
        "scores.brier_score": ("brier_score(np.array([0.0, 1.0]), np.array([2.0, 1.0]))",),
        "scores.precision": ("precision(np.array(0.5), 0.0, 0.0)",),
        "scores.alarm_threshold": ("alarm_threshold(1.0, -0.5)",),
        "smoothing.smooth_labels": ("smooth_labels(np.array([1.0, 0.0]), 1.5)",),
        "smoothing.balanced_class_weights": ("balanced_class_weights(np.array([0, 0, 2]), 3)",),
        "training.half_squared_error_slope": ("half_squared_error_slope(1.0, 40.0)",),
        "stream.mean_loss": ("mean_loss(tally([np.array([1.0, np.inf])]))",),
        "stream.standard_error": ("standard_error(tally([np.array([1.0])]))",),
    }
)
"""Calls at the edges, by the function that they ask."""


def at_the_edges(*functions: str) -> Table:
    """Return a row for each call of `EDGES` that asks these functions: what either tier gives.

    A call can use these functions and no others, so that the table hangs on nothing else; one
    that has no edges of its own may be among them to be used.
    """
    calls = [call for function in functions for call in EDGES.get(function, ())]
    tiers = [_named(tier, functions) for tier in (plain, careful)]
    return Table(
        columns=(Column("Call"), Column("Plain"), Column("Careful")),
        rows=[(f"`{call}`", *(outcome(call, names) for names in tiers)) for call in calls],
    )


def _named(tier: ModuleType, functions: Sequence[str]) -> Mapping[str, Any]:
    """Return functions of a tier by the names that calls have for them, and NumPy."""
    named: dict[str, Any] = {"np": np}
    for function in functions:
        module, _, name = function.partition(".")
        named[name] = getattr(importlib.import_module(f"{tier.__name__}.{module}"), name)
    return named
