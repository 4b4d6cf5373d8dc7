"""The built site behind a server, for the browser."""

from collections.abc import Iterator

import pytest

from scripts.common.folder_server import served
from tests.built.copies import Built


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    """Return the address of the built site on this machine, with a slash."""
    with served(built.site) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def place(request: pytest.FixtureRequest, built: Built, home: str) -> str:
    """Return where the site is opened: from a server, or from the disk."""
    return home if request.param == "http" else f"{built.site.as_uri()}/"
