"""Focal loss: cross-entropy that turns down what is right."""

import numpy as np


def true_class_probability(y, p):
    return np.where(y == 1, p, 1 - p)


def focal_loss_of_true_probability(p_t, gamma=2.0, alpha_t=1.0):
    return -alpha_t * (1 - p_t) ** gamma * np.log(p_t)


def focal_loss(y, p, gamma=2.0, alpha=0.25):
    p_t = true_class_probability(y, p)
    alpha_t = true_class_probability(y, alpha)
    return np.mean(-alpha_t * (1 - p_t) ** gamma * np.log(p_t))


def focal_loss_gradient(y, p, gamma=2.0, alpha=0.25):
    p_t = true_class_probability(y, p)
    alpha_t = true_class_probability(y, alpha)
    of_factor = gamma * (1 - p_t) ** (gamma - 1) * np.log(p_t)
    slope = alpha_t * (of_factor - (1 - p_t) ** gamma / p_t)
    return np.where(y == 1, slope, -slope)


ABOVE_0 = (1e-300, 1)
BETWEEN = (1e-300, 1 - 2**-53)
WELL_BETWEEN = (1e-6, 1 - 1e-6)
DOMAIN = {
    "focal_loss_of_true_probability": {"p_t": ABOVE_0},
    "focal_loss": {"p": BETWEEN},
    "focal_loss_gradient": {"p": WELL_BETWEEN},
}
