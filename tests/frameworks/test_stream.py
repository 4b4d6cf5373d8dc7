"""The record of the large file, and the section that makes it, on a file that is small."""

import os
from pathlib import Path

import numpy as np
import pytest

from scripts.frameworks import stream
from snippets import recorded
from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.stream import mean_loss, standard_error, tally


def mean(way: str, library: str = "numpy") -> float:
    return recorded.number("stream", f"{way}_mean", library)


def error(way: str, library: str = "numpy") -> float:
    return recorded.number("stream", f"{way}_standard_error", library)


def test_the_file_is_larger_than_the_limit() -> None:
    allowed = recorded.inputs("stream", "megabytes")["megabytes_allowed"]
    assert recorded.number("stream", "megabytes", "numpy") > 3 * allowed
    for way, library in (("at_once", "numpy"), ("dask_of_mapped_file", "dask")):
        assert recorded.outcome("stream", f"{way}_error", library)["value"].startswith(
            "MemoryError"
        )


def test_parts_give_what_all_at_once_gives() -> None:
    assert mean("in_parts") == mean("dask_tallies", "dask") == mean("without_limit")
    assert error("in_parts") == error("dask_tallies", "dask")
    assert error("in_parts") == pytest.approx(error("without_limit"), rel=1e-15)
    assert mean("dask_mean", "dask") == pytest.approx(mean("in_parts"), rel=1e-14)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("stream")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "ROWS", 30_000)
        patch.setattr(stream, "ROWS_AT_A_TIME", 10_000)
        stream.write_files(folder)
    return folder


def files(folder: Path) -> tuple[Path, Path]:
    return folder / "labels.npy", folder / "logits.npy"


def test_ways_on_a_small_file(small: Path) -> None:
    labels, logits = map(np.load, files(small))
    seen = tally([sparse_softmax_cross_entropy(labels, logits, "none")])
    expected = {"mean": mean_loss(seen), "standard_error": standard_error(seen)}
    assert stream.in_parts(*files(small)) == expected
    for way in (stream.at_once, stream.without_limit):
        assert way(*files(small)) == pytest.approx(expected, rel=1e-13)


def test_a_process_that_fails_says_why(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    with pytest.raises(RuntimeError, match="no_such_way"):
        stream.in_a_process("no_such_way", os.fspath(small))
