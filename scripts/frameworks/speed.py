"""How long the losses take, and how much memory: the figures of ``make bench``, kept.

They depend on the machine and are not compared when the record is checked. What they were taken
on is in the record: the processor, and the load by other programs when the run began.
"""

import os
from collections.abc import Iterator
from functools import partial

from scripts.frameworks import bench
from scripts.frameworks.cases import Case

LIBRARIES = {
    "ours": "numpy",
    "ours_one_hot": "numpy",
    "article": "numpy",
    "scipy": "scipy",
    "pytorch": "pytorch",
    "pytorch_one_hot": "pytorch",
    "optax": "optax",
    "scikit_learn": "scikit_learn",
}
"""The library of each contender, as the record names it."""

VARIANTS = {"ours_one_hot": "_one_hot", "pytorch_one_hot": "_one_hot", "article": "_article"}
"""Contenders of which a library has several."""


def cases() -> Iterator[Case]:
    """Yield seconds, nanoseconds a logit, ratio and extra memory of each contender and size.

    Raises:
        MemoryError: the data do not fit.
    """
    load = os.getloadavg()[0]
    yield Case("load_by_other_programs", "numpy", lambda: load, within="not compared")
    contenders = bench.all_contenders()
    for rows, classes in bench.FULL_SIZES:
        if not bench.fits_into_memory(rows * classes):
            raise MemoryError(f"to time {rows:,} × {classes:,} logits, about 7 GB must be free")
        results = bench.measure(rows, classes, contenders)
        seconds = {result.key: result.seconds for result in results}
        for result in results:
            figures = {
                "seconds": rounded(result.seconds),
                "nanoseconds_a_logit": rounded(result.seconds / (rows * classes) * 1e9),
                "ratio": rounded(result.seconds / seconds["pytorch"]),
                "extra_memory": rounded(result.extra_bytes / (8 * rows * classes)),
            }
            yield Case(
                f"{rows}_by_{classes}{VARIANTS.get(result.key, '')}",
                LIBRARIES[result.key],
                partial(dict, figures),
                inputs={"rows": rows, "classes": classes},
                within="not compared",
            )


def rounded(figure: float) -> float:
    """Keep three digits; the others are chance."""
    return float(f"{figure:.3g}")
