"""The names of formulas as they are said."""

import re

ALIASES = {
    "bce": "binary cross-entropy",
    "cce": "categorical cross-entropy",
    "ce": "cross-entropy",
    "kl": "Kullback-Leibler divergence",
    "js": "Jensen-Shannon divergence",
    "mi": "mutual information",
    "mse": "mean squared error",
    "nll": "negative log-likelihood",
    "lse": "log-sum-exp",
    "yhat": "ŷ",
    "argmin": "arg min",
    "argmax": "arg max",
    "plogp": "p log p",
    "onehot": "one-hot",
    "am": "AM",
    "elbo": "ELBO",
    "info-nce": "InfoNCE",
    "map": "MAP",
    "nt-xent": "NT-Xent",
    "l": "L",
    "sm": "SM",
    "arcface": "ArcFace",
    "bernoulli": "Bernoulli",
    "brier": "Brier",
    "gaussian": "Gaussian",
    "gibbs": "Gibbs",
    "hessian": "Hessian",
    "jacobian": "Jacobian",
    "jensen": "Jensen",
}
"""How the short names of formulas are said."""

_PART = re.compile("|".join([*(name for name in ALIASES if "-" in name), "[^-]+"]))


def spoken(name: str) -> str:
    """Return the name of a formula as it is said, such as: binary cross-entropy gradient ŷ."""
    return " ".join(ALIASES.get(part, part) for part in _PART.findall(name))
