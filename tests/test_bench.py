"""The benchmark runs and prints its table. What it measures is no test."""

import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import bench


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", ["bench", "--quick"])
    monkeypatch.setattr(bench, "QUICK_SIZES", [(40, 30)])
    bench.main()
    return capsys.readouterr().out


def test_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(monkeypatch, capsys).splitlines()
    assert lines[0] == "40 × 30"
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


def test_extra_memory() -> None:
    assert 800_000 <= bench.extra_memory(lambda: float(len(bytearray(800_000)))) < 900_000
