"""The losses in Keras: made first, called with (target, prediction), computed in float32.

With `dtype="float64"` as an argument of the loss they keep all digits.
"""

import tensorflow as tf
from tensorflow import Tensor


def mean_squared_error(y: Tensor, y_hat: Tensor) -> Tensor:
    """Target first, then prediction."""
    return tf.keras.losses.MeanSquaredError()(y, y_hat)


def entropy(p: Tensor) -> Tensor:
    """There is no such loss; it is the cross-entropy of p with itself."""
    return tf.keras.losses.CategoricalCrossentropy()(p, p)


def kl_divergence(p: Tensor, q: Tensor) -> Tensor:
    """Target first; both are clipped at 1e-7. For a batch, the mean over the rows."""
    return tf.keras.losses.KLDivergence()(p, q)


def binary_cross_entropy(y: Tensor, y_hat: Tensor) -> Tensor:
    """From probabilities, which are clipped at 1e-7."""
    return tf.keras.losses.BinaryCrossentropy()(y, y_hat)


def binary_cross_entropy_with_logits(y: Tensor, z: Tensor) -> Tensor:
    """Without from_logits=True the logits are taken for probabilities."""
    return tf.keras.losses.BinaryCrossentropy(from_logits=True)(y, z)


def categorical_cross_entropy(y: Tensor, y_hat: Tensor) -> Tensor:
    """From probabilities; each row is first divided by its sum, then clipped."""
    return tf.keras.losses.CategoricalCrossentropy()(y, y_hat)


def sparse_categorical_cross_entropy(labels: Tensor, y_hat: Tensor) -> Tensor:
    """From probabilities and class numbers."""
    return tf.keras.losses.SparseCategoricalCrossentropy()(labels, y_hat)


def softmax_cross_entropy(y: Tensor, z: Tensor) -> Tensor:
    """Without from_logits=True the logits are taken for probabilities."""
    return tf.keras.losses.CategoricalCrossentropy(from_logits=True)(y, z)


def sparse_softmax_cross_entropy(labels: Tensor, z: Tensor) -> Tensor:
    """From logits and class numbers."""
    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, z)


def label_smoothing(y: Tensor, z: Tensor, epsilon: float) -> Tensor:
    """An argument of the loss; SparseCategoricalCrossentropy has none."""
    loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=epsilon)
    return loss(y, z)


def class_weights(labels: Tensor, z: Tensor, weights: Tensor) -> Tensor:
    """One weight a sample. The default reduction would divide by N, not by their sum."""
    loss = tf.keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, reduction="mean_with_sample_weight"
    )
    return loss(labels, z, sample_weight=tf.gather(weights, labels))


def weighted_binary_cross_entropy_with_logits(y: Tensor, z: Tensor, pos_weight: float) -> Tensor:
    """No such argument: give each sample its weight. Samples are rows, so make columns of them."""
    w = tf.where(y == 1, pos_weight, 1.0)
    loss = tf.keras.losses.BinaryCrossentropy(from_logits=True)
    return loss(y[:, None], z[:, None], sample_weight=w)


def focal_loss_with_logits(y: Tensor, z: Tensor, gamma: float, alpha: float) -> Tensor:
    """Without apply_class_balancing=True there is no alpha."""
    loss = tf.keras.losses.BinaryFocalCrossentropy(
        apply_class_balancing=True, alpha=alpha, gamma=gamma, from_logits=True
    )
    return loss(y, z)


def softmax_focal_loss(labels: Tensor, z: Tensor, gamma: float) -> Tensor:
    """Takes one-hot labels; the default alpha=0.25 shrinks every loss to a quarter."""
    loss = tf.keras.losses.CategoricalFocalCrossentropy(alpha=1, gamma=gamma, from_logits=True)
    return loss(tf.one_hot(labels, z.shape[-1]), z)


def kl_divergence_from_logs(log_p: Tensor, log_q: Tensor) -> Tensor:
    """Takes no logs: probabilities below 1e-7 are lost on the way."""
    return tf.keras.losses.KLDivergence()(tf.exp(log_p), tf.exp(log_q))


def token_cross_entropy(labels: Tensor, z: Tensor) -> Tensor:
    """ignore_class; the mean divides by the number of those that count."""
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-100)
    return loss(labels, z)


def info_nce(similarities: Tensor, temperature: float) -> Tensor:
    """Cross-entropy; the label of a row is its own number."""
    labels = tf.range(len(similarities))
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return loss(labels, similarities / temperature)
