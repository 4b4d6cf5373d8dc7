"""Inputs for the property tests."""

from typing import Any, TypeAlias

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

probabilities = st.floats(0, 1)
inner_probabilities = st.floats(1e-6, 1 - 1e-6)
logits = st.floats(-1e4, 1e4)
bases = st.floats(1.01, 100)


@st.composite
def distributions(draw: st.DrawFn, classes: int, *, positive: bool = False) -> Array:
    """Probabilities of some classes: zeros and numbers of very different size among them."""
    smallest = 1 if positive else 0
    digits = draw(st.lists(st.integers(smallest, 99), min_size=classes, max_size=classes))
    exponents = draw(st.lists(st.integers(0, 20), min_size=classes, max_size=classes))
    weights: Array = np.array(digits) * 10.0 ** -np.array(exponents)
    if not np.any(weights):
        weights[draw(st.integers(0, classes - 1))] = 1.0
    p: Array = weights / weights.sum()
    return p


@st.composite
def pairs_of_distributions(draw: st.DrawFn, *, positive: bool = False) -> tuple[Array, Array]:
    """Two distributions over the same classes; of the second all are > 0 if asked for."""
    classes = draw(st.integers(1, 6))
    return draw(distributions(classes)), draw(distributions(classes, positive=positive))


@st.composite
def joint_distributions(draw: st.DrawFn) -> Array:
    """Make a table joint[x, y]."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return draw(distributions(rows * columns)).reshape(rows, columns)


@st.composite
def labels_and(draw: st.DrawFn, elements: st.SearchStrategy[float]) -> tuple[Any, Array]:
    """Labels 0 or 1 and as many numbers of the given kind."""
    n = draw(st.integers(1, 8))
    labels = draw(npst.arrays(np.int64, n, elements=st.integers(0, 1)))
    return labels, draw(npst.arrays(np.float64, n, elements=elements))
