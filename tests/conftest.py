"""Settings for all tests, the one cold build that some of them share, and a browser."""

import fcntl
import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from scripts.common.browser import NoBrowserError, browser
from tests.built.copies import Built, build, copy_project

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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the project, built from an empty cache: by one worker, for all of them."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    outcome = shared / "cold.json"
    with (shared / "cold.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not outcome.exists():
            ran = build(copy_project(shared / "cold"))
            outcome.write_text(json.dumps([ran.status, ran.said]), encoding="utf-8")
    status, said = json.loads(outcome.read_text(encoding="utf-8"))
    assert status == 0, said
    return Built(shared / "cold", status, said)


NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Whoever asks for another host gets an error, which the tests see."""


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Return a running Chromium; without one, say in one line how to get it.

    One for each file of tests: while it runs, no other test could use asyncio.
    """
    manager = browser([NO_OTHER_HOST])
    try:
        started = manager.__enter__()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    try:
        yield started
    finally:
        manager.__exit__(None, None, None)
