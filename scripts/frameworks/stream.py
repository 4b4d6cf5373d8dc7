"""Mean loss and standard error of a file that is larger than the memory of the process.

The file has 1 GB of logits. Each way to the mean runs in a process of its own that may allocate
256 MB in all, Python and its libraries included; pages of a mapped file belong to the system and
do not count. Loading the file at once is tried there too, and once without a limit, to compare.

    python -m scripts.frameworks.stream WAY FOLDER

runs one way, for the files in a folder, and prints what it gave as JSON.
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from scripts.frameworks.cases import Case
from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.stream import Tally, losses_in_parts, mean_loss, standard_error, tally

ROWS, CLASSES = 8_000_000, 16
ROWS_AT_A_TIME = 100_000
MEGABYTE = 2**20
LIMIT = 256 * MEGABYTE

Result = dict[str, Any]


def cases() -> Iterator[Case]:
    """Yield the mean and the standard error by each way, and whether the file fits at once."""
    inputs = {"rows": ROWS, "classes": CLASSES, "megabytes_allowed": LIMIT // MEGABYTE}
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        megabytes = (Path(folder) / "logits.npy").stat().st_size / MEGABYTE
        measured = {way: in_a_process(way, folder) for way in WAYS}
    yield Case("megabytes", "numpy", lambda: megabytes, inputs=inputs, within="exactly")
    for way, (library, _) in WAYS.items():
        if "error" in measured[way]:
            refusal = partial(measured[way].__getitem__, "error")
            yield Case(f"{way}_error", library, refusal, inputs=inputs, within="exactly")
        for key in ("mean", "standard_error"):
            if key in measured[way]:
                value = partial(np.float64, measured[way][key])
                yield Case(f"{way}_{key}", library, value, inputs=inputs, within="4 ulp")


def write_files(folder: Path) -> None:
    """Write logits and labels, some rows at a time: a model that is right most of the time."""
    shapes = {"labels": (ROWS,), "logits": (ROWS, CLASSES)}
    kinds = {"labels": np.int64, "logits": np.float64}
    labels, logits = (
        np.lib.format.open_memmap(folder / f"{name}.npy", "w+", kinds[name], shapes[name])
        for name in shapes
    )
    random = np.random.default_rng(40)
    for start in range(0, ROWS, ROWS_AT_A_TIME):
        rows = slice(start, start + ROWS_AT_A_TIME)
        z = random.standard_normal((ROWS_AT_A_TIME, CLASSES))
        y = random.integers(0, CLASSES, ROWS_AT_A_TIME)
        z[np.arange(ROWS_AT_A_TIME), y] += 4
        labels[rows], logits[rows] = y, z


def in_a_process(way: str, folder: str) -> Result:
    """Run one way in a process of its own.

    Raises:
        RuntimeError: it ended otherwise than with a result.
    """
    command = [sys.executable, "-m", "scripts.frameworks.stream", way, folder]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{way}: {ran.stderr[-2000:]}")
    result: Result = json.loads(ran.stdout)
    return result


def limit_memory() -> None:
    """Let the process allocate no more than LIMIT in all."""
    tally([np.linspace(1, 2, 100_000)])  # BLAS takes its memory when it is first used
    resource.setrlimit(resource.RLIMIT_DATA, (LIMIT, LIMIT))


def at_once(labels: Path, logits: Path) -> Result:
    """Load everything, compute all losses, and let NumPy take the mean."""
    losses = sparse_softmax_cross_entropy(np.load(labels), np.load(logits), "none")
    error = float(np.std(losses, ddof=1)) / math.sqrt(len(losses))
    return {"mean": float(np.mean(losses)), "standard_error": error}


def without_limit(labels: Path, logits: Path) -> Result:
    """As at once, but the sum rounded only once: what the others have to reach."""
    losses = sparse_softmax_cross_entropy(np.load(labels), np.load(logits), "none")
    mean = math.fsum(losses) / len(losses)
    squares = math.fsum((losses - mean) ** 2)
    return {"mean": mean, "standard_error": math.sqrt(squares / len(losses) / (len(losses) - 1))}


def in_parts(labels: Path, logits: Path) -> Result:
    """Map the files and take them in parts."""
    files = np.load(labels, mmap_mode="r"), np.load(logits, mmap_mode="r")
    return of_tally(tally(losses_in_parts(sparse_softmax_cross_entropy, *files)))


def dask_losses(labels: Path, logits: Path) -> Any:
    """Open the files as Dask arrays, in blocks of so many rows, and plan their losses."""
    import snippets.frameworks.dask as snippet

    blocks = (snippet.rows_of_file(path, ROWS_AT_A_TIME) for path in (labels, logits))
    return snippet.losses(*blocks)


def dask_tallies(labels: Path, logits: Path) -> Result:
    """Tally the blocks of a Dask array."""
    import snippets.frameworks.dask as snippet

    return of_tally(snippet.tally_of_blocks(dask_losses(labels, logits)))


def dask_mean(labels: Path, logits: Path) -> Result:
    """Let Dask take the mean and the standard deviation its own way."""
    array = dask_losses(labels, logits)
    mean, deviation = float(array.mean().compute()), float(array.std(ddof=1).compute())
    return {"mean": mean, "standard_error": deviation / math.sqrt(ROWS)}


def dask_of_mapped_file(labels: Path, logits: Path) -> Result:
    """Give mapped files to Dask as arrays, as one would first try."""
    import dask.array as da

    import snippets.frameworks.dask as snippet

    y, z = np.load(labels, mmap_mode="r"), np.load(logits, mmap_mode="r")
    blocks = da.from_array(y, ROWS_AT_A_TIME), da.from_array(z, (ROWS_AT_A_TIME, CLASSES))
    return of_tally(snippet.tally_of_blocks(snippet.losses(*blocks)))


def of_tally(seen: Tally) -> Result:
    """Return what is asked of every way."""
    return {"mean": mean_loss(seen), "standard_error": standard_error(seen)}


WAYS: Mapping[str, tuple[str, Callable[[Path, Path], Result]]] = {
    "at_once": ("numpy", at_once),
    "without_limit": ("numpy", without_limit),
    "in_parts": ("numpy", in_parts),
    "dask_tallies": ("dask", dask_tallies),
    "dask_mean": ("dask", dask_mean),
    "dask_of_mapped_file": ("dask", dask_of_mapped_file),
}


def main() -> None:
    """Run the way that is named on the command line."""
    import dask

    dask.config.set(scheduler="synchronous")
    way, folder = sys.argv[1], Path(sys.argv[2])
    if way != "without_limit":
        limit_memory()
    try:
        result = WAYS[way][1](folder / "labels.npy", folder / "logits.npy")
    except MemoryError as error:
        result = {"error": f"MemoryError: {error}"}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
