"""The losses in Optax: one loss a sample, predictions first, in float32 unless JAX is told else.

`jax.config.update("jax_enable_x64", True)` at the start of a program keeps all digits.
"""

import jax.numpy as jnp
import optax
from jax import Array
from jax.nn import log_sigmoid
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


def weighted_binary_cross_entropy_with_logits(y: Array, z: Array, pos_weight: float) -> Array:
    """There is no such loss; log_sigmoid is the log of the sigmoid."""
    of_1, of_0 = pos_weight * y * log_sigmoid(z), (1 - y) * log_sigmoid(-z)
    return -(of_1 + of_0).mean()


def focal_loss_with_logits(y: Array, z: Array, gamma: float, alpha: float) -> Array:
    """Without alpha all samples have the weight 1."""
    return optax.losses.sigmoid_focal_loss(z, y, alpha=alpha, gamma=gamma).mean()


def softmax_focal_loss(labels: Array, z: Array, gamma: float) -> Array:
    """There is no such loss; it is a function of the cross-entropy alone."""
    losses = optax.losses.softmax_cross_entropy_with_integer_labels(z, labels)
    return ((1 - jnp.exp(-losses)) ** gamma * losses).mean()


def kl_divergence_from_logs(log_p: Array, log_q: Array) -> Array:
    """The prediction first; one number for each row of a batch."""
    return optax.losses.kl_divergence_with_log_targets(log_q, log_p)


def token_cross_entropy(labels: Array, z: Array) -> Array:
    """There is no ignored label; the mean leaves them out."""
    counted = labels != -100
    y = jnp.where(counted, labels, 0)
    losses = optax.losses.softmax_cross_entropy_with_integer_labels(z, y)
    return losses.mean(where=counted)


def info_nce(similarities: Array, temperature: float) -> Array:
    """Cross-entropy; the label of a row is its own number."""
    labels, z = jnp.arange(len(similarities)), similarities / temperature
    return optax.losses.softmax_cross_entropy_with_integer_labels(z, labels).mean()
