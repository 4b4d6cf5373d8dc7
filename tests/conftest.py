"""Settings for all tests, the one cold build that some of them share, and a browser."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from xdist.workermanage import WorkerController

from scripts.common.browser import NoBrowserError, browser, find_chromium, is_unwanted
from tests.built.copies import Built, cold_build

# The same examples in every run and no time limit for one: a busy machine fails no test.
settings.register_profile(
    "cross-entropy",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cross-entropy")


# Where the site will stand and its source lies is for each test to say.
for _address in ("SITE_URL", "REPO_URL"):
    os.environ.pop(_address, None)

_COLD = "COLD_BUILD_OF_THESE_TESTS"
"""Names the folder of a cold build that was begun before there were tests."""
_cold = pytest.StashKey[tuple[subprocess.Popen[bytes], TemporaryDirectory[str]]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin the cold build at once, in a process of its own, where all tests are asked for."""
    config = session.config
    if "PYTEST_XDIST_WORKER" in os.environ or not _runs_all(config):
        return
    folder = TemporaryDirectory(prefix="cold-build-")
    os.environ[_COLD] = folder.name
    command = [sys.executable, "-m", "tests.built.copies", folder.name]
    process = subprocess.Popen(command, cwd=config.rootpath, start_new_session=True)
    config.stash[_cold] = process, folder


def _runs_all(config: pytest.Config) -> bool:
    options = config.option
    chosen = options.keyword or options.markexpr not in ("", "not nightly") or options.collectonly
    return config.args_source is not pytest.Config.ArgsSource.ARGS and not chosen


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing of the cold build behind, also where the tests were stopped half-way."""
    if _cold not in config.stash:
        return
    process, folder = config.stash[_cold]
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
    folder.cleanup()


_left_out = pytest.StashKey[list[str]]()
"""The addresses of the tests that were left out because they need a browser."""


SLOW = {"browser", "built", "printed", "server"}
"""The folders whose tests are all slow: they need the built site."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read the tests of slow folders where slow tests are left out."""
    is_slow = collection_path.parent == Path(__file__).parent and collection_path.name in SLOW
    return True if is_slow and "not slow" in config.option.markexpr else None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests of slow folders."""
    if item.nodeid.split("/")[1] in SLOW:
        item.add_marker(pytest.mark.slow)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where none is wanted, and begin with what takes longest."""
    if is_unwanted():
        _leave_out_browsers(config, items)
    _begin_with_the_longest(items)


def _leave_out_browsers(config: pytest.Config, items: list[pytest.Item]) -> None:
    needing = [item for item in items if "program" in getattr(item, "fixturenames", ())]
    items[:] = [item for item in items if item not in needing]
    config.hook.pytest_deselected(items=needing)
    config.stash[_left_out] = [item.nodeid for item in needing]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that collects all results what this worker has left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_left_out, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Keep what a worker has left out: each of them leaves out the same."""
    node.config.stash[_left_out] = getattr(node, "workeroutput", {}).get("left_out", [])


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was left out."""
    if left_out := terminalreporter.config.stash.get(_left_out, []):
        folders = sorted({name.partition("::")[0].rpartition("/")[0] for name in left_out})
        terminalreporter.write_line(
            f"BROWSER=none: {len(left_out)} tests that need a browser were left out, "
            f"of {', '.join(folders)}.",
            yellow=True,
        )


def _begin_with_the_longest(items: list[pytest.Item]) -> None:
    """Sort the files of tests, so that no worker is left with a long one at the end.

    Slow tests that need no built site come first, for it is built meanwhile; then those that do,
    files of few tests before files of many, for each of their tests takes long; then all others.
    """
    of_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        of_file.setdefault(item.path, []).append(item)
    urgency = {path: _urgency(tests) for path, tests in of_file.items()}
    items.sort(key=lambda item: (*urgency[item.path], item.path))


def _urgency(tests: list[pytest.Item]) -> tuple[bool, bool, int]:
    is_slow = any(test.get_closest_marker("slow") for test in tests)
    needs_site = any("built" in getattr(test, "fixturenames", ()) for test in tests)
    return not is_slow, needs_site, len(tests)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the project, built from an empty cache once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if _COLD in os.environ:
        shared = Path(os.environ[_COLD])
    elif "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    cold = cold_build(shared)
    assert cold.status == 0, cold.said
    return cold


NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Whoever asks for another host gets an error, which the tests see."""


@pytest.fixture(scope="session")
def program() -> Path:
    """Return the Chromium of this machine; without one, say in one line how to get it.

    Every test that needs a browser asks for it, if only by a fixture of a fixture: by that it is
    known what to leave out where none is wanted.
    """
    try:
        return find_chromium()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def chrome(program: Path) -> Iterator[Browser]:  # noqa: ARG001
    """Return a running Chromium.

    One for each file of tests: while it runs, no other test could use asyncio.
    """
    with browser([NO_OTHER_HOST]) as started:
        yield started
