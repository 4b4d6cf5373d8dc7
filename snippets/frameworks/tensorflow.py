"""The losses in TensorFlow's own operations: one loss a sample, the mean is yours to take."""

import tensorflow as tf
from tensorflow import Tensor


def mean_squared_error(y: Tensor, y_hat: Tensor) -> Tensor:
    """The squares first, then their mean."""
    return tf.reduce_mean(tf.math.squared_difference(y, y_hat))


def entropy(p: Tensor) -> Tensor:
    """There is no such operation; xlogy(p, p) is p log p, and 0 for p = 0."""
    return -tf.reduce_sum(tf.math.xlogy(p, p))


def kl_divergence(p: Tensor, q: Tensor) -> Tensor:
    """There is no such operation; this is the formula."""
    return tf.reduce_sum(tf.math.xlogy(p, p / q))


def binary_cross_entropy(y: Tensor, y_hat: Tensor) -> Tensor:
    """There is no such operation; xlog1py(1 − y, −p) is (1 − y) log(1 − p)."""
    log_likelihoods = tf.math.xlogy(y, y_hat) + tf.math.xlog1py(1 - y, -y_hat)
    return -tf.reduce_mean(log_likelihoods)


def binary_cross_entropy_with_logits(y: Tensor, z: Tensor) -> Tensor:
    """Both arguments must be named."""
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)
    return tf.reduce_mean(losses)


def categorical_cross_entropy(y: Tensor, y_hat: Tensor) -> Tensor:
    """There is no such operation; this is the formula."""
    losses = -tf.reduce_sum(tf.math.xlogy(y, y_hat), axis=-1)
    return tf.reduce_mean(losses)


def sparse_categorical_cross_entropy(labels: Tensor, y_hat: Tensor) -> Tensor:
    """There is no such operation; batch_dims=1 picks one number from each row."""
    return -tf.reduce_mean(tf.math.log(tf.gather(y_hat, labels, batch_dims=1)))


def softmax_cross_entropy(y: Tensor, z: Tensor) -> Tensor:
    """From logits; rows of y must sum to 1, which is not checked."""
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)
    return tf.reduce_mean(losses)


def sparse_softmax_cross_entropy(labels: Tensor, z: Tensor) -> Tensor:
    """From logits and class numbers."""
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=z)
    return tf.reduce_mean(losses)


def label_smoothing(y: Tensor, z: Tensor, epsilon: float) -> Tensor:
    """Smooth the labels by hand."""
    smoothed = (1 - epsilon) * y + epsilon / y.shape[-1]
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=smoothed, logits=z)
    return tf.reduce_mean(losses)


def class_weights(labels: Tensor, z: Tensor, weights: Tensor) -> Tensor:
    """Pick each sample's weight and divide by their sum."""
    w = tf.gather(weights, labels)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=z)
    return tf.reduce_sum(w * losses) / tf.reduce_sum(w)


def weighted_binary_cross_entropy_with_logits(y: Tensor, z: Tensor, pos_weight: float) -> Tensor:
    """An operation of its own; all arguments must be named."""
    losses = tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=z, pos_weight=pos_weight)
    return tf.reduce_mean(losses)


def focal_loss_with_logits(y: Tensor, z: Tensor, gamma: float, alpha: float) -> Tensor:
    """There is no such operation; it is a function of the cross-entropy alone."""
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)
    miss = 1 - tf.exp(-losses)
    alpha_t = alpha * y + (1 - alpha) * (1 - y)
    return tf.reduce_mean(alpha_t * miss**gamma * losses)


def softmax_focal_loss(labels: Tensor, z: Tensor, gamma: float) -> Tensor:
    """There is no such operation; it is a function of the cross-entropy alone."""
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=z)
    return tf.reduce_mean((1 - tf.exp(-losses)) ** gamma * losses)


def kl_divergence_from_logs(log_p: Tensor, log_q: Tensor) -> Tensor:
    """There is no such operation; this is the formula."""
    return tf.reduce_sum(tf.exp(log_p) * (log_p - log_q))


def token_cross_entropy(labels: Tensor, z: Tensor) -> Tensor:
    """There is no ignored label; take those that count first."""
    counted = labels != -100
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
        labels=labels[counted], logits=z[counted]
    )
    return tf.reduce_mean(losses)


def info_nce(similarities: Tensor, temperature: float) -> Tensor:
    """Cross-entropy; the label of a row is its own number."""
    labels, z = tf.range(len(similarities)), similarities / temperature
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=z)
    return tf.reduce_mean(losses)
