"""What a figure has drawn, as plain arrays."""

import numpy as np
from matplotlib.lines import Line2D
from numpy.typing import NDArray


def points(line: Line2D) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the abscissas and the ordinates of ``line``."""
    return (
        np.asarray(line.get_xdata(), dtype=np.float64),
        np.asarray(line.get_ydata(), dtype=np.float64),
    )
