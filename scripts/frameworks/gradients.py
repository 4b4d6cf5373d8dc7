"""Whether automatic differentiation finds the gradients that the pages derive.

Each loss is written once more with the means of PyTorch and of JAX, differentiated by the library,
and compared with the gradient that our snippet computes from its formula. The difference is that
of the slope which is furthest off, in units in the last place of the largest slope of the sample:
what rounding leaves is a few of them, a wrong term is 10^15. Below half a unit it counts as ½.

ArcFace has cases of its own: what becomes of the slope at the true class when the angle is taken
by arccos, when its cosine is clamped before, and when differentiation is stopped at the arccos.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import numpy as np
import optax
import torch
from jax import numpy as jnp
from numpy.typing import NDArray

from scripts.frameworks.cases import Case
from snippets.careful import binary, categorical, focal, margins, regression, smoothing, training

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)

Array = NDArray[Any]
Loss = Callable[..., Any]

LEAST = 0.5
EPSILON = 0.1
GAMMA, ALPHA = 2.0, 0.25
SCALE, MARGIN = 8.0, 0.5
PAPER_SCALE = 64.0
L_MARGIN = 3
DEGREES = (0, 1e-6, 1, 20, 60, 120, 160)
"""Angles between feature and class at which ArcFace's slope is shown."""


@dataclass(frozen=True)
class Library:
    """What the losses below need of a library; the rest goes by the same name in both."""

    key: str
    module: Any
    array: Callable[[Array], Any]
    slopes: Callable[..., Any]
    cross_entropy: Loss
    """Sum of the losses from logits and class numbers."""


PYTORCH = Library(
    "pytorch",
    torch,
    torch.tensor,
    torch.func.grad,
    partial(torch.nn.functional.cross_entropy, reduction="sum"),
)
JAX = Library(
    "jax",
    jnp,
    jnp.asarray,
    jax.grad,
    lambda z, labels: optax.losses.softmax_cross_entropy_with_integer_labels(z, labels).sum(),
)


@dataclass(frozen=True)
class Gradient:
    """A loss, and where it is differentiated: with respect to all of its arguments."""

    name: str
    at: tuple[Array, ...]
    ours: Callable[..., Any]
    theirs: Callable[[Library], Loss]


def cases() -> Iterator[Case]:
    """Yield the largest difference for each loss and library, and ArcFace's slopes."""
    for gradient in gradients():
        for library in (PYTORCH, JAX):
            yield Case(
                gradient.name,
                library.key,
                partial(difference, gradient, library),
                inputs={"shapes": [list(x.shape) for x in gradient.at]},
                within="10 times",
            )
    for degrees in DEGREES:
        yield from arcface_cases(degrees)
    yield from aligned_cases()


def difference(gradient: Gradient, library: Library) -> float:
    """Return the largest difference of two slopes, in units of the largest slope."""
    at = [library.array(x) for x in gradient.at]
    found = library.slopes(gradient.theirs(library), argnums=tuple(range(len(at))))(*at)
    ours = gradient.ours(*gradient.at)
    worst = LEAST
    for mine, theirs in zip(ours if isinstance(ours, tuple) else (ours,), found, strict=True):
        unit = np.spacing(np.max(np.abs(mine)))
        worst = max(worst, float(np.max(np.abs(mine - np.asarray(theirs))) / unit))
    return float(f"{worst:.3g}")


