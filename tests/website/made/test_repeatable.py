"""What is another at another time is refused, with the line of the snippet that does it."""

import os
import random
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scripts.website.made.repeatable import ByChanceError, repeatable

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("draws", "told"),
    [
        (lambda: np.random.rand(), "share, np.random"),
        (lambda: np.random.shuffle([1, 2, 3]), "share, np.random"),
        (lambda: np.random.seed(1), "share, np.random"),
        (lambda: random.random(), "share, random"),
        (lambda: random.shuffle([1, 2, 3]), "share, random"),
        (lambda: np.random.default_rng().normal(), "without a seed"),
        (lambda: np.random.Generator(np.random.PCG64()), "without a seed"),
        (lambda: np.random.RandomState().rand(), "without a seed"),
        (lambda: secrets.randbits(8), "without a seed"),
        (lambda: random.SystemRandom().random(), "without a seed"),
    ],
)
def test_chance_is_refused(draws: Callable[[], object], told: str) -> None:
    with pytest.raises(ByChanceError, match=rf"{told}; draw from np\.random\.default_rng"):  # noqa: SIM117
        with repeatable(HERE):
            draws()
    # Outside, all is as it was.
    draws()


def test_chance_with_a_seed_is_none() -> None:
    with repeatable(HERE):
        first = np.random.default_rng(5).normal(), random.Random(5).random()
        assert first == (np.random.default_rng(5).normal(), random.Random(5).random())


@pytest.mark.parametrize(
    "reads",
    [
        lambda path: path.read_text(),
        lambda path: path.read_bytes(),
        lambda path: path.open().close(),
        lambda path: np.loadtxt(path),
        lambda path: np.fromfile(path),
        lambda path: os.close(os.open(path, os.O_RDONLY)),
        lambda path: os.close(os.open(os.fsencode(path), os.O_RDONLY)),
        lambda path: path.write_text("2"),
    ],
)
def test_a_file_that_nothing_watches_is_refused(
    reads: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "data.csv"
    path.write_text("1")
    with pytest.raises(ByChanceError, match=r"opens data\.csv.*only test_repeatable\.json"):  # noqa: SIM117
        with repeatable(HERE):
            reads(path)
    assert path.read_text() == "1"


def test_the_json_of_the_module_is_watched_and_that_of_another_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.py").write_text(
        "from pathlib import Path\n\nOWN = Path(__file__).with_suffix('.json').read_text()\n"
    )
    (tmp_path / "thief.py").write_text(
        "from pathlib import Path\n\nTAKEN = Path(__file__).with_name('model.json').read_text()\n"
    )
    (tmp_path / "model.json").write_text("{}")
    monkeypatch.syspath_prepend(tmp_path)
    with repeatable(tmp_path):
        assert __import__("model").OWN == "{}"
    with pytest.raises(ByChanceError, match=r"opens model\.json"), repeatable(tmp_path):
        __import__("thief")
    sys.modules.pop("model")


def test_what_is_installed_may_be_read_and_imported() -> None:
    with repeatable(HERE):
        (Path(np.__path__[0]) / "__init__.py").read_text(encoding="utf-8")
        sys.modules.pop("colorsys", None)
        __import__("colorsys")
