"""Compare the speed and the memory of softmax cross-entropy with other code on this machine.

    python -m scripts.frameworks.bench [--quick]

All contenders get the same logits and labels, in float64 and in float32, and give the mean loss.
Times are the best of a few rounds in which everyone has a turn, as ratios to PyTorch's
cross_entropy, or, where PyTorch is not installed, to the loss made from SciPy's log_softmax. On one
thread they are seconds of the processor, which other programs cannot take away. PyTorch alone can
use two threads; then they are seconds of the clock, which a busy machine makes longer. Extra memory
is what a call adds to the memory of the process at its peak, as a multiple of the logits.

A benchmark, not a test: the figures depend on the machine and on what else it does.
"""

import argparse
import gc
import importlib
import math
import os
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scripts.frameworks.sections import ONE_THREAD
from snippets import naive_article
from snippets.careful import categorical, softmax

SMALL_SIZES = [(32, 10), (128, 1_000)]
FULL_SIZES = [(100_000, 1_000), (256, 50_257), (1_000_000, 10)]
QUICK_SIZES = [(2_000, 1_000), (16, 50_257), (50_000, 10)]
DTYPES = ("float64", "float32")
THREADS = (1, 2)
ROUNDS = 5
A_TURN = 500_000
"""Logits to work on before the clock is read: small calls are repeated until there are as many."""
MEMINFO = Path("/proc/meminfo")
STATUS = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs")
SAME_LOSS = 0.01
"""The article's 1e-9 moves its loss by less than this share."""

Call: TypeAlias = Callable[[], float]


@dataclass
class Data:
    """Logits and labels, and what some contenders want instead, made when it is first asked for."""

    z: NDArray[Any]
    labels: NDArray[np.int64]
    threads: int = 1
    made: dict[str, NDArray[Any]] = field(default_factory=dict)

    @property
    def rows(self) -> NDArray[np.int64]:
        """0, 1, 2, …, one for each sample."""
        return np.arange(len(self.labels))

    def one_hot(self) -> NDArray[Any]:
        """Labels as rows with a 1."""
        return self._once("one-hot", lambda: categorical.one_hot(self.labels, self.z.shape[1]))

    def probabilities(self) -> NDArray[Any]:
        """softmax(z), for those who cannot take logits."""
        return self._once("probabilities", lambda: softmax.softmax(self.z))

    def _once(self, name: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        if name not in self.made:
            self.made[name] = make().astype(self.z.dtype, copy=False)
        return self.made[name]


@dataclass(frozen=True)
class Setting:
    """How many logits there are, of which type, and how many threads may work on them."""

    rows: int
    classes: int
    dtype: str = "float64"
    threads: int = 1

    @property
    def logits(self) -> int:
        """Number of logits."""
        return self.rows * self.classes

    @property
    def bytes(self) -> int:
        """Memory of the logits."""
        return self.logits * np.dtype(self.dtype).itemsize

    def __str__(self) -> str:
        threads = "1 thread" if self.threads == 1 else f"{self.threads} threads"
        return f"{self.rows:,} × {self.classes:,}, {self.dtype}, {threads}"


@dataclass(frozen=True)
class Contender:
    """Somebody's loss: `prepare` turns the data into a call that is timed.

    key: a short name, fit for the record of ``make frameworks``.
    """

    key: str
    name: str
    prepare: Callable[[Data], Call]


@dataclass(frozen=True)
class Result:
    """What was measured for one contender."""

    key: str
    name: str
    seconds: float
    extra_bytes: int


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.frameworks.bench", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, a few seconds")
    quick: bool = parser.parse_args().quick
    contenders = all_contenders()
    for setting in settings(SMALL_SIZES + (QUICK_SIZES if quick else FULL_SIZES)):
        if not (taking_part := those_for(setting, contenders)):
            continue
        if not fits_into_memory(setting.logits):
            print(f"{setting}: left out, it needs more memory than is free\n")
            continue
        print_table(timed(setting, taking_part), base_of(contenders), setting)


