"""The mean loss and its standard error from a stream: exact, in any order, in little memory."""

import itertools
import math
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.careful import stream
from snippets.careful.binary import binary_cross_entropy, binary_cross_entropy_with_logits
from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.regression import mean_squared_error
from snippets.careful.stream import (
    Tally,
    losses_in_parts,
    mean_loss,
    standard_error,
    tally,
    total_loss,
)
from tests.snippets import reference
from tests.snippets.contract import assert_zero, close, refuses
from tests.snippets.reference import PROBABILITIES, mp, ulps

ROOT = Path(__file__).parents[2]

any_loss = st.floats(allow_nan=False, allow_infinity=False)
losses = st.lists(any_loss | st.floats(0, 30), min_size=2, max_size=20)


def exact_mean(values: list[float]) -> Any:
    return mp.fsum(map(reference.exact, values)) / len(values)


def exact_standard_error(values: list[float]) -> Any:
    with mp.workdps(1400):
        mean = exact_mean(values)
        squares = mp.fsum((reference.exact(v) - mean) ** 2 for v in values)
        return mp.sqrt(squares / (len(values) * (len(values) - 1)))


class TestExactness:
    @given(losses)
    def test_sums_are_those_of_fractions(self, values: list[float]) -> None:
        total, squares = Fraction(0), Fraction(0)
        for value in map(Fraction, values):
            total, squares = total + value, squares + value**2
        assert tally([values]) == Tally(len(values), 0, total, squares)

    @given(losses)
    def test_results_are_rounded_once(self, values: list[float]) -> None:
        seen = tally([values])
        assert mean_loss(seen) == float(sum(map(Fraction, values)) / len(values))
        expected = exact_standard_error(values)
        assert ulps(standard_error(seen), expected) <= 1

    @given(losses, st.data())
    def test_parts_in_any_order_give_the_same(
        self, values: list[float], data: st.DataObject
    ) -> None:
        order = data.draw(st.permutations(values))
        cuts = sorted(data.draw(st.lists(st.integers(0, len(values)), max_size=4)))
        parts = [order[a:b] for a, b in itertools.pairwise([0, *cuts, len(order)])]
        tallies = data.draw(st.permutations([tally([part]) for part in parts]))
        assert (
            tally(parts) == reduce(add, tallies) == reduce(add, tallies, Tally()) == tally([values])
        )

    def test_tallies_are_summed_by_sum(self) -> None:
        parts = [[1.0, 3.0], [math.inf], []]
        assert sum(map(tally, [[part] for part in parts]), Tally()) == tally(parts)
        assert sum(tally([part]) for part in parts) == tally(parts)
        with pytest.raises(TypeError):
            1 + tally(parts)

    @pytest.mark.nightly
    def test_more_than_a_block(self) -> None:
        random = np.random.default_rng(0)
        values = random.exponential(size=3 * stream.BLOCK + 5) * 10.0 ** random.uniform(-9, 3)
        expected = Fraction(0), Fraction(0)
        for value in map(Fraction, values.tolist()):
            expected = expected[0] + value, expected[1] + value * value
        assert tally([values]) == Tally(len(values), 0, *expected)

    def test_the_sum_of_products_of_digits_never_leaves_float64(self) -> None:
        largest = np.full(stream.BLOCK, 1 - 2**-53)
        seen = tally([largest])
        assert seen.squares == stream.BLOCK * Fraction(largest[0]) ** 2

    @pytest.mark.nightly
    @pytest.mark.parametrize("values", [PROBABILITIES, [0.1], [1 / 3, 1 - 1e-16]])
    def test_log_likelihood_of_a_million_samples(self, values: list[float]) -> None:
        random = np.random.default_rng(0)
        y, p = random.integers(0, 2, 1_000_000), random.choice(values, 1_000_000)
        expected = -reference.log_likelihood(y, p)
        seen = tally(losses_in_parts(binary_cross_entropy, y, p, rows=77_777))
        assert ulps(total_loss(seen), expected) <= 1
        assert ulps(mean_loss(seen), expected / 1_000_000) <= 1
        assert mean_loss(seen) == close(binary_cross_entropy(y, p), rel=4e-16)

    def test_where_textbook_formulas_cancel(self) -> None:
        far = 1e9 + np.array([0.25, 0.5, 0.75])
        assert standard_error(tally([far])) == math.sqrt(0.125 / 6)
        assert np.mean(far**2) - np.mean(far) ** 2 != close(0.125 / 3, rel=0.1)

    def test_scipy_agrees(self) -> None:
        from scipy import stats

        values = np.random.default_rng(1).gamma(2, size=1000)
        assert standard_error(tally([values])) == close(stats.sem(values), rel=1e-13)