def gradients() -> list[Gradient]:
    """List the losses of the site and points at which to compare, in the order of the pages."""
    random = np.random.default_rng(30)
    y, p = random.integers(0, 2, 50).astype(np.float64), random.uniform(0.01, 0.99, 50)
    logit, target = random.normal(0, 3, 50), random.normal(0, 3, 50)
    z, labels = random.normal(0, 3, (50, 10)), random.integers(0, 10, 50)
    soft, rows = random.dirichlet(np.ones(10), 50), random.dirichlet(np.ones(10), 50)
    x, w = random.normal(size=(50, 4)), random.normal(size=(4, 10))
    cosine = margins.cosines(x, w)
    centers = random.normal(size=(10, 4))
    weights, bias = random.normal(size=4), np.array(0.3)
    smoothed = smoothing.smooth_labels(categorical.one_hot(labels, 10), EPSILON)
    return [
        Gradient(
            "mean_squared_error",
            (target,),
            lambda y_hat: regression.mean_squared_error_gradient(y, y_hat),
            lambda library: mean_squared_error(library, y),
        ),
        Gradient(
            "binary_cross_entropy",
            (p,),
            lambda p: binary.binary_cross_entropy_gradient(y, p),
            lambda library: binary_cross_entropy(library, y),
        ),
        Gradient(
            "binary_cross_entropy_with_logits",
            (logit,),
            lambda z: binary.binary_cross_entropy_with_logits_gradient(y, z),
            lambda library: binary_cross_entropy_with_logits(library, y),
        ),
        Gradient(
            "half_squared_error_of_sigmoid",
            (logit,),
            lambda z: training.half_squared_error_slope(y, z),
            lambda library: half_squared_error_of_sigmoid(library, y),
        ),
        Gradient(
            "logistic_regression",
            (weights, bias),
            lambda w, b: training.logistic_gradient(w, b, x, y),
            lambda library: logistic_regression(library, x, y),
        ),
        Gradient(
            "categorical_cross_entropy",
            (rows,),
            lambda q: categorical.categorical_cross_entropy_gradient(soft, q),
            lambda library: categorical_cross_entropy(library, soft),
        ),
        Gradient(
            "softmax_cross_entropy",
            (z,),
            lambda z: categorical.softmax_cross_entropy_gradient(soft, z),
            lambda library: softmax_cross_entropy(library, soft),
        ),
        Gradient(
            "sparse_softmax_cross_entropy",
            (z,),
            lambda z: categorical.sparse_softmax_cross_entropy_gradient(labels, z),
            lambda library: lambda z: library.cross_entropy(z, library.array(labels)),
        ),
        Gradient(
            "label_smoothing",
            (z,),
            lambda z: categorical.softmax_cross_entropy_gradient(smoothed, z),
            lambda library: label_smoothing(library, labels),
        ),
        Gradient(
            "focal_loss",
            (p,),
            lambda p: focal.focal_loss_gradient(y, p, GAMMA, ALPHA),
            lambda library: focal_loss(library, y),
        ),
        Gradient(
            "l_softmax_loss",
            (x, w),
            lambda x, w: margins.l_softmax_loss_gradient(x, w, labels, L_MARGIN),
            lambda library: l_softmax_loss(library, labels),
        ),
        Gradient(
            "sm_softmax_loss",
            (z,),
            lambda z: margins.sm_softmax_loss_gradient(z, labels, MARGIN),
            lambda library: with_other_logit(library, labels, 1.0, lambda z: z - MARGIN),
        ),
        Gradient(
            "am_softmax_loss",
            (cosine,),
            lambda cosine: margins.am_softmax_loss_gradient(cosine, labels, SCALE, MARGIN),
            lambda library: with_other_logit(library, labels, SCALE, lambda c: c - MARGIN),
        ),
        Gradient(
            "arcface_loss",
            (cosine,),
            lambda cosine: margins.arcface_loss_gradient(cosine, labels, SCALE, MARGIN),
            lambda library: arcface_loss(library, labels),
        ),
        Gradient(
            "arcface_loss_of_features",
            (x, w),
            lambda x, w: margins.cosines_gradient(
                x,
                w,
                margins.arcface_loss_gradient(margins.cosines(x, w), labels, SCALE, MARGIN),
            ),
            lambda library: lambda x, w: arcface_loss(library, labels)(cosines(library, x, w)),
        ),
        Gradient(
            "center_loss",
            (x,),
            lambda x: margins.center_loss_gradient(x, centers, labels),
            lambda library: center_loss(library, centers, labels),
        ),
    ]


def mean_squared_error(library: Library, y: Array) -> Loss:
    """MSE of predictions, by the libraries' own losses."""
    target = library.array(y)
    if library is PYTORCH:
        return lambda y_hat: torch.nn.functional.mse_loss(y_hat, target)
    return lambda y_hat: optax.losses.squared_error(y_hat, target).mean()


