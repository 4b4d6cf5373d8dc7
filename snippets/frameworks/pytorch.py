"""The losses in PyTorch: modules that are made first and called with (prediction, target)."""

import torch
from torch import Tensor, nn


def mean_squared_error(y: Tensor, y_hat: Tensor) -> Tensor:
    """Prediction first; the mean of a square does not mind, all others do."""
    return nn.MSELoss()(y_hat, y)


def entropy(p: Tensor) -> Tensor:
    """There is no such loss; entr(p) is −p log p, and 0 for p = 0."""
    return torch.special.entr(p).sum()


def kl_divergence(p: Tensor, q: Tensor) -> Tensor:
    """Takes log q. For a batch: reduction="batchmean", never the default "mean"."""
    return nn.KLDivLoss(reduction="sum")(q.log(), p)


def binary_cross_entropy(y: Tensor, y_hat: Tensor) -> Tensor:
    """From probabilities; labels must be floats."""
    return nn.BCELoss()(y_hat, y)


def binary_cross_entropy_with_logits(y: Tensor, z: Tensor) -> Tensor:
    """From logits: do not apply sigmoid before."""
    return nn.BCEWithLogitsLoss()(z, y)


def categorical_cross_entropy(y: Tensor, y_hat: Tensor) -> Tensor:
    """There is no such loss; xlogy(y, p) is y log p, and 0 for y = 0."""
    return -torch.xlogy(y, y_hat).sum(dim=-1).mean()


def sparse_categorical_cross_entropy(labels: Tensor, y_hat: Tensor) -> Tensor:
    """NLLLoss takes the logs of probabilities."""
    return nn.NLLLoss()(y_hat.log(), labels)


def softmax_cross_entropy(y: Tensor, z: Tensor) -> Tensor:
    """From logits; a target of floats is taken as probabilities."""
    return nn.CrossEntropyLoss()(z, y)


def sparse_softmax_cross_entropy(labels: Tensor, z: Tensor) -> Tensor:
    """From logits; a target of integers is taken as class numbers."""
    return nn.CrossEntropyLoss()(z, labels)


def label_smoothing(y: Tensor, z: Tensor, epsilon: float) -> Tensor:
    """An argument of the loss, for both kinds of target."""
    return nn.CrossEntropyLoss(label_smoothing=epsilon)(z, y)


def class_weights(labels: Tensor, z: Tensor, weights: Tensor) -> Tensor:
    """One weight a class; the mean divides by the sum of the samples' weights."""
    return nn.CrossEntropyLoss(weight=weights)(z, labels)
