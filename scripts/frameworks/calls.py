"""Calls of the libraries, as texts: what a table shows is what was run.

Each library has its own arrays and finds them under the names of the arguments. All compute in
float64. A library is imported when it is first called, so that ours can be run without the others.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from snippets.careful import (
    binary,
    categorical,
    divergence,
    focal,
    information,
    likelihood,
    logistic,
    margins,
    smoothing,
    softmax,
)

OURS = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        binary,
        categorical,
        divergence,
        focal,
        information,
        likelihood,
        logistic,
        margins,
        smoothing,
        softmax,
    )
}


def run(library: str, call: str, arguments: Mapping[str, Any]) -> Any:
    """Return what a call gives, as the library's own array."""
    own = {name: own_array(library, value) for name, value in arguments.items()}
    with np.errstate(all="ignore"):
        return eval(_compiled(call), {**names(library), **own})


@cache
def names(library: str) -> Mapping[str, Any]:
    """Return the modules that a call of a library may name.

    Raises:
        ValueError: this is none of the libraries.
    """
    match library:
        case "numpy":
            return {"np": np, **OURS}
        case "pytorch":
            import torch

            torch.set_num_threads(1)
            return {"torch": torch, "F": torch.nn.functional}
        case "tensorflow" | "keras":
            import keras
            import tensorflow as tf

            keras.config.set_floatx("float64")
            return {"keras": keras, "tf": tf}
        case "scikit_learn":
            import sklearn.metrics

            return {"np": np, "sklearn": sklearn}
        case "scipy":
            import scipy.special
            import scipy.stats

            return {"np": np, "scipy": scipy}
        case "jax" | "optax":
            import jax
            import optax

            jax.config.update("jax_enable_x64", True)
            return {"jax": jax, "jnp": jax.numpy, "optax": optax}
    raise ValueError(f"library: got {library!r}, want a key of LIBRARIES that takes arrays")


def own_array(library: str, value: Any) -> Any:
    """Return an array as the library has it; single numbers stay as they are."""
    if not isinstance(value, np.ndarray):
        return value
    match library:
        case "pytorch":
            return names(library)["torch"].tensor(value)
        case "tensorflow" | "keras":
            return names(library)["tf"].constant(value)
        case "jax" | "optax":
            return names(library)["jnp"].asarray(value)
    return value


@cache
def _compiled(call: str) -> Any:
    return compile(call, "<call>", "eval")
