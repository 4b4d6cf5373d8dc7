"""Information theory of one random variable and of a pair."""

import numpy as np


def self_information(p, base=np.e):
    return -np.log(p) / np.log(base)


def entropy(p, base=np.e):
    return -np.sum(p * np.log(p), axis=-1) / np.log(base)


def binary_entropy(p, base=np.e):
    H = -p * np.log(p) - (1 - p) * np.log(1 - p)
    return H / np.log(base)


def joint_entropy(joint, base=np.e):
    return -np.sum(joint * np.log(joint)) / np.log(base)


def conditional_entropy(joint, base=np.e):
    p_y = np.sum(joint, axis=0)
    return -np.sum(joint * np.log(joint / p_y)) / np.log(base)


def mutual_information(joint, base=np.e):
    p_x, p_y = np.sum(joint, axis=1), np.sum(joint, axis=0)
    ratio = joint / np.outer(p_x, p_y)
    return np.sum(joint * np.log(ratio)) / np.log(base)


def perplexity(p):
    return 2 ** entropy(p, base=2)


def perplexity_of_losses(losses):
    return np.exp(np.mean(losses))


def loss_per_unit(losses, units, base=np.e):
    return np.sum(losses) / units / np.log(base)


ABOVE_0 = (1e-300, 1)
BETWEEN = (1e-300, 1 - 2**-53)
DOMAIN = {
    "self_information": {"p": ABOVE_0},
    "entropy": {"p": ABOVE_0},
    "binary_entropy": {"p": BETWEEN},
    "joint_entropy": {"joint": ABOVE_0},
    "conditional_entropy": {"joint": ABOVE_0},
    "mutual_information": {"joint": ABOVE_0},
    "perplexity": {"p": ABOVE_0},
}
