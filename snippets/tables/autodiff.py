"""The tables on automatic differentiation: everything in them is read from the record."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from snippets import recorded
from snippets.tables.table import Cell, Column, Table

LOSSES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "mean_squared_error": ("squared error", "the predictions"),
        "binary_cross_entropy": ("binary cross-entropy", "the probabilities"),
        "binary_cross_entropy_with_logits": ("binary cross-entropy", "the logits"),
        "half_squared_error_of_sigmoid": (r"$\frac12(\sigma(z)-y)^2$", "the logits"),
        "logistic_regression": ("logistic regression", "weights and bias"),
        "categorical_cross_entropy": ("categorical cross-entropy", "the probabilities"),
        "softmax_cross_entropy": ("the same, soft labels", "the logits"),
        "sparse_softmax_cross_entropy": ("the same, class numbers", "the logits"),
        "label_smoothing": ("smoothed labels", "the logits"),
        "focal_loss": ("focal loss", "the probabilities"),
        "l_softmax_loss": ("L-Softmax", "features and weights"),
        "sm_softmax_loss": ("SM-Softmax", "the logits"),
        "am_softmax_loss": ("AM-Softmax", "the cosines"),
        "arcface_loss": ("ArcFace", "the cosines"),
        "arcface_loss_of_features": ("ArcFace", "features and weights"),
        "center_loss": ("center loss", "the features"),
    }
)
"""The losses that were differentiated, and with respect to what."""

LIBRARIES: Final = ("pytorch", "jax")
DEGREES: Final = (0.0, 1e-6, 1.0, 20.0, 60.0, 120.0, 160.0)
WAYS: Final = ("arccos", "clamped", "stopped")


def differences() -> Table:
    """Return how far the slopes of PyTorch and JAX are from ours, for every loss."""
    return Table(
        [
            Column("Loss"),
            Column("With respect to"),
            Column("PyTorch (ulp)", ".2g"),
            Column("JAX (ulp)", ".2g"),
        ],
        [
            (loss, over, *(recorded.number("gradients", name, library) for library in LIBRARIES))
            for name, (loss, over) in LOSSES.items()
        ],
    )


def arcface() -> Table:
    """Return ArcFace's slope at the true class, by our formula and by three ways in PyTorch."""
    rows: list[tuple[Cell, ...]] = []
    for degrees in DEGREES:
        case = f"arcface_slope_{degrees:g}"
        ours = recorded.number("gradients", case, "numpy")
        ways = (recorded.number("gradients", f"{case}_{way}", "pytorch") for way in WAYS)
        angle = r"$10^{-6}$" if degrees == 1e-6 else f"{degrees:g}"
        rows.append((f"{angle}°", ours, *ways))
    headers = ("By the formula", "Through arccos", "Clamped first", "Stopped")
    return Table([Column(r"$\theta$"), *(Column(header, ".4g") for header in headers)], rows)


def aligned() -> Table:
    """Return the gradient of ArcFace's loss at a feature that points at its class."""
    names = {"numpy": "here", "pytorch": "PyTorch", "jax": "JAX"}
    rows: list[tuple[Cell, ...]] = []
    for library, name in names.items():
        (slopes,) = recorded.outcome("gradients", "arcface_aligned", library)["value"]
        rows.append((name, *map(float, slopes)))
    cosines = recorded.inputs("gradients", "arcface_aligned")["cosines"][0]
    headers = (f"cosine {cosine:g}".replace("-", "−") for cosine in cosines)
    columns = (Column(header, ".3g", may_be_nan=True) for header in headers)
    return Table([Column("With respect to"), *columns], rows)
