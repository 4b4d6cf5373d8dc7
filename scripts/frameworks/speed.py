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
    for setting in bench.settings(bench.SMALL_SIZES + bench.FULL_SIZES):
        if not bench.fits_into_memory(setting.logits):
            raise MemoryError(f"to time {setting}, about 7 GB must be free")
        results = bench.timed(setting, bench.those_for(setting, contenders))
        base = next(result.seconds for result in results if result.key == "pytorch")
        yield from (_case(setting, result, base) for result in results)


def _case(setting: bench.Setting, result: bench.Result, base: float) -> Case:
    figures = {
        "seconds": rounded(result.seconds),
        "nanoseconds_a_logit": rounded(result.seconds / setting.logits * 1e9),
        "ratio": rounded(result.seconds / base),
        "extra_memory": rounded(result.extra_bytes / setting.bytes),
    }
    return Case(
        f"{name_of(setting)}{VARIANTS.get(result.key, '')}",
        LIBRARIES[result.key],
        partial(dict, figures),
        inputs={"rows": setting.rows, "classes": setting.classes},
        within="not compared",
    )


def name_of(setting: bench.Setting) -> str:
    """Return what the record calls a setting: float64 and one thread go without saying."""
    dtype = "" if setting.dtype == "float64" else f"_{setting.dtype}"
    threads = "" if setting.threads == 1 else f"_{setting.threads}_threads"
    return f"{setting.rows}_by_{setting.classes}{dtype}{threads}"


def rounded(figure: float) -> float:
    """Keep three digits; the others are chance."""
    return float(f"{figure:.3g}")
