"""What the plain functions do at the edges of their domain, beside what the careful ones do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from snippets import careful, plain
from snippets.careful import (
    binary as careful_binary,
)
from snippets.careful import (
    categorical as careful_categorical,
)
from snippets.careful import (
    divergence as careful_divergence,
)
from snippets.careful import (
    focal as careful_focal,
)
from snippets.careful import (
    information as careful_information,
)
from snippets.careful import (
    likelihood as careful_likelihood,
)
from snippets.careful import (
    logistic as careful_logistic,
)
from snippets.careful import (
    margins as careful_margins,
)
from snippets.careful import (
    regression as careful_regression,
)
from snippets.careful import (
    risk as careful_risk,
)
from snippets.careful import (
    scores as careful_scores,
)
from snippets.careful import (
    smoothing as careful_smoothing,
)
from snippets.careful import (
    softmax as careful_softmax,
)
from snippets.careful import (
    stream as careful_stream,
)
from snippets.careful import (
    training as careful_training,
)
from snippets.plain import (
    binary,
    categorical,
    divergence,
    focal,
    information,
    likelihood,
    logistic,
    margins,
    regression,
    risk,
    scores,
    smoothing,
    softmax,
    stream,
    training,
)
from snippets.tables._calls import outcome
from snippets.tables.table import Column, Table

PLAIN: Final = (
    binary,
    categorical,
    divergence,
    focal,
    information,
    likelihood,
    logistic,
    margins,
    regression,
    risk,
    scores,
    smoothing,
    softmax,
    stream,
    training,
)
CAREFUL: Final = (
    careful_binary,
    careful_categorical,
    careful_divergence,
    careful_focal,
    careful_information,
    careful_likelihood,
    careful_logistic,
    careful_margins,
    careful_regression,
    careful_risk,
    careful_scores,
    careful_smoothing,
    careful_softmax,
    careful_stream,
    careful_training,
)
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
        "smoothing.smooth_labels": ("smooth_labels(np.array([1.0, 0.0]), 1.5)",),
        "smoothing.balanced_class_weights": ("balanced_class_weights(np.array([0, 0, 2]), 3)",),
        "training.half_squared_error_slope": ("half_squared_error_slope(1.0, 40.0)",),
        "stream.mean_loss": ("mean_loss(tally([np.array([1.0, np.inf])]))",),
        "stream.standard_error": ("standard_error(tally([np.array([1.0])]))",),
    }
)
"""Calls at the edges, by the function that they ask."""


def at_the_edges(*functions: str) -> Table:
    """Return a row for each call of `EDGES` that asks these functions: what either tier gives."""
    calls = [call for function in functions for call in EDGES[function]]
    return Table(
        columns=(Column("Call"), Column("Plain"), Column("Careful")),
        rows=[(f"`{call}`", outcome(call, _PLAIN), outcome(call, _CAREFUL)) for call in calls],
    )


def _names_of(tier: str, modules: tuple[Any, ...]) -> Mapping[str, Any]:
    """Return the functions that the modules of a tier define, and NumPy."""
    functions = {
        name: found
        for module in modules
        for name, found in vars(module).items()
        if getattr(found, "__module__", "").startswith(f"{tier}.")
    }
    return {**functions, "np": np}


_PLAIN: Final = _names_of(plain.__name__, PLAIN)
_CAREFUL: Final = _names_of(careful.__name__, CAREFUL)