def settings(sizes: list[tuple[int, int]]) -> list[Setting]:
    """List each size in each type, first all on one thread."""
    return [
        Setting(*size, dtype, threads) for threads in THREADS for dtype in DTYPES for size in sizes
    ]


def those_for(setting: Setting, contenders: list[Contender]) -> list[Contender]:
    """List those who compute the same loss in this type and with so many threads."""
    if setting.threads > 1:
        contenders = with_threads(contenders)
    # scikit-learn cuts probabilities off at the type's ε: in float32 that is another loss.
    exact = setting.dtype == "float64"
    return [c for c in contenders if exact or c.key != "scikit_learn"]


def with_threads(contenders: list[Contender]) -> list[Contender]:
    """List those who can use two threads, and ours to compare; none without the former."""
    threaded = [c for c in contenders if c.key.startswith("pytorch")]
    return [c for c in contenders if c.key.startswith("ours")] + threaded if threaded else []


def all_contenders() -> list[Contender]:
    """List ours, the article's, and those of the libraries that are installed."""
    return [
        Contender("ours", "ours, integer labels", ours_with_labels),
        Contender("ours_one_hot", "ours, one-hot labels", ours_with_one_hot),
        Contender("article", "the article's code, from probabilities", the_article),
        *optional("scipy", "scipy.special", "SciPy log_softmax, integer labels", scipys),
        *optional("pytorch", "torch", "PyTorch cross_entropy, integer labels", torchs),
        *optional(
            "pytorch_one_hot", "torch", "PyTorch cross_entropy, one-hot labels", torchs_one_hot
        ),
        *optional("optax", "optax", "Optax, compiled, integer labels", optaxs),
        *optional(
            "scikit_learn",
            "sklearn.metrics",
            "scikit-learn log_loss, from probabilities",
            scikit_learns,
        ),
    ]


def base_of(contenders: list[Contender]) -> str:
    """Return the key of the contender that the others are compared with."""
    return "pytorch" if any(c.key == "pytorch" for c in contenders) else "scipy"


def optional(
    key: str, module: str, name: str, prepare: Callable[[Any, Data], Call]
) -> list[Contender]:
    """One contender if its library can be imported, otherwise none."""
    try:
        library = importlib.import_module(module)
    except ImportError:
        return []
    return [Contender(key, name, lambda data: prepare(library, data))]


def ours_with_labels(data: Data) -> Call:
    """Our loss from logits and class numbers."""
    return lambda: float(categorical.sparse_softmax_cross_entropy(data.labels, data.z))


def ours_with_one_hot(data: Data) -> Call:
    """Our loss from logits and rows with a 1."""
    y = data.one_hot()
    return lambda: float(categorical.softmax_cross_entropy(y, data.z))


def the_article(data: Data) -> Call:
    """Loss of the article's code; it takes probabilities, which are made beforehand."""
    y, p = data.one_hot(), data.probabilities()
    return lambda: float(naive_article.categorical_cross_entropy_loss(y, p))


def scipys(special: Any, data: Data) -> Call:
    """−log_softmax(z) at the labels, by SciPy."""
    rows, labels = data.rows, data.labels
    return lambda: float(-special.log_softmax(data.z, axis=-1)[rows, labels].mean())


def torchs(torch: Any, data: Data) -> Call:
    """PyTorch's loss on so many threads."""
    torch.set_num_threads(data.threads)
    z, labels = torch.from_numpy(data.z), torch.from_numpy(data.labels)
    return lambda: float(torch.nn.functional.cross_entropy(z, labels))


def torchs_one_hot(torch: Any, data: Data) -> Call:
    """PyTorch's loss for labels that are distributions, on so many threads."""
    torch.set_num_threads(data.threads)
    z, y = torch.from_numpy(data.z), torch.from_numpy(data.one_hot())
    return lambda: float(torch.nn.functional.cross_entropy(z, y))


