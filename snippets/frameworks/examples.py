"""What every library is given: the article's examples, and a published one for each entropy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from snippets import examples

LABELS: Final = np.argmax(examples.CATEGORICAL_LABELS, axis=-1)
LABELS.setflags(write=False)

_BINARY: Final = {"y": examples.BINARY_LABELS.ravel(), "y_hat": examples.BINARY_PREDICTIONS.ravel()}
_LOGIT: Final = np.log(_BINARY["y_hat"]) - np.log1p(-_BINARY["y_hat"])
_ROWS: Final = {"y": examples.CATEGORICAL_LABELS, "y_hat": examples.CATEGORICAL_PREDICTIONS}
_Z: Final = np.log(examples.CATEGORICAL_PREDICTIONS)

ARGUMENTS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "mean_squared_error": _BINARY,
        "entropy": {"p": examples.HORSE_RACE},
        "kl_divergence": {"p": np.array([1 / 2, 1 / 2]), "q": np.array([3 / 4, 1 / 4])},
        "binary_cross_entropy": _BINARY,
        "binary_cross_entropy_with_logits": {"y": _BINARY["y"], "z": _LOGIT},
        "categorical_cross_entropy": _ROWS,
        "sparse_categorical_cross_entropy": {"labels": LABELS, "y_hat": _ROWS["y_hat"]},
        "softmax_cross_entropy": {"y": _ROWS["y"], "z": _Z},
        "sparse_softmax_cross_entropy": {"labels": LABELS, "z": _Z},
        "label_smoothing": {"y": _ROWS["y"], "z": _Z, "epsilon": 0.1},
        "class_weights": {"labels": LABELS, "z": _Z, "weights": np.array([1.0, 2.0, 5.0])},
        "weighted_binary_cross_entropy_with_logits": {
            "y": _BINARY["y"],
            "z": _LOGIT,
            "pos_weight": 3.0,
        },
        "focal_loss_with_logits": {"y": _BINARY["y"], "z": _LOGIT, "gamma": 2.0, "alpha": 0.25},
        "softmax_focal_loss": {"labels": LABELS, "z": _Z, "gamma": 2.0},
        "kl_divergence_from_logs": {
            "log_p": np.log([1 / 2, 1 / 2]),
            "log_q": np.log([3 / 4, 1 / 4]),
        },
        "token_cross_entropy": {"labels": np.array([0, 1, -100]), "z": _Z},
        "info_nce": {
            "similarities": np.array([[0.9, 0.1, 0.3], [0.2, 0.8, 0.4], [0.0, 0.5, 0.7]]),
            "temperature": 0.5,
        },
    }
)
"""The arguments of each loss, in the order in which readers see the losses."""
