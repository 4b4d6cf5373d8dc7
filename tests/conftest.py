"""Settings for all tests, and the one cold build that some of them share."""

import fcntl
import json
import os

import pytest
from hypothesis import HealthCheck, settings

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