class TestLimits:
    def test_no_losses(self) -> None:
        nothing: list[list[Any]] = [[], [[]], [np.empty((0, 3))]]
        for empty in nothing:
            assert tally(empty) == Tally()
        assert_zero(total_loss(Tally()))
        with refuses("seen", "no losses", "at least one for a mean"):
            mean_loss(Tally())
        with refuses("seen", "no losses", "at least two for a standard error"):
            standard_error(Tally())

    def test_one_loss(self) -> None:
        assert mean_loss(tally([0.5])) == 0.5
        with refuses("seen", "one loss", "at least two"):
            standard_error(tally([0.5]))

    def test_zeros(self) -> None:
        seen = tally([[0.0, -0.0]])
        for result in (total_loss(seen), mean_loss(seen), standard_error(seen)):
            assert_zero(result)

    def test_an_infinite_loss(self) -> None:
        seen = tally([[1.0, 2.0], [math.inf]])
        assert seen == Tally(3, 1, Fraction(3), Fraction(5))
        assert seen + tally([math.inf]) == Tally(4, 2, Fraction(3), Fraction(5))
        assert total_loss(seen) == mean_loss(seen) == standard_error(seen) == math.inf

    def test_extreme_losses(self) -> None:
        tiny, huge = 5e-324, sys.float_info.max
        assert standard_error(tally([[1e-200, 3e-200]])) == close(1e-200)
        assert mean_loss(tally([[tiny, 3 * tiny]])) == 2 * tiny
        assert standard_error(tally([[-huge, huge]])) == huge
        assert mean_loss(tally([[huge, huge]])) == huge
        assert total_loss(tally([[huge, huge]])) == math.inf
        assert total_loss(tally([[-huge, -huge]])) == -math.inf


class TestParts:
    def test_same_as_at_once(self) -> None:
        random = np.random.default_rng(2)
        labels, z = random.integers(0, 7, 100), random.normal(size=(100, 7)) * 5
        seen = tally(losses_in_parts(sparse_softmax_cross_entropy, labels, z, rows=9))
        assert seen.count == 100
        assert seen == tally([sparse_softmax_cross_entropy(labels, z, "none")])
        assert mean_loss(seen) == close(sparse_softmax_cross_entropy(labels, z), rel=4e-16)

    def test_refusals(self) -> None:
        y, z = np.array([0, 1, 1]), np.array([0.5, 1.0])
        with refuses("arrays", "lengths [2, 3]", "arrays of one length"):
            tally(losses_in_parts(binary_cross_entropy_with_logits, y, z))
        with refuses("rows", "0", "a whole number from 1 on"):
            tally(losses_in_parts(binary_cross_entropy_with_logits, z, z, rows=0))
        with refuses("rows", "2.5", "whole numbers"):
            losses_in_parts(binary_cross_entropy_with_logits, z, z, rows=2.5)  # type: ignore
        with refuses("y", "2.0 at index 0", "between 0 and 1"):
            tally(losses_in_parts(binary_cross_entropy_with_logits, y + 1, y + 0.5, rows=1))

    def test_bad_batches_are_named(self) -> None:
        with refuses(r"batches\[1\]", "nan at index 2", "without NaN"):
            tally([[1.0], [1.0, 2.0, math.nan]])
        with refuses(r"batches\[2\]", "-inf", "above minus infinity"):
            tally([[1.0], [], [-math.inf]])

    def test_arguments_are_left_alone(self) -> None:
        batch = np.array([1.0, math.inf, 2.0])
        batch.flags.writeable = False
        assert tally([batch]).count == 3

    def test_float32(self) -> None:
        values = np.array([0.1, 0.2], np.float32)
        assert tally([values]) == tally([values.astype(np.float64)])


def test_memory_does_not_grow() -> None:
    def batches(number: int) -> Iterator[Any]:
        random = np.random.default_rng(3)
        return (random.exponential(size=50_000) for _ in range(number))

    def peak(number: int) -> int:
        tracemalloc.start()
        tally(batches(number))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(40) < 1.1 * peak(5)


LIMITED = """
import resource, sys
import numpy as np
from snippets.careful.categorical import sparse_softmax_cross_entropy
from snippets.careful.stream import losses_in_parts, mean_loss, standard_error, tally

def heap():
    status = dict(line.split(":") for line in open("/proc/self/status"))
    return 1024 * int(status["VmData"].split()[0])

tally([np.linspace(1, 2, 100_000)])  # BLAS takes its memory when it is first used
limit = heap() + 32 * 2**20
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
labels, logits = sys.argv[1:]
try:
    np.load(logits)
except MemoryError:
    print("too big")
arrays = np.load(labels, mmap_mode="r"), np.load(logits, mmap_mode="r")
seen = tally(losses_in_parts(sparse_softmax_cross_entropy, *arrays))
print(seen.count, mean_loss(seen).hex(), standard_error(seen).hex())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_file_larger_than_the_memory_allowed(tmp_path: Path) -> None:
    """128 MB of logits in a process that may allocate 32 MB beside what Python and NumPy take."""
    random = np.random.default_rng(4)
    labels, z = random.integers(0, 16, 10_000), random.normal(size=(10_000, 16)) * 4
    copies = 100
    files = tmp_path / "labels.npy", tmp_path / "logits.npy"
    for file, part in zip(files, (labels, z), strict=True):
        whole = np.lib.format.open_memmap(
            file, "w+", dtype=part.dtype, shape=(copies * len(part), *part.shape[1:])
        )
        for start in range(0, len(whole), len(part)):
            whole[start : start + len(part)] = part
        whole.flush()
    assert files[1].stat().st_size > 3 * 32 * 2**20
    environment = {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, *map(str, files)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    first, second = run.stdout.splitlines()
    assert first == "too big"
    once = tally([sparse_softmax_cross_entropy(labels, z, "none")])
    all_of_them = Tally(copies * once.count, 0, copies * once.total, copies * once.squares)
    expected = all_of_them.count, mean_loss(all_of_them).hex(), standard_error(all_of_them).hex()
    assert second == " ".join(map(str, expected))


def test_other_losses_work_too() -> None:
    y, y_hat = np.array([1.0, 2.0, 4.0]), np.array([1.5, 2.0, 3.0])
    squared = (y - y_hat) ** 2
    assert mean_loss(tally([squared])) == close(mean_squared_error(y, y_hat))
