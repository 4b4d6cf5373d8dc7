"""The tables on accuracy and speed: everything in them is read from the record."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from snippets import recorded
from snippets.tables.table import Cell, Column, Table

QUANTITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "self_information": r"$-\log p$",
        "entropy": "entropy",
        "cross_entropy": "cross-entropy",
        "kl_divergence": "KL divergence",
        "binary_cross_entropy": "binary, probabilities",
        "binary_cross_entropy_with_logits": "binary, logits",
        "sigmoid": "sigmoid",
        "log_likelihood": "a million samples",
        "sparse_softmax_cross_entropy": "categorical, logits",
        "sparse_softmax_cross_entropy_gradient": "its gradient",
        "softmax": "softmax",
        "logsumexp": "log-sum-exp",
        "label_smoothing": "smoothed labels",
        "focal_loss": "focal loss",
        "cosine_of_sum": r"$\cos(\theta+m)$",
    }
)
"""What was measured, in the order of the rows."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Here": ("numpy",),
        "PyTorch": ("pytorch",),
        "TensorFlow": ("tensorflow",),
        "Keras": ("keras",),
        "scikit-learn": ("scikit_learn",),
        "SciPy": ("scipy",),
        "Optax, JAX": ("optax", "jax"),
    }
)
"""Header and libraries of a column: the first of them that has the function."""

EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sparse_softmax_cross_entropy": "Logits (46, 0)",
        "sparse_softmax_cross_entropy_gradient": "Its slope",
        "binary_cross_entropy_with_logits": "Logit 46",
        "binary_cross_entropy": r"$\hat y=10^{-300}$",
        "kl_divergence": "KL divergence",
        "sigmoid": r"$\sigma(-745)$",
    }
)
"""The single samples of which the results are shown."""

CONTENDERS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "here, integer labels": ("", "numpy"),
        "here, one-hot labels": ("_one_hot", "numpy"),
        "PyTorch, integer labels": ("", "pytorch"),
        "PyTorch, one-hot labels": ("_one_hot", "pytorch"),
        "Optax, compiled by JAX": ("", "optax"),
        "SciPy `log_softmax`": ("", "scipy"),
        "the formula typed in, from probabilities": ("_article", "numpy"),
        "scikit-learn `log_loss`, from probabilities": ("", "scikit_learn"),
    }
)
"""Who was timed: the ending of the case in the record, and the library."""

EXACT: Final = tuple(CONTENDERS)[:-1]
"""Who was timed in float32: scikit-learn cuts off small probabilities there."""

THREADED: Final = tuple(CONTENDERS)[:4]
"""Who was timed on two threads: those who can use them, and ours to compare."""

VOCABULARY: Final = {
    "loss": "Loss (nats)",
    "extra_memory": "Extra memory, logits = 1",
    "seconds": "Seconds",
}
"""The figures of the loss of a large vocabulary."""

SMALL_SIZES: Final = ((32, 10), (128, 1_000))
SIZES: Final = ((100_000, 1_000), (256, 50_257), (1_000_000, 10))

NONE_RIGHT = "none"
MANY = 1e5
"""From here on an error is written as a power of ten."""

NOTHING = "–"


def errors(kind: str) -> Table:
    """Return the worst error of each library in ulp, on inputs that are "ordinary" or "hard"."""
    return Table(
        [Column("Worst error (ulp)"), *map(Column, COLUMNS)],
        [
            (label, *(_error(f"{name}_{kind}", libraries) for libraries in COLUMNS.values()))
            for name, label in QUANTITIES.items()
        ],
    )


def worst(case: str, libraries: tuple[str, ...]) -> float | None:
    """Return the error of the first of the libraries that the case knows, None if it has none."""
    known = recorded.outcomes("accuracy", case)
    return next(
        (recorded.number("accuracy", case, name) for name in libraries if name in known), None
    )


def _error(case: str, libraries: tuple[str, ...]) -> str:
    error = worst(case, libraries)
    return NOTHING if error is None else written(error)


