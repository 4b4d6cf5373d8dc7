"""Label smoothing and class weights: to change what the loss asks for."""

import numpy as np
from numpy.typing import ArrayLike

from snippets.careful.arithmetic import Floats, float64_inside
from snippets.careful.parameters import share, whole_from_one
from snippets.careful.validation import class_labels, distributions, refuse


@float64_inside
def smooth_labels(y: ArrayLike, epsilon: float) -> Floats:
    """ỹ_c = (1 − ε) y_c + ε/C: a share ε is spread over all C classes.

    y: distributions, mostly one-hot, shape (…, C); epsilon: from 0 to 1.
    The true class of a one-hot label keeps 1 − ε + ε/C. Raises ValueError
    for rows that are no distributions and for another ε.
    Source: C. Szegedy et al., CVPR 2016, arXiv 1512.00567, section 7.
    """
    labels, e = distributions(y, "y"), share(epsilon, "epsilon")
    classes: int = labels.shape[-1]
    return (1 - e) * labels + e / classes


def balanced_class_weights(labels: ArrayLike, classes: int) -> Floats:
    """w_c = N / (C n_c), with n_c the samples of class c.

    All classes weigh the same in total.
    labels: class numbers of shape (N,); the result has shape (C,), and
    `w[labels]` are the samples' weights, which sum to N. Raises ValueError
    for labels out of range and for a class without samples, whose weight
    would be infinite.
    """
    c = whole_from_one(classes, "classes")
    y = class_labels(labels, "labels", c)
    if y.ndim != 1:
        refuse("labels", f"shape {y.shape}", "one label for each sample, shape (N,)")
    counts = np.bincount(y, minlength=c)
    if np.any(counts == 0):
        refuse("labels", f"no sample of class {np.argmin(counts)}", "a sample of every class")
    return len(y) / (c * counts)
