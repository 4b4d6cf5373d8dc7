"""One cold build of the project, which the tests of this folder share."""

from pathlib import Path

import pytest

from tests.built.copies import Built, build, copy_project


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one worker, so that the cold build is made once.

    First of all: pytest-xdist reads the groups in its own hook of this name.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("build"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the project, built from an empty cache."""
    root = copy_project(tmp_path_factory.mktemp("cold") / "project")
    outcome = build(root)
    assert outcome.status == 0, outcome.said
    return outcome
