"""The mean loss of Dask arrays: their blocks lie in files, or on other machines."""

from pathlib import Path

import dask.array as da
import numpy as np
from dask import delayed
from dask.array import Array

from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.stream import Tally, tally


def rows_of_file(path: Path, rows: int) -> Array:
    """Open a .npy file: each block of rows is read where it is needed.

    `da.from_array(np.load(path, mmap_mode="r"))` would load all of it first.
    """
    file = np.load(path, mmap_mode="r")
    parts = [
        da.from_delayed(
            delayed(_read)(path, start, start + rows),
            shape=file[start : start + rows].shape,
            dtype=file.dtype,
        )
        for start in range(0, len(file), rows)
    ]
    return da.concatenate(parts)


def losses(labels: Array, z: Array) -> Array:
    """One loss for each row, block by block; nothing is computed yet."""
    return da.blockwise(
        sparse_softmax_cross_entropy,
        "i",
        labels,
        "i",
        z,
        "ij",
        reduction="none",
        concatenate=True,
        dtype=float,
    )


def tally_of_blocks(array: Array) -> Tally:
    """Take the tally of every block where it lies, and send only these."""
    tallies = [delayed(tally)([block]) for block in array.to_delayed().ravel()]
    return delayed(sum)(tallies, Tally()).compute()


def _read(path: Path, start: int, stop: int) -> np.ndarray:
    return np.array(np.load(path, mmap_mode="r")[start:stop])
