"""The tables of the page on the NumPy functions: calls, run, with what came back."""

from types import MappingProxyType
from typing import Any, Final

import numpy as np

from snippets.careful.binary import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
)
from snippets.careful.categorical import (
    categorical_cross_entropy,
    softmax_cross_entropy,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from snippets.careful.information import entropy
from snippets.careful.logistic import logit
from snippets.examples import (
    BINARY_LABELS,
    BINARY_PREDICTIONS,
    CATEGORICAL_LABELS,
    CATEGORICAL_PREDICTIONS,
)
from snippets.tables._calls import table_of_calls
from snippets.tables.table import Column, Table

NAMES: Final = MappingProxyType[str, Any](
    {
        "np": np,
        "y": BINARY_LABELS.ravel(),
        "p": BINARY_PREDICTIONS.ravel(),
        "z": logit(BINARY_PREDICTIONS.ravel()),
        "Y": CATEGORICAL_LABELS,
        "P": CATEGORICAL_PREDICTIONS,
        "Z": np.log(CATEGORICAL_PREDICTIONS),
        "binary_cross_entropy": binary_cross_entropy,
        "binary_cross_entropy_gradient": binary_cross_entropy_gradient,
        "binary_cross_entropy_with_logits": binary_cross_entropy_with_logits,
        "binary_cross_entropy_with_logits_gradient": binary_cross_entropy_with_logits_gradient,
        "categorical_cross_entropy": categorical_cross_entropy,
        "softmax_cross_entropy": softmax_cross_entropy,
        "sparse_softmax_cross_entropy": sparse_softmax_cross_entropy,
        "sparse_softmax_cross_entropy_gradient": sparse_softmax_cross_entropy_gradient,
        "entropy": entropy,
    }
)
"""What the calls of this page may name: the article's two examples and the functions."""

RESULTS: Final = (
    "binary_cross_entropy(y, p)",
    "binary_cross_entropy_with_logits(y, z)",
    "categorical_cross_entropy(Y, P)",
    "softmax_cross_entropy(Y, Z)",
    "sparse_softmax_cross_entropy([0, 1, 2], Z)",
)

REDUCTIONS: Final = (
    "binary_cross_entropy(y, p, reduction='none')",
    "binary_cross_entropy(y, p, reduction='sum')",
    "binary_cross_entropy(y, p, reduction='mean')",
    "binary_cross_entropy(y, p, weights=[1, 1, 1, 3])",
    "binary_cross_entropy(y, p, weights=[2, 2, 2, 6])",
    "binary_cross_entropy(y, p, weights=[1, 1, 1, 0])",
)

GRADIENTS: Final = (
    "binary_cross_entropy_gradient(y, p)",
    "binary_cross_entropy_with_logits_gradient(y, z)",
    "sparse_softmax_cross_entropy_gradient([2], Z[2:])",
)

PRECISIONS: Final = (
    "binary_cross_entropy(y, p).dtype",
    "binary_cross_entropy(y, p.astype('float32')).dtype",
    "binary_cross_entropy(y.astype('float32'), p.astype('float32')).dtype",
)

ERRORS: Final = (
    "binary_cross_entropy(y, p[:, np.newaxis])",
    "binary_cross_entropy([0, 1], [0.3, 1.2])",
    "binary_cross_entropy([0, 1], [0.3, np.nan])",
    "binary_cross_entropy([], [])",
    "binary_cross_entropy(y, p, weights=[1, 2])",
    "binary_cross_entropy(y, p, reduction='average')",
    "categorical_cross_entropy([[0, 1, 0]], [[0.3, 0.4, 0.4]])",
    "sparse_softmax_cross_entropy([3], [[0.1, 0.7, 0.2]])",
    "sparse_softmax_cross_entropy([-1], [[0.1, 0.7, 0.2]])",
    "entropy([0.5, 0.5], base=1)",
)


def chooser() -> Table:
    """Show which function fits which kind of prediction and label, with the shapes."""
    return Table(
        columns=(
            Column("Labels"),
            Column("Predictions"),
            Column("Function"),
        ),
        rows=[
            ("0 or 1, any shape", "probabilities, same shape", "`binary_cross_entropy`"),
            ("0 or 1, any shape", "logits, same shape", "`binary_cross_entropy_with_logits`"),
            ("one-hot, `(N, C)`", "probabilities, `(N, C)`", "`categorical_cross_entropy`"),
            ("one-hot, `(N, C)`", "logits, `(N, C)`", "`softmax_cross_entropy`"),
            ("class numbers, `(N,)`", "logits, `(N, C)`", "`sparse_softmax_cross_entropy`"),
        ],
    )


def results() -> Table:
    """Show the article's two examples, from probabilities and from logits."""
    return table_of_calls(RESULTS, NAMES, result="Result (nats)")


def reductions() -> Table:
    """Show the three reductions and what weights do to the mean."""
    return table_of_calls(REDUCTIONS, NAMES, result="Result (nats)")


def gradients() -> Table:
    """Show the slopes of each sample's loss."""
    return table_of_calls(GRADIENTS, NAMES)


def precisions() -> Table:
    """Show which precision comes out for which that goes in."""
    return table_of_calls(PRECISIONS, NAMES)


def errors() -> Table:
    """Show calls that are refused, with what the error says."""
    return table_of_calls(ERRORS, NAMES, result="What happens")