def binary_cross_entropy(library: Library, y: Array) -> Loss:
    """BCE of probabilities, by PyTorch's own loss; JAX has the parts of the formula."""
    target = library.array(y)
    if library is PYTORCH:
        return lambda p: torch.nn.functional.binary_cross_entropy(p, target, reduction="sum")
    xlogy, xlog1py = jax.scipy.special.xlogy, jax.scipy.special.xlog1py
    return lambda p: -(xlogy(target, p) + xlog1py(1 - target, -p)).sum()


def binary_cross_entropy_with_logits(library: Library, y: Array) -> Loss:
    """BCE of logits, by the libraries' own losses."""
    target = library.array(y)
    if library is PYTORCH:
        loss = torch.nn.functional.binary_cross_entropy_with_logits
        return lambda z: loss(z, target, reduction="sum")
    return lambda z: optax.losses.sigmoid_binary_cross_entropy(z, target).sum()


def half_squared_error_of_sigmoid(library: Library, y: Array) -> Loss:
    """½ (σ(z) − y)²."""
    target = library.array(y)
    sigmoid = torch.sigmoid if library is PYTORCH else jax.nn.sigmoid
    return lambda z: ((sigmoid(z) - target) ** 2 / 2).sum()


def logistic_regression(library: Library, x: Array, y: Array) -> Loss:
    """Mean BCE over weights and bias."""
    features = library.array(x)
    loss = binary_cross_entropy_with_logits(library, y)
    return lambda w, b: loss(features @ w + b) / len(y)


def categorical_cross_entropy(library: Library, y: Array) -> Loss:
    """−Σ y log ŷ."""
    target = library.array(y)
    return lambda y_hat: -(target * library.module.log(y_hat)).sum()


def softmax_cross_entropy(library: Library, y: Array) -> Loss:
    """Cross-entropy of logits with soft labels, by the libraries' own losses."""
    target = library.array(y)
    if library is PYTORCH:
        return lambda z: torch.nn.functional.cross_entropy(z, target, reduction="sum")
    return lambda z: optax.losses.softmax_cross_entropy(z, target).sum()


def label_smoothing(library: Library, labels: Array) -> Loss:
    """Smoothing by the libraries' own means."""
    if library is PYTORCH:
        loss = partial(torch.nn.functional.cross_entropy, reduction="sum")
        return lambda z: loss(z, torch.tensor(labels), label_smoothing=EPSILON)
    return lambda z: optax.losses.softmax_cross_entropy(
        z, optax.losses.smooth_labels(jax.nn.one_hot(labels, z.shape[1]), EPSILON)
    ).sum()


def focal_loss(library: Library, y: Array) -> Loss:
    """−α_t (1 − p_t)^γ log p_t."""
    target = library.array(y)

    def loss(p: Any) -> Any:
        p_t = target * p + (1 - target) * (1 - p)
        alpha_t = target * ALPHA + (1 - target) * (1 - ALPHA)
        return -(alpha_t * (1 - p_t) ** GAMMA * library.module.log(p_t)).sum()

    return loss


def with_other_logit(
    library: Library, labels: Array, scale: float, special: Callable[[Any], Any]
) -> Loss:
    """Cross-entropy with another logit at the true class, all of them scaled."""

    def loss(z: Any) -> Any:
        is_label = library.array(categorical.one_hot(labels, z.shape[1]) == 1)
        logits = scale * library.module.where(is_label, special(z), z)
        return library.cross_entropy(logits, library.array(labels))

    return loss


def arcface_loss(library: Library, labels: Array, scale: float = SCALE) -> Loss:
    """Of cosines, through the angle: cos(arccos(cos θ) + m)."""
    cos, arccos = library.module.cos, library.module.arccos
    return with_other_logit(library, labels, scale, lambda c: cos(arccos(c) + MARGIN))


def length(library: Library, vectors: Any, axis: int) -> Any:
    """‖v‖, with the axis kept."""
    return (
        library.module.expand_dims((vectors**2).sum(axis) ** 0.5, axis)
        if library is JAX
        else (vectors.norm(dim=axis, keepdim=True))
    )


