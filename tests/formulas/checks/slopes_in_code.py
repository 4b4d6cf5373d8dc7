"""Functions that are close to a slope, or that of a formula on a part of its values."""

from typing import Any

import numpy as np


def itself(z: Any) -> Any:
    """Return what is given."""
    return z


def nearly(z: Any) -> Any:
    """Return a little too much."""
    return z * (1 + 1e-7)


def beyond(z: Any) -> Any:
    """Return what is given, except where few would look."""
    return np.where((np.asarray(z) > 2) & (np.asarray(z) < 7), z + 1, z)


def rounded(z: Any) -> Any:
    """Return too few digits."""
    return np.round(z, 5) + 1e-6


def relu(z: Any) -> Any:
    """Return what is above zero."""
    return np.maximum(z, 0)
