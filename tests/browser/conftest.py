"""The built site behind a server, for the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.common.folder_server import served
from tests.built.copies import Built


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder as slow: they need the built site and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    """Return the address of the built site on this machine, with a slash."""
    with served(built.site) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def place(request: pytest.FixtureRequest, built: Built, home: str) -> str:
    """Return where the site is opened: from a server, or from the disk."""
    return home if request.param == "http" else f"{built.site.as_uri()}/"
