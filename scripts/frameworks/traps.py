"""Inputs at which the libraries differ.

First the losses of the tabs, called at the edges of what they accept; then other calls, each given
as the text that is run and shown.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np
import optax
import tensorflow as tf
import torch
from scipy import special, stats
from sklearn.metrics import log_loss

from scripts.frameworks.cases import Case
from scripts.frameworks.outcomes import plain
from scripts.frameworks.tabs import MODULES, Convert, cases_of, converted
from snippets import examples
from snippets.careful import binary, categorical, divergence, smoothing
from snippets.frameworks import careful

NAN, INF = np.nan, np.inf
BINARY, BINARY_Z = "binary_cross_entropy", "binary_cross_entropy_with_logits"
ROWS, ROWS_Z = "categorical_cross_entropy", "softmax_cross_entropy"
SPARSE, SPARSE_Z = "sparse_categorical_cross_entropy", "sparse_softmax_cross_entropy"

P: Final = examples.CATEGORICAL_PREDICTIONS
Y: Final = examples.CATEGORICAL_LABELS
Z: Final = np.log(P) + np.array([[1.0], [2.0], [3.0]])
"""Logits of P: a number added to a row does not change its softmax."""

Arguments = Mapping[str, Any]

OURS_CAREFUL: Final[Mapping[str, tuple[ModuleType, Convert]]] = {
    **MODULES,
    "numpy": (careful, np.asarray),
}
"""At the edges our own code is the careful one."""


def _of(*numbers: float) -> Any:
    return np.array(numbers, dtype=np.float64)


def _row(*numbers: float) -> Any:
    return _of(*numbers)[np.newaxis]


def _label(*numbers: int) -> Any:
    return np.array(numbers, dtype=np.int64)


LABELS, ROW = _label(0, 1, 2), _row(1, 0, 0)
VECTOR = {"y": _of(1, 0, 1)}
COLUMN, COLUMN_Z = _of(0.9, 0.2, 0.7)[:, np.newaxis], _of(2, -1, 1)[:, np.newaxis]
AS_PRINTED = examples.MODEL_1_AS_PRINTED

EDGES: Final[Mapping[str, tuple[str, Arguments]]] = MappingProxyType(
    {
        "binary_right_1": (BINARY, {"y": _of(1), "y_hat": _of(1)}),
        "binary_right_0": (BINARY, {"y": _of(0), "y_hat": _of(0)}),
        "binary_wrong_1": (BINARY, {"y": _of(1), "y_hat": _of(0)}),
        "binary_wrong_0": (BINARY, {"y": _of(0), "y_hat": _of(1)}),
        "rows_right": (ROWS, {"y": ROW, "y_hat": _row(1, 0, 0)}),
        "rows_wrong": (ROWS, {"y": ROW, "y_hat": _row(0, 1, 0)}),
        "sparse_wrong": (SPARSE, {"labels": _label(0), "y_hat": _row(0, 1, 0)}),
        "kl_impossible": ("kl_divergence", {"p": _of(0.5, 0.5), "q": _of(1, 0)}),
        "kl_absent": ("kl_divergence", {"p": _of(1, 0), "q": _of(0.5, 0.5)}),
        "entropy_certain": ("entropy", {"p": _of(1, 0)}),
        "nan_binary": (BINARY, {"y": _of(1, 0), "y_hat": _of(NAN, 0.4)}),
        "nan_binary_logit": (BINARY_Z, {"y": _of(1, 0), "z": _of(NAN, 0.4)}),
        "nan_label": (BINARY, {"y": _of(NAN, 0), "y_hat": _of(0.9, 0.4)}),
        "nan_row": (ROWS, {"y": ROW, "y_hat": _row(0.7, NAN, 0.3)}),
        "nan_row_logit": (ROWS_Z, {"y": ROW, "z": _row(2, NAN, 0)}),
        "nan_sparse": (SPARSE, {"labels": _label(0), "y_hat": _row(0.7, NAN, 0.3)}),
        "sum_rows": (ROWS, {"y": examples.ANIMAL_LABELS, "y_hat": AS_PRINTED}),
        "sum_sparse": (SPARSE, {"labels": _label(2, 1, 0), "y_hat": AS_PRINTED}),
        "sum_labels": (ROWS_Z, {"y": _row(1, 1, 0), "z": _row(2, 1, 0)}),
        "sum_entropy": ("entropy", {"p": _of(0.3, 0.4, 0.4)}),
        "sum_kl": ("kl_divergence", {"p": _of(0.3, 0.4, 0.4), "q": _of(0.4, 0.4, 0.4)}),
        "above_1": (BINARY, {"y": _of(1), "y_hat": _of(1.5)}),
        "shape_mse": ("mean_squared_error", {**VECTOR, "y_hat": COLUMN}),
        "shape_binary": (BINARY, {**VECTOR, "y_hat": COLUMN}),
        "shape_logit": (BINARY_Z, {**VECTOR, "z": COLUMN_Z}),
        "shape_labels": (SPARSE_Z, {"labels": LABELS[:, np.newaxis], "z": np.log(P)}),
        "label_minus_1": (SPARSE, {"labels": _label(0, 1, -1), "y_hat": P}),
        "label_c": (SPARSE, {"labels": _label(0, 1, 3), "y_hat": P}),
        "label_minus_1_logit": (SPARSE_Z, {"labels": _label(0, 1, -1), "z": np.log(P)}),
        "label_c_logit": (SPARSE_Z, {"labels": _label(0, 1, 3), "z": np.log(P)}),
        "label_2_binary": (BINARY, {"y": _of(2), "y_hat": _of(0.5)}),
        "label_integers": (BINARY, {"y": _label(1, 0), "y_hat": _of(0.8, 0.4)}),
        "empty_mse": ("mean_squared_error", {"y": _of(), "y_hat": _of()}),
        "empty_binary": (BINARY, {"y": _of(), "y_hat": _of()}),
        "empty_rows": (ROWS_Z, {"y": np.empty((0, 3)), "z": np.empty((0, 3))}),
        "empty_sparse": (SPARSE_Z, {"labels": _label(), "z": np.empty((0, 3))}),
        "infinite_other": (SPARSE_Z, {"labels": _label(0), "z": _row(0, -INF, 1)}),
        "infinite_true": (SPARSE_Z, {"labels": _label(1), "z": _row(0, -INF, 1)}),
        "infinite_other_row": (ROWS_Z, {"y": ROW, "z": _row(0, -INF, 1)}),
        "infinite_all": (SPARSE_Z, {"labels": _label(1), "z": _row(-INF, -INF, -INF)}),
        "infinite_binary_right": (BINARY_Z, {"y": _of(0), "z": _of(-INF)}),
        "infinite_binary_wrong": (BINARY_Z, {"y": _of(1), "z": _of(-INF)}),
        "confident_binary": (BINARY_Z, {"y": _of(1), "z": _of(40)}),
        "confident_sparse": (SPARSE_Z, {"labels": _label(0), "z": _row(40, 0, 0)}),
        "hopeless_binary": (BINARY_Z, {"y": _of(0), "z": _of(200)}),
        "hopeless_sparse": (SPARSE_Z, {"labels": _label(1), "z": _row(200, 0, 0)}),
        "float64_sparse": (SPARSE_Z, {"labels": _label(0), "z": _row(3, 1, 0)}),
        "float32_sparse": (SPARSE_Z, {"labels": _label(0), "z": np.float32(_row(3, 1, 0))}),
        "float32_binary": (BINARY, {"y": np.float32(_of(0)), "y_hat": np.float32(_of(1 - 1e-7))}),
        "float32_confident": (SPARSE_Z, {"labels": _label(0), "z": np.float32(_row(20, 0, 0))}),
    }
)
"""The loss of the tabs that is called, and with what. NaN and ∞ included: see `plain`."""

NAMES: Final[Mapping[str, tuple[Convert, Arguments]]] = MappingProxyType(
    {
        "numpy": (
            np.asarray,
            {
                "binary_cross_entropy": binary.binary_cross_entropy,
                "binary_cross_entropy_with_logits": binary.binary_cross_entropy_with_logits,
                "categorical_cross_entropy": categorical.categorical_cross_entropy,
                "softmax_cross_entropy": categorical.softmax_cross_entropy,
                "sparse_softmax_cross_entropy": categorical.sparse_softmax_cross_entropy,
                "kl_divergence": divergence.kl_divergence,
                "smooth_labels": smoothing.smooth_labels,
                "one_hot": categorical.one_hot,
            },
        ),
        "pytorch": (torch.tensor, {"nn": torch.nn}),
        "tensorflow": (tf.constant, {"tf": tf}),
        "keras": (tf.constant, {"losses": tf.keras.losses, "tf": tf}),
        "scikit_learn": (np.asarray, {"log_loss": log_loss}),
        "scipy": (np.asarray, {"special": special, "stats": stats}),
        "optax": (jnp.asarray, {"losses": optax.losses, "jnp": jnp, "jax": jax}),
    }
)
"""What the texts of the calls may name, besides their arguments."""

BINARY_CALLS: Final = (
    ("numpy.probabilities", "binary_cross_entropy(y, x)"),
    ("numpy.logits", "binary_cross_entropy_with_logits(y, x)"),
    ("pytorch.probabilities", "nn.BCELoss()(x, y)"),
    ("pytorch.logits", "nn.BCEWithLogitsLoss()(x, y)"),
    ("tensorflow.logits", "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x)"),
    ("keras.probabilities", "losses.BinaryCrossentropy()(y, x)"),
    ("keras.logits", "losses.BinaryCrossentropy(from_logits=True)(y, x)"),
    ("scikit_learn.probabilities", "log_loss(y, x)"),
    ("optax.logits", "losses.sigmoid_binary_cross_entropy(x, y)"),
)

ROW_CALLS: Final = (
    ("numpy.probabilities", "categorical_cross_entropy(y, x)"),
    ("numpy.logits", "softmax_cross_entropy(y, x)"),
    ("numpy.logits_labels", "sparse_softmax_cross_entropy(labels, x)"),
    ("pytorch.logits", "nn.CrossEntropyLoss()(x, y)"),
    ("pytorch.logits_labels", "nn.CrossEntropyLoss()(x, labels)"),
    ("pytorch.logs_labels", "nn.NLLLoss()(x, labels)"),
    ("tensorflow.logits", "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=x)"),
    (
        "tensorflow.logits_labels",
        "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=x)",
    ),
    ("keras.probabilities", "losses.CategoricalCrossentropy()(y, x)"),
    ("keras.logits", "losses.CategoricalCrossentropy(from_logits=True)(y, x)"),
    ("keras.probabilities_labels", "losses.SparseCategoricalCrossentropy()(labels, x)"),
    ("keras.logits_labels", "losses.SparseCategoricalCrossentropy(from_logits=True)(labels, x)"),
    ("scikit_learn.probabilities", "log_loss(y, x)"),
    ("scikit_learn.probabilities_labels", "log_loss(labels, x)"),
    ("optax.logits", "losses.softmax_cross_entropy(x, y)"),
    ("optax.logits_labels", "losses.softmax_cross_entropy_with_integer_labels(x, labels)"),
)

ARTICLE_BINARY: Final = {"y": examples.BINARY_LABELS.ravel()}
ARTICLE_P: Final = examples.BINARY_PREDICTIONS.ravel()
ARTICLE_ROWS: Final = {"y": Y, "labels": LABELS}

MEANS: Final = (
    ("numpy", "binary_cross_entropy(y, p)"),
    ("pytorch", "nn.BCELoss()(p, y)"),
    ("tensorflow", "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)"),
    ("keras", "losses.BinaryCrossentropy()(y, p)"),
    ("scikit_learn", "log_loss(y, p)"),
    ("optax", "losses.sigmoid_binary_cross_entropy(z, y)"),
)
"""Two samples with three independent labels each: what is a mean over?"""

KL_MEANS: Final = (
    ("numpy", "kl_divergence(p, q)"),
    ("pytorch.default", "nn.KLDivLoss()(q.log(), p)"),
    ("pytorch.batchmean", 'nn.KLDivLoss(reduction="batchmean")(q.log(), p)'),
    ("pytorch.exchanged", 'nn.KLDivLoss(reduction="batchmean")(p.log(), q)'),
    ("pytorch.no_log", 'nn.KLDivLoss(reduction="batchmean")(q, p)'),
    ("keras", "losses.KLDivergence()(p, q)"),
    ("scipy.terms", "special.rel_entr(p, q)"),
    ("scipy.entropy", "stats.entropy(p, q, axis=-1)"),
    ("optax", "losses.kl_divergence(jnp.log(q), p)"),
)

CLASS_WEIGHTS: Final = (
    ("numpy", "sparse_softmax_cross_entropy(labels, z, weights=w[labels])"),
    ("pytorch.labels", "nn.CrossEntropyLoss(weight=w)(z, labels)"),
    ("pytorch.rows", "nn.CrossEntropyLoss(weight=w)(z, y)"),
    (
        "tensorflow.mean",
        "tf.reduce_mean(tf.gather(w, labels) * "
        "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=z))",
    ),
    (
        "keras.default",
        "losses.SparseCategoricalCrossentropy(from_logits=True)"
        "(labels, z, sample_weight=tf.gather(w, labels))",
    ),
    (
        "keras.weighted",
        "losses.SparseCategoricalCrossentropy(from_logits=True, "
        'reduction="mean_with_sample_weight")(labels, z, sample_weight=tf.gather(w, labels))',
    ),
    ("scikit_learn", "log_loss(labels, p, sample_weight=w[labels])"),
    (
        "optax.mean",
        "(w[labels] * losses.softmax_cross_entropy_with_integer_labels(z, labels)).mean()",
    ),
    (
        "optax.average",
        "jnp.average(losses.softmax_cross_entropy_with_integer_labels(z, labels), "
        "weights=w[labels])",
    ),
)

SAMPLE_WEIGHTS: Final = (
    ("numpy", "binary_cross_entropy(y, p, weights=w)"),
    ("pytorch", "nn.BCELoss(weight=w)(p, y)"),
    ("keras.vector", "losses.BinaryCrossentropy()(y, p, sample_weight=w)"),
    (
        "keras.column",
        "losses.BinaryCrossentropy()(y[:, None], p[:, None], sample_weight=w)",
    ),
    ("scikit_learn", "log_loss(y, p, sample_weight=w)"),
)

IGNORED: Final = (
    ("numpy.refused", "softmax_cross_entropy(smooth_labels(one_hot(labels, 3), 0.1), z)"),
    ("numpy.weights", "softmax_cross_entropy(smooth_labels(y, 0.1), z, weights=[1, 1, 0])"),
    ("pytorch", "nn.CrossEntropyLoss(ignore_index=-1, label_smoothing=0.1)(z, labels)"),
    (
        "pytorch.weights",
        "nn.CrossEntropyLoss(ignore_index=-1, label_smoothing=0.1, weight=w)(z, labels)",
    ),
    (
        "tensorflow",
        "tf.nn.softmax_cross_entropy_with_logits("
        "labels=0.9 * tf.one_hot(labels, 3, dtype=z.dtype) + 0.1 / 3, logits=z)",
    ),
    (
        "keras.smoothing",
        "losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)"
        "(tf.one_hot(labels, 3), z)",
    ),
    (
        "keras.ignored",
        "losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)(labels, z)",
    ),
    (
        "optax",
        "losses.softmax_cross_entropy(z, losses.smooth_labels(jax.nn.one_hot(labels, 3), 0.1))",
    ),
    (
        "optax.where",
        "losses.softmax_cross_entropy(z, losses.smooth_labels(jax.nn.one_hot(labels, 3), 0.1))"
        ".mean(where=labels >= 0)",
    ),
)
"""Two samples that count and one that does not, under a smoothing of 0.1."""

FORBIDDEN: Final = (
    ("numpy", "softmax_cross_entropy(y, z)"),
    ("pytorch", "nn.CrossEntropyLoss()(z, y)"),
    ("tensorflow", "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)"),
    ("keras", "losses.CategoricalCrossentropy(from_logits=True)(y, z)"),
    ("optax.plain", "losses.softmax_cross_entropy(z, y)"),
    ("optax.safe", "losses.safe_softmax_cross_entropy(z, y)"),
)
"""A class is forbidden by a logit of −∞, and the label is another one, as a row."""

REFUSED: Final = (
    ("pytorch.floats", "nn.CrossEntropyLoss()(z, floats)"),
    ("pytorch.whole_rows", "nn.CrossEntropyLoss()(z, whole_rows)"),
    ("pytorch.column", "nn.CrossEntropyLoss()(z, labels[:, None])"),
    ("pytorch.four", "nn.CrossEntropyLoss()(z, four)"),
    ("pytorch.beyond", "nn.CrossEntropyLoss()(z, beyond)"),
    ("pytorch.nll", "nn.NLLLoss()(z, floats)"),
    ("pytorch.whole", "nn.BCEWithLogitsLoss()(x, whole)"),
    ("pytorch.logits_column", "nn.BCEWithLogitsLoss()(x[:, None], y)"),
    ("pytorch.column_of_probabilities", "nn.BCELoss()(x[:, None], y)"),
    ("pytorch.above_1", "nn.BCELoss()(2 * x, y)"),
    (
        "tensorflow.floats",
        "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=floats, logits=z)",
    ),
    ("tensorflow.rows", "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=rows, logits=z)"),
    ("tensorflow.four", "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=four, logits=z)"),
    ("keras.labels", "losses.CategoricalCrossentropy(from_logits=True)(labels, z)"),
    ("keras.rows", "losses.SparseCategoricalCrossentropy(from_logits=True)(rows, z)"),
    ("keras.four", "losses.SparseCategoricalCrossentropy(from_logits=True)(four, z)"),
    ("keras.binary", "losses.BinaryCrossentropy()(y, z)"),
)
"""Targets of a wrong shape or type."""

SMOOTHING: Final = {"y": np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]), "labels": _label(0, 1, -1)}
TWO: Final = {
    "y": np.array([[1.0, 0, 1], [0, 0, 1]]),
    "p": np.array([[0.9, 0.2, 0.6], [0.3, 0.1, 0.8]]),
}
TWO_ROWS: Final = {
    "p": np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]]),
    "q": np.array([[0.25, 0.25, 0.5], [0.3, 0.3, 0.4]]),
}

CALLS: Final[Mapping[str, tuple[tuple[tuple[str, str], ...], Arguments]]] = MappingProxyType(
    {
        "given_binary_probabilities": (BINARY_CALLS, {**ARTICLE_BINARY, "x": ARTICLE_P}),
        "given_binary_logits": (
            BINARY_CALLS,
            {**ARTICLE_BINARY, "x": np.log(ARTICLE_P / (1 - ARTICLE_P))},
        ),
        "given_probabilities": (ROW_CALLS, {**ARTICLE_ROWS, "x": P}),
        "given_logits": (ROW_CALLS, {**ARTICLE_ROWS, "x": Z}),
        "given_logs": (ROW_CALLS, {**ARTICLE_ROWS, "x": np.log(P)}),
        "mean_over": (MEANS, {**TWO, "z": np.log(TWO["p"] / (1 - TWO["p"]))}),
        "mean_of_kl": (KL_MEANS, TWO_ROWS),
        "class_weights": (
            CLASS_WEIGHTS,
            {**ARTICLE_ROWS, "p": P, "z": np.log(P), "w": _of(1, 2, 5)},
        ),
        "sample_weights": (
            SAMPLE_WEIGHTS,
            {**ARTICLE_BINARY, "p": ARTICLE_P, "w": _of(1, 2, 1, 4)},
        ),
        "forbidden": (FORBIDDEN, {"y": ROW, "z": _row(0, -INF, 1)}),
        "refused": (
            REFUSED,
            {
                **{"z": np.log(P), "labels": LABELS, "floats": LABELS.astype(np.float64)},
                **{"rows": Y, "whole_rows": Y.astype(np.int64), "four": _label(0, 1, 2, 0)},
                **{"beyond": _label(0, 1, 3), "x": _of(0.9, 0.2, 0.7)},
                **{"y": _of(1, 0, 1), "whole": _label(1, 0, 1)},
            },
        ),
        "ignored": (IGNORED, {**SMOOTHING, "z": np.log(P), "w": _of(1, 2, 5)}),
    }
)


def cases() -> Iterator[Case]:
    """Yield the losses of all libraries at the edges, then the calls."""
    for name, (loss, arguments) in EDGES.items():
        yield from cases_of(name, loss, arguments, OURS_CAREFUL)
    for name, (calls, arguments) in CALLS.items():
        for library, call in calls:
            yield _case_of_call(name, library, call, arguments)


def _case_of_call(name: str, library: str, call: str, arguments: Arguments) -> Case:
    """Return the case that evaluates the text of a call, with the arrays of its library."""
    convert, names = NAMES[library.partition(".")[0]]

    def run() -> Any:
        return eval(call, {**names, **converted(arguments, convert)})

    return Case(name, library, run, inputs=plain(arguments), call=call, within="16 ulp")
