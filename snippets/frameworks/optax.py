"""The losses in Optax: one loss a sample, predictions first, in float32 unless JAX is told else.

`jax.config.update("jax_enable_x64", True)` at the start of a program keeps all digits.
"""

import jax.numpy as jnp
import optax
from jax import Array
from jax.scipy import special


def mean_squared_error(y: Array, y_hat: Array) -> Array:
    """One square for each number; take the mean yourself."""
    return optax.losses.squared_error(y_hat, y).mean()


def entropy(p: Array) -> Array:
    """There is no such loss in Optax; JAX has entr(p), which is −p log p."""
    return special.entr(p).sum()


def kl_divergence(p: Array, q: Array) -> Array:
    """Takes log q, and the target last; one number for each row of a batch."""
    return optax.losses.kl_divergence(jnp.log(q), p)


def binary_cross_entropy(y: Array, y_hat: Array) -> Array:
    """There is no such loss in Optax; JAX has the parts of the formula."""
    return -(special.xlogy(y, y_hat) + special.xlog1py(1 - y, -y_hat)).mean()


def binary_cross_entropy_with_logits(y: Array, z: Array) -> Array:
    """Logits first; the name does not say that it takes them."""
    return optax.losses.sigmoid_binary_cross_entropy(z, y).mean()


def categorical_cross_entropy(y: Array, y_hat: Array) -> Array:
    """There is no such loss in Optax; JAX's xlogy(y, p) is y log p, and 0 for y = 0."""
    return -special.xlogy(y, y_hat).sum(axis=-1).mean()


def sparse_categorical_cross_entropy(labels: Array, y_hat: Array) -> Array:
    """There is no such loss; the logs of probabilities are logits too."""
    return optax.losses.softmax_cross_entropy_with_integer_labels(jnp.log(y_hat), labels).mean()


def softmax_cross_entropy(y: Array, z: Array) -> Array:
    """Logits first; rows of y are one-hot or soft."""
    return optax.losses.softmax_cross_entropy(z, y).mean()


def sparse_softmax_cross_entropy(labels: Array, z: Array) -> Array:
    """From logits and class numbers, which are not checked."""
    return optax.losses.softmax_cross_entropy_with_integer_labels(z, labels).mean()


def label_smoothing(y: Array, z: Array, epsilon: float) -> Array:
    """Smooth the labels first."""
    smoothed = optax.losses.smooth_labels(y, epsilon)
    return optax.losses.softmax_cross_entropy(z, smoothed).mean()


def class_weights(labels: Array, z: Array, weights: Array) -> Array:
    """Pick each sample's weight; jnp.average divides by their sum."""
    losses = optax.losses.softmax_cross_entropy_with_integer_labels(z, labels)
    return jnp.average(losses, weights=weights[labels])
