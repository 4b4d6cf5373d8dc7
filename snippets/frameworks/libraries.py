"""The libraries that are compared, in the order in which readers see them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LIBRARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "numpy": "NumPy",
        "pytorch": "PyTorch",
        "tensorflow": "TensorFlow",
        "keras": "Keras",
        "scikit_learn": "scikit-learn",
        "scipy": "SciPy",
        "optax": "Optax",
        "jax": "JAX",
        "dask": "Dask",
    }
)
"""The name of each library, by its module or its key in the record."""

TABS: Final = ("pytorch", "numpy", "tensorflow", "keras", "scikit_learn", "scipy", "optax")
"""Those that have every loss, in a module of their own of this package; the first opens first."""

PACKAGES: Final = (
    "dask",
    "jax",
    "keras",
    "numpy",
    "optax",
    "scikit-learn",
    "scipy",
    "tensorflow-cpu",
    "torch",
)
"""The packages whose versions the record names."""
