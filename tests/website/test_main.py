"""What the command says where it cannot even begin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.website.tiny import REPOSITORY


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build in a folder that has the settings of the site, and no pages."""
    (root / "mkdocs.yml").write_text("site_name: Site\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "scripts.website", "build"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_file_in_the_place_of_the_cache_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("", encoding="utf-8")
    ran = build(tmp_path)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == (
        ".cache: nothing can be kept here: File exists. "
        ".cache must be a folder that can be written to, on a disk that is not full.\n"
        "\nThe site was not built; site/ is as it was.\n"
    )
    assert not (tmp_path / "site").exists()
