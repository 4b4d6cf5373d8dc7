"""One EPUB of the cold build, which the tests of this folder share."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built.copies import Built


@pytest.fixture(scope="session")
def epub(
    program: Path,  # noqa: ARG001
    built: Built,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return an EPUB, made in a copy of the built site."""
    site = tmp_path_factory.mktemp("epub") / "site"
    shutil.copytree(built.site, site)
    return make_epub(built.root, site)


def make_epub(root: Path, site: Path, **environment: str) -> Path:
    """Make the EPUB of a built site as ``make epub`` does."""
    subprocess.run(
        [sys.executable, "-m", "scripts.editions.epub", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment},
        check=True,
    )
    return site / "cross-entropy.epub"
