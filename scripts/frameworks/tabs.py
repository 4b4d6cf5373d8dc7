"""The same loss from seven libraries, on the article's example."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import ModuleType
from typing import Any

import jax.numpy as jnp
import numpy as np
import tensorflow as tf
import torch

from scripts.frameworks.cases import Case
from scripts.frameworks.outcomes import plain
from snippets.frameworks import (
    keras,
    numpy,
    optax,
    pytorch,
    scikit_learn,
    scipy,
    tensorflow,
)
from snippets.frameworks.examples import ARGUMENTS

Convert = Callable[[Any], Any]

MODULES: Mapping[str, tuple[ModuleType, Convert]] = {
    "numpy": (numpy, np.asarray),
    "pytorch": (pytorch, torch.tensor),
    "tensorflow": (tensorflow, tf.constant),
    "keras": (keras, tf.constant),
    "scikit_learn": (scikit_learn, np.asarray),
    "scipy": (scipy, np.asarray),
    "optax": (optax, jnp.asarray),
}
"""Each library, and what makes its arrays of NumPy's."""


def cases() -> Iterator[Case]:
    """Yield every loss of every library."""
    for name, arguments in ARGUMENTS.items():
        yield from cases_of(name, name, arguments, MODULES)


def cases_of(
    name: str,
    loss: str,
    arguments: Mapping[str, Any],
    modules: Mapping[str, tuple[ModuleType, Convert]],
) -> Iterator[Case]:
    """Yield one loss of every library with the same arguments."""
    for library, (module, convert) in modules.items():
        run = partial(getattr(module, loss), **converted(arguments, convert))
        call = f"{loss}({', '.join(arguments)})"
        yield Case(name, library, run, inputs=plain(arguments), call=call, within="16 ulp")


def converted(arguments: Mapping[str, Any], convert: Convert) -> dict[str, Any]:
    """Return the arguments with the arrays of a library in place of NumPy's."""
    return {
        key: convert(np.array(value)) if isinstance(value, np.ndarray) else value
        for key, value in arguments.items()
    }
