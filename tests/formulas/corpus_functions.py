"""The functions that the formulas of the corpus are bound to, under its own short names."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful import categorical, information, margins
from snippets.careful.binary import binary_cross_entropy as bce
from snippets.careful.binary import binary_cross_entropy as mean_bce
from snippets.careful.categorical import categorical_cross_entropy as categorical_ce
from snippets.careful.divergence import cross_entropy, mixture
from snippets.careful.divergence import js_divergence as js
from snippets.careful.divergence import kl_divergence as kl
from snippets.careful.focal import focal_loss_of_true_probability as focal
from snippets.careful.focal import true_class_probability as p_true
from snippets.careful.information import conditional_entropy, mutual_information, perplexity
from snippets.careful.likelihood import bernoulli_pmf, likelihood, log_likelihood
from snippets.careful.logistic import sigmoid
from snippets.careful.margins import center_loss, l_softmax_psi
from snippets.careful.regression import gaussian_pdf
from snippets.careful.regression import mean_squared_error as mse
from snippets.careful.smoothing import smooth_labels as smooth
from snippets.careful.softmax import softmax

__all__ = [
    "bce",
    "bernoulli_pmf",
    "categorical_ce",
    "center_loss",
    "conditional_entropy",
    "cross_entropy",
    "focal",
    "gaussian_pdf",
    "js",
    "kl",
    "l_softmax_psi",
    "likelihood",
    "log_likelihood",
    "mean_bce",
    "mixture",
    "mse",
    "mutual_information",
    "p_true",
    "perplexity",
    "sigmoid",
    "smooth",
    "softmax",
]


def self_information(p: ArrayLike) -> Any:
    """−log₂ p."""
    return information.self_information(p, base=2)


def entropy(p: ArrayLike) -> Any:
    """Entropy in nats, also of a joint distribution."""
    return information.entropy(np.ravel(p))


def entropy_bits(p: ArrayLike) -> Any:
    """Entropy in bits."""
    return information.entropy(p, base=2)


def binary_entropy_bits(p: ArrayLike) -> Any:
    """Entropy of a coin, in bits."""
    return information.binary_entropy(p, base=2)


def uniform(classes: int) -> Any:
    """Give all classes the same probability."""
    return categorical.uniform(classes)


def arcface(theta: ArrayLike, y: int, s: float, m: float) -> Any:
    """ArcFace from angles."""
    return margins.arcface_loss(np.cos(theta), y, s, m)


def am_softmax(theta: ArrayLike, y: int, s: float, m: float) -> Any:
    """AM-Softmax from angles."""
    return margins.am_softmax_loss(np.cos(theta), y, s, m)


def naive_bce(y: ArrayLike, y_hat: ArrayLike) -> Any:
    """Binary cross-entropy that rounds 1 − ŷ before it takes the logarithm."""
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
