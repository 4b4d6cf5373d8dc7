"""The source article's own two loss functions, as they stand: kept to show where they fail.

Nothing is repaired here. Use `binary.binary_cross_entropy` and
`categorical.categorical_cross_entropy` for real work; the pages on numerical stability and
the errata run these two beside them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def binary_cross_entropy_loss(y_true: FloatArray, y_pred: FloatArray) -> Any:
    """Return the mean binary cross-entropy in nats, as the article computes it.

    The article's labels and predictions both have shape (N, 1). It checks neither: (N,)
    against (N, 1) silently becomes N × N pairs. A perfect prediction gives NaN.
    """
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


def categorical_cross_entropy_loss(y_true: FloatArray, y_pred: FloatArray) -> Any:
    """Return the mean categorical cross-entropy in nats, as the article computes it.

    Both arguments have shape (N, C). The 1e-9 inside the logarithm shifts every loss: a
    perfect prediction gives −1e-9, and none gives more than −log 1e-9 = 20.723.
    """
    num_classes = y_true.shape[1]  # never used
    return -np.mean(np.sum(y_true * np.log(y_pred + 1e-9), axis=1))
