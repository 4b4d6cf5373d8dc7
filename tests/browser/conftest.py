"""One browser for each file of tests, and the built site behind a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.browser import NoBrowserError, browser
from scripts.folder_server import served
from tests.built.copies import Built

NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Whoever asks for another host gets an error, which the tests see."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder as slow: they need the built site and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Return a running Chromium; without one, say in one line how to get it."""
    manager = browser([NO_OTHER_HOST])
    try:
        started = manager.__enter__()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    try:
        yield started
    finally:
        manager.__exit__(None, None, None)


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    """Return the address of the built site on this machine, with a slash."""
    with served(built.site) as address:
        yield address
