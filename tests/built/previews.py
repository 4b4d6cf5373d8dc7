"""Builds a copy of the project as a server does, edit by edit, and tells what it would serve."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.built.copies import digests_of

Edit = tuple[str, str, str]
"""A file, what occurs in it, and what is to stand there."""


def apply(root: Path, edit: Edit) -> None:
    """Change a file as an author does."""
    path, old, new = edit
    text = (root / path).read_text(encoding="utf-8")
    assert old in text, edit
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def served_after(root: Path, *edits: Edit) -> dict[str, str]:
    """Return the hash of every file that a new server has after edits, each built as it is made."""
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "tests.built.previews", json.dumps(edits)],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    digests: dict[str, str] = json.loads(ran.stdout.splitlines()[-1])
    return digests


def main() -> None:
    """Build in this folder, apply each edit and build again; print what is there at the end."""
    from mkdocs.config import load_config

    from scripts.website.serve import Preview

    site = Path(".cache/served/preview").resolve()

    def configured() -> Any:
        return load_config("mkdocs.yml", site_dir=str(site), dev_addr="127.0.0.1:8000")

    config = configured()
    config.plugins.on_startup(command="serve", dirty=False)
    preview = Preview(configured, config)
    preview.build()
    for edit in json.loads(sys.argv[1]):
        assert not preview.problems, preview.problems
        apply(Path(), edit)
        preview.build()
    assert not preview.problems, preview.problems
    print(json.dumps(digests_of(site)))


if __name__ == "__main__":
    main()
