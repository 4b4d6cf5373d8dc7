"""The benchmark runs and prints its table. What it measures is no test."""

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scripts.frameworks import bench

pytestmark = pytest.mark.slow


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", ["bench", "--quick"])
    monkeypatch.setattr(bench, "QUICK_SIZES", [(40, 30)])
    monkeypatch.setattr(bench, "SMALL_SIZES", [])
    monkeypatch.setattr(bench, "A_TURN", 5_000)
    bench.main()
    return capsys.readouterr().out


def test_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tables = run(monkeypatch, capsys).strip().split("\n\n")
    titles = [table.splitlines()[0] for table in tables]
    assert titles[:2] == ["40 × 30, float64, 1 thread", "40 × 30, float32, 1 thread"]
    assert len(titles) == (4 if "PyTorch" in tables[0] else 2)
    lines = tables[0].splitlines()
    rows = {line[:44].strip(): line[44:].split() for line in lines[2:] if line}
    assert rows.keys() >= {
        "ours, integer labels",
        "ours, one-hot labels",
        "the article's code, from probabilities",
        "SciPy log_softmax, integer labels",
    }
    assert all(len(columns) == 3 for columns in rows.values())
    base = "PyTorch cross_entropy" if any("PyTorch" in name for name in rows) else "SciPy"
    assert [columns[0] for name, columns in rows.items() if name.startswith(base)] == ["1.00"]


def test_keys_are_unique_and_pytorch_is_the_base() -> None:
    keys = [contender.key for contender in bench.all_contenders()]
    assert len(set(keys)) == len(keys)
    pytorch = bench.Contender("pytorch", "PyTorch", bench.ours_with_labels)
    assert bench.base_of([pytorch]) == "pytorch"
    assert bench.base_of([]) == "scipy"


def test_settings() -> None:
    settings = bench.settings([(32, 10), (1_000, 2)])
    assert list(map(str, settings)) == [
        f"{size}, {dtype}, {threads}"
        for threads in ("1 thread", "2 threads")
        for dtype in ("float64", "float32")
        for size in ("32 × 10", "1,000 × 2")
    ]
    assert [s.bytes for s in settings[:4:2]] == [32 * 10 * 8, 32 * 10 * 4]


def test_two_threads_are_for_those_who_can_use_them() -> None:
    keys = ["ours", "ours_one_hot", "article", "scipy", "pytorch", "pytorch_one_hot", "optax"]
    contenders = [bench.Contender(key, key, bench.ours_with_labels) for key in keys]
    using = [contender.key for contender in bench.with_threads(contenders)]
    assert using == ["ours", "ours_one_hot", "pytorch", "pytorch_one_hot"]
    assert bench.with_threads(contenders[:4]) == []


def test_small_calls_are_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[bench.Setting] = []

    def counts(data: bench.Data) -> Any:
        loss = bench.ours_with_labels(data)

        def call() -> float:
            calls.append(setting)
            return loss()

        return call

    monkeypatch.setattr(bench, "A_TURN", 1000)
    monkeypatch.setattr(bench, "ROUNDS", 2)
    for setting, turns in ((bench.Setting(10, 10, "float32", 2), 10), (bench.Setting(500, 4), 1)):
        calls.clear()
        bench.timed(setting, [bench.Contender("ours", "ours", counts)])
        assert len(calls) >= 2 * turns
        assert len(calls) <= 2 * turns + 2  # the one that is compared with, and that of the memory


def test_what_is_drawn_has_the_type_asked_for() -> None:
    data = bench.drawn(bench.Setting(20, 5, "float32", 2))
    assert data.threads == 2
    for array in (data.z, data.one_hot(), data.probabilities()):
        assert array.dtype == np.float32
        assert array.shape == (20, 5)


def test_time_of_other_programs_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(data: bench.Data) -> Any:
        loss = bench.ours_with_labels(data)

        def call() -> float:
            time.sleep(0.1)
            return loss()

        return call

    monkeypatch.setattr(bench, "ROUNDS", 2)
    monkeypatch.setattr(bench, "A_TURN", 1)
    (result,) = bench.measure(40, 30, [bench.Contender("ours", "ours", waits)])
    assert 0 < result.seconds < 0.05


def test_a_contender_with_another_loss(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(data: bench.Data) -> Any:
        loss = bench.ours_with_labels(data)
        return lambda: 2 * loss()

    monkeypatch.setattr(bench, "the_article", wrong)
    with pytest.raises(SystemExit, match="nothing to compare"):
        run(monkeypatch, capsys)


def test_too_little_memory(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "fits_into_memory", lambda logits: logits < 1000)
    assert "more memory than is free" in run(monkeypatch, capsys)


def test_available_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "MEMINFO", tmp_path / "meminfo")
    assert bench.fits_into_memory(10**15)
    bench.MEMINFO.write_text("MemTotal:  9 kB\nMemAvailable:       720 kB\n")
    assert bench.available_bytes() == 720 * 1024
    assert bench.fits_into_memory(10_000)
    assert not bench.fits_into_memory(10_300)


@pytest.mark.parametrize("linux", [True, False])
def test_extra_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, linux: bool) -> None:
    if not linux:
        monkeypatch.setattr(bench, "FORGET_PEAK", tmp_path / "nothing")
    elif not bench.FORGET_PEAK.exists():
        pytest.skip("only Linux tells the peak of a process")
    size = 80_000_000
    extra = bench.extra_memory(lambda: float(len(bytearray(size))))
    assert 0.98 * size < extra < 1.05 * size
    assert bench.extra_memory(lambda: 0.0) < 0.05 * size


def test_ours_takes_little_memory() -> None:
    data = bench.Data(np.zeros((20_000, 500)), np.zeros(20_000, int))
    calls = [bench.ours_with_labels(data), bench.ours_with_one_hot(data)]
    for call in calls:
        call()
        assert bench.extra_memory(call) < 0.4 * data.z.nbytes