def cosines(library: Library, x: Any, w: Any) -> Any:
    """Compute cos θ_j for every sample and class."""
    return (x / length(library, x, 1)) @ (w / length(library, w, 0))


def l_softmax_loss(library: Library, labels: Array) -> Loss:
    """Of features and weights: ‖W_y‖ ‖x‖ ((−1)^k cos(mθ) − 2k) at the true class."""
    cos, arccos, floor = library.module.cos, library.module.arccos, library.module.floor

    def psi(cosine: Any) -> Any:
        theta = arccos(cosine)
        k = floor(L_MARGIN * theta / np.pi)
        return (1 - 2 * (k % 2)) * cos(L_MARGIN * theta) - 2 * k

    def loss(x: Any, w: Any) -> Any:
        is_label = library.array(categorical.one_hot(labels, w.shape[1]) == 1)
        cosine = cosines(library, x, w)
        heights = library.module.where(is_label, psi(cosine), cosine)
        logits = length(library, x, 1) * length(library, w, 0) * heights
        return library.cross_entropy(logits, library.array(labels))

    return loss


def center_loss(library: Library, centers: Array, labels: Array) -> Loss:
    """½ Σ ‖x − c_y‖²."""
    own = library.array(centers[labels])
    return lambda x: ((x - own) ** 2).sum() / 2


def arcface_cases(degrees: float) -> Iterator[Case]:
    """Yield ∂ cos(θ + m)/∂ cos θ at one angle, by our formula and by the ways that are in use."""
    cosine = float(np.cos(np.deg2rad(degrees)))
    inputs = {"degrees": degrees, "margin": MARGIN}
    name = f"arcface_slope_{degrees:g}"
    ways: dict[str, dict[str, Callable[[Any], Any]]] = {
        "arccos": {
            "pytorch": lambda c: torch.cos(torch.acos(c) + MARGIN),
            "jax": lambda c: jnp.cos(jnp.arccos(c) + MARGIN),
        },
        "clamped": {
            "pytorch": lambda c: torch.cos(torch.acos(c.clamp(-1 + 1e-7, 1 - 1e-7)) + MARGIN),
            "jax": lambda c: jnp.cos(jnp.arccos(jnp.clip(c, -1 + 1e-7, 1 - 1e-7)) + MARGIN),
        },
        "stopped": {
            "pytorch": lambda c: c + (torch.cos(torch.acos(c) + MARGIN) - c).detach(),
            "jax": lambda c: c + jax.lax.stop_gradient(jnp.cos(jnp.arccos(c) + MARGIN) - c),
        },
    }
    ours = partial(margins.cosine_of_sum_slope, cosine, MARGIN)
    yield Case(name, "numpy", ours, inputs=inputs, within="1e-9 relative")
    for way, functions in ways.items():
        for library in (PYTORCH, JAX):
            slope = partial(slope_of, library, functions[library.key], np.array(cosine))
            yield Case(f"{name}_{way}", library.key, slope, inputs=inputs, within="1e-6 relative")


def aligned_cases() -> Iterator[Case]:
    """Yield the gradient of ArcFace's loss at a feature that points exactly at its class."""
    cosine, labels = np.array([[1.0, 0.2, -0.3]]), np.array([0])
    inputs = {"cosines": cosine.tolist(), "scale": PAPER_SCALE, "margin": MARGIN}
    ours = partial(margins.arcface_loss_gradient, cosine, labels, PAPER_SCALE, MARGIN)
    yield Case("arcface_aligned", "numpy", ours, inputs=inputs, within="1e-9 relative")
    for library in (PYTORCH, JAX):
        loss = arcface_loss(library, labels, PAPER_SCALE)
        found = partial(library.slopes(loss), library.array(cosine))
        yield Case("arcface_aligned", library.key, found, inputs=inputs, within="1e-9 relative")


def slope_of(library: Library, function: Loss, at: Array) -> float:
    """Return the derivative of a function of one number."""
    return float(library.slopes(function)(library.array(at)))
