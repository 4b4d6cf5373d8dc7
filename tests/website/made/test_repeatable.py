"""What is another at another time is refused, with the line of the snippet that does it."""

import math
import os
import random
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
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


FUNCTION = repeatable


@pytest.mark.parametrize(
    ("does", "told"),
    [
        (lambda _: os.chdir("/"), r"changes what all results share \(os\.chdir\)"),
        (lambda _: os.environ.update(A_TEST="1"), r"share \(os\.putenv\)"),
        (lambda path: path.unlink(), r"changes files \(os\.remove\)"),
        (lambda path: path.rename(path.with_name("b")), r"changes files \(os\.rename\)"),
        (lambda path: path.with_name("c").mkdir(), r"changes files \(os\.mkdir\)"),
        (lambda path: path.chmod(0o777), r"changes files \(os\.chmod\)"),
        (lambda _: tempfile.mkdtemp(), r"changes files"),
        (lambda _: os.system("true"), r"another process \(os\.system\)"),
        (lambda _: subprocess.run(["true"], check=False), r"another process \(subprocess"),
        (lambda _: os.fork() or os._exit(0), r"another process \(os\.fork\)"),
        (lambda _: socket.gethostname(), r"goes to the network"),
        (lambda _: socket.create_connection(("127.0.0.1", 9)), r"goes to the network"),
    ],
)
def test_what_others_would_notice_is_not_done(
    does: Callable[[Path], object], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.touch()
    here = Path.cwd()
    with pytest.raises(ByChanceError, match=told), repeatable(HERE):
        does(path)
    assert [*tmp_path.iterdir()] == [path]
    assert Path.cwd() == here
    assert "A_TEST" not in os.environ


@pytest.fixture
def _as_before() -> Iterator[None]:
    """Put back what a test has changed."""
    names = {(module, name): getattr(module, name) for module, name in CHANGED}
    errors, options = np.geterr(), np.get_printoptions()
    with mpl.rc_context():
        yield
    for (module, name), value in names.items():
        setattr(module, name, value)
    plt.close("all")
    np.seterr(**errors)
    np.set_printoptions(**options)


SEEN: list[int] = []
CHANGED = [(np, "log"), (math, "e"), (sys.modules[__name__], "FUNCTION")]


@pytest.mark.usefixtures("_as_before")
@pytest.mark.parametrize(
    ("does", "told"),
    [
        *(
            (partial(setattr, module, name, 3), f"{module.__name__}.{name}")
            for module, name in CHANGED
        ),
        (lambda: SEEN.append(1), "tests.website.made.test_repeatable.SEEN"),
        (lambda: plt.figure(), "the figures of pyplot"),
        (lambda: threading.Timer(0.2, int).start(), "the threads that run"),
        (lambda: np.seterr(all="ignore"), "np.seterr"),
        (lambda: np.set_printoptions(precision=3), "np.set_printoptions"),
        (lambda: mpl.rcParams.update({"font.size": 30}), "the settings of matplotlib"),
    ],
)
def test_what_others_compute_with_is_not_changed(does: Callable[[], object], told: str) -> None:
    with pytest.raises(ByChanceError, match=f"it changes {re.escape(told)}, and"):  # noqa: SIM117
        with repeatable(HERE):
            does()


def test_what_is_made_for_the_first_time_changes_nothing() -> None:
    with repeatable(HERE):
        vars(sys.modules[__name__])["_NEW"] = 1
        with np.errstate(all="ignore"), mpl.rc_context({"font.size": 30}):
            np.log(0.0)
