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


def weighted_binary_cross_entropy_with_logits(y: Tensor, z: Tensor, pos_weight: float) -> Tensor:
    """pos_weight is a tensor: one number, or one for each column of z."""
    return nn.BCEWithLogitsLoss(pos_weight=torch.tensor(pos_weight))(z, y)


def focal_loss_with_logits(y: Tensor, z: Tensor, gamma: float, alpha: float) -> Tensor:
    """There is no such loss; torchvision has sigmoid_focal_loss, which does the same."""
    losses = nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")
    miss = 1 - torch.exp(-losses)
    alpha_t = alpha * y + (1 - alpha) * (1 - y)
    return (alpha_t * miss**gamma * losses).mean()


def softmax_focal_loss(labels: Tensor, z: Tensor, gamma: float) -> Tensor:
    """There is no such loss; it is a function of the cross-entropy alone."""
    losses = nn.functional.cross_entropy(z, labels, reduction="none")
    return ((1 - torch.exp(-losses)) ** gamma * losses).mean()


def kl_divergence_from_logs(log_p: Tensor, log_q: Tensor) -> Tensor:
    """log_target=True says that the target is a logarithm, too."""
    return nn.KLDivLoss(reduction="sum", log_target=True)(log_q, log_p)


def token_cross_entropy(labels: Tensor, z: Tensor) -> Tensor:
    """ignore_index is −100 unless you say otherwise; flatten batch and length before."""
    return nn.CrossEntropyLoss()(z, labels)


def info_nce(similarities: Tensor, temperature: float) -> Tensor:
    """Cross-entropy; the label of a row is its own number."""
    labels = torch.arange(len(similarities))
    return nn.CrossEntropyLoss()(similarities / temperature, labels)
