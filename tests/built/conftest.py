"""One cold build of the project, which the tests of this folder share."""

import fcntl
import json
import os
from pathlib import Path

import pytest

from tests.built.copies import Built, build, copy_project


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests as slow: they build the site."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


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