def written(error: float) -> str:
    """Return an error in a few signs: 0.5, 363, a power of ten, or that no digit is right."""
    if math.isinf(error):
        return NONE_RIGHT
    if error >= MANY:
        return f"$10^{{{round(math.log10(error))}}}$"
    return f"{error:.1f}" if error < 10 else f"{error:,.0f}"


def examples() -> Table:
    """Return what each library gave for single samples, a row a library."""
    rows: list[tuple[Cell, ...]] = []
    for header, libraries in COLUMNS.items():
        results = (worst(f"{name}_example", libraries) for name in EXAMPLES)
        rows.append((header, *(NOTHING if result is None else result for result in results)))
    return Table(
        [Column("Library"), *(Column(header, ".3g") for header in EXAMPLES.values())], rows
    )


def calls() -> Table:
    """Return the call of each library that was measured."""
    rows = []
    for name, label in QUANTITIES.items():
        known = recorded.outcomes("accuracy", f"{name}_hard")
        for header, libraries in COLUMNS.items():
            library = next((key for key in libraries if key in known), None)
            if library:
                rows.append((label, header, f"`{known[library]['call']}`"))
    return Table([Column("Quantity"), Column("Library"), Column("Call")], rows)


def times(dtype: str = "float64", threads: int = 1) -> Table:
    """Return the time of each contender as a ratio to PyTorch's, for each size, small ones too."""
    what = "time, PyTorch = 1"
    return _figures("ratio", what, (*SMALL_SIZES, *SIZES), dtype, threads)


def memory() -> Table:
    """Return the extra memory of each contender as a multiple of the logits, for each size."""
    return _figures("extra_memory", "extra memory, logits = 1")


def nanoseconds() -> Table:
    """Return the time of each contender in nanoseconds a logit, for each size."""
    return _figures("nanoseconds_a_logit", "ns a logit")


def vocabulary() -> Table:
    """Return what the loss of a large vocabulary costs, with all logits and without."""
    found = recorded.outcomes("vocabulary", "linear_cross_entropy")
    rows: list[tuple[Cell, ...]] = [
        (f"`{outcome['call']}`", *(float(outcome["value"][which]) for which in VOCABULARY))
        for outcome in sorted(found.values(), key=lambda one: str(one["call"]))
    ]
    columns = [Column("Call"), *(Column(header, ".3g") for header in VOCABULARY.values())]
    return Table(columns, rows)


def figure_of(
    rows: int, classes: int, contender: str, which: str, dtype: str = "float64", threads: int = 1
) -> float:
    """Return one figure of a contender: seconds, ratio, nanoseconds_a_logit or extra_memory."""
    ending, library = CONTENDERS[contender]
    setting = ("" if dtype == "float64" else f"_{dtype}") + (
        "" if threads == 1 else f"_{threads}_threads"
    )
    value = recorded.outcome("speed", f"{rows}_by_{classes}{setting}{ending}", library)["value"]
    return float(value[which])


def _figures(
    which: str,
    what: str,
    sizes: Sequence[tuple[int, int]] = SIZES,
    dtype: str = "float64",
    threads: int = 1,
) -> Table:
    all_of_one = tuple(CONTENDERS) if dtype == "float64" else EXACT
    contenders = all_of_one if threads == 1 else THREADED
    return Table(
        [Column(what), *(Column(f"{rows:,} × {classes:,}", ".2f") for rows, classes in sizes)],
        [
            (
                contender,
                *(figure_of(*size, contender, which, dtype, threads) for size in sizes),
            )
            for contender in contenders
        ],
    )


def machine() -> Table:
    """Return the machine that all was measured on."""
    found = recorded.RECORD["machine"]
    load = recorded.number("speed", "load_by_other_programs", "numpy")
    return Table(
        [Column("Part"), Column("Machine")],
        [
            ("processor", found["processor"]),
            ("with AVX-512", "yes" if found["avx512"] else "no"),
            ("cores, of which one was used", str(found["cores"])),
            ("programs that wanted a core when the timing began", f"{load:.0f}"),
            ("system", found["system"]),
        ],
    )