def optaxs(optax: Any, data: Data) -> Call:
    """Optax's loss, compiled by JAX, which shares the logits with NumPy where it can."""
    import jax

    jax.config.update("jax_enable_x64", True)
    losses = optax.losses.softmax_cross_entropy_with_integer_labels
    loss = jax.jit(lambda z, labels: losses(z, labels).mean())
    z, labels = jax.numpy.asarray(data.z), jax.numpy.asarray(data.labels)
    return lambda: float(loss(z, labels))


def scikit_learns(metrics: Any, data: Data) -> Call:
    """scikit-learn's loss; it takes probabilities, which are made beforehand."""
    p, classes = data.probabilities(), np.arange(data.z.shape[1])
    return lambda: float(metrics.log_loss(data.labels, p, labels=classes))


def measure(rows: int, classes: int, contenders: list[Contender]) -> list[Result]:
    """Time all contenders on the same float64 logits, on one thread."""
    return timed(Setting(rows, classes), contenders)


def timed(setting: Setting, contenders: list[Contender]) -> list[Result]:
    """Time all contenders on the same data and compare what they return."""
    data = drawn(setting)
    clock = time.process_time if setting.threads == 1 else time.perf_counter
    repeats = max(1, A_TURN // setting.logits)
    calls = {c.key: c.prepare(data) for c in contenders}
    expected = next(iter(calls.values()))()
    seconds = dict.fromkeys(calls, math.inf)
    for _ in range(ROUNDS):
        for contender in contenders:
            start = clock()
            for _ in range(repeats):
                loss = calls[contender.key]()
            spent = (clock() - start) / repeats
            seconds[contender.key] = min(seconds[contender.key], spent)
            if not math.isclose(loss, expected, rel_tol=SAME_LOSS):
                raise SystemExit(
                    f"{contender.name} gives {loss}, ours {expected}: nothing to compare"
                )
    return [Result(c.key, c.name, seconds[c.key], extra_memory(calls[c.key])) for c in contenders]


def drawn(setting: Setting) -> Data:
    """Draw logits of standard deviation 3 and labels that have nothing to do with them."""
    random = np.random.default_rng(0)
    z = random.normal(0, 3, (setting.rows, setting.classes)).astype(setting.dtype, copy=False)
    return Data(z, random.integers(0, setting.classes, setting.rows), setting.threads)


def extra_memory(call: Call) -> int:
    """Most bytes in use at a time during a call, beside what was there before it.

    Linux tells for the whole process, libraries included; elsewhere Python tells for its own.
    """
    gc.collect()
    if FORGET_PEAK.exists():
        FORGET_PEAK.write_text("5")
        before = resident("VmRSS")
        call()
        return max(0, resident("VmHWM") - before)
    tracemalloc.start()
    call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def resident(which: str) -> int:
    """Memory of this process in bytes: VmRSS is what it has now, VmHWM the most it has had."""
    lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return 1024 * int(lines[which].split()[0])


def print_table(results: list[Result], base: str, setting: Setting) -> None:
    """Print the results for one setting, as ratios to the contender with the key base."""
    unit = next((r.seconds for r in results if r.key == base), results[0].seconds)
    print(setting)
    print(f"{'':44}{'ratio':>8}{'ns a logit':>13}{'extra memory':>15}")
    for r in results:
        ratio, nanoseconds = r.seconds / unit, r.seconds / setting.logits * 1e9
        print(f"  {r.name:42}{ratio:8.2f}{nanoseconds:13.2f}{r.extra_bytes / setting.bytes:14.2f}×")
    print(flush=True)


def fits_into_memory(logits: int) -> bool:
    """Tell whether the data and the hungriest contender fit: about nine times the logits."""
    return 9 * 8 * logits < available_bytes()


def available_bytes() -> float:
    """Memory that Linux says is available; elsewhere enough for anything."""
    if not MEMINFO.exists():
        return math.inf
    lines = dict(line.split(":") for line in MEMINFO.read_text().splitlines())
    return 1024 * int(lines["MemAvailable"].split()[0])


if __name__ == "__main__":
    os.environ.update(ONE_THREAD)  # before the libraries are imported
    main()
