"""The numbers that the pages work with: the article's examples and the textbook's.

All arrays are read-only, so that no page can change them for another.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray


def constant(values: ArrayLike) -> NDArray[np.float64]:
    """Return the values as a float64 array that cannot be written to."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


# Three photos (a pig, a dog, a cat) and two models that give each photo three probabilities.

ANIMALS: Final = ("cat", "dog", "pig")

ANIMAL_LABELS: Final = constant(
    [
        [0, 0, 1],  # a pig
        [0, 1, 0],  # a dog
        [1, 0, 0],  # a cat
    ]
)

MODEL_1: Final = constant(
    [
        [0.3, 0.3, 0.4],  # right, by a little
        [0.3, 0.4, 0.3],  # right, by a little
        [0.1, 0.2, 0.7],  # quite wrong
    ]
)

MODEL_2: Final = constant(
    [
        [0.1, 0.2, 0.7],  # clearly right
        [0.1, 0.7, 0.2],  # clearly right
        [0.3, 0.4, 0.3],  # wrong, by a little
    ]
)

# As the article prints them: two rows sum to 1.1 and are no distributions.

MODEL_1_AS_PRINTED: Final = constant(
    [
        [0.3, 0.3, 0.4],
        [0.3, 0.4, 0.4],  # sums to 1.1
        [0.1, 0.2, 0.7],
    ]
)

MODEL_2_AS_PRINTED: Final = constant(
    [
        [0.1, 0.2, 0.7],
        [0.1, 0.7, 0.2],
        [0.3, 0.4, 0.4],  # sums to 1.1
    ]
)

# The samples on which the article runs its code.

BINARY_LABELS: Final = constant([[0], [1], [1], [0]])

BINARY_PREDICTIONS: Final = constant([[0.1], [0.9], [0.8], [0.4]])

CATEGORICAL_LABELS: Final = constant(
    [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
    ]
)

CATEGORICAL_PREDICTIONS: Final = constant(
    [
        [0.7, 0.2, 0.1],
        [0.1, 0.8, 0.1],
        [0.2, 0.2, 0.6],
    ]
)

# Mean losses, in nats, of the lines of equal loss over the triangle of three classes.
LOSS_LEVELS: Final = (1.05, 1.15, 1.35, 1.7, 2.3)

# From Cover & Thomas, Elements of Information Theory, second edition, 2006.

# Section 1.1: the chances of eight horses to win. Entropy: 2 bits.
HORSE_RACE: Final = constant([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 64, 1 / 64, 1 / 64, 1 / 64])

# Example 2.2.1: the joint distribution of X (a row for each x) and Y (a column for each y).
COVER_THOMAS_JOINT: Final = constant(
    [
        [1 / 8, 1 / 16, 1 / 16, 1 / 4],
        [1 / 16, 1 / 8, 1 / 16, 0],
        [1 / 32, 1 / 32, 1 / 16, 0],
        [1 / 32, 1 / 32, 1 / 16, 0],
    ]
)
