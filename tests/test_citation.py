"""What is said of the project where it is cited is what the project says of itself."""

import re
import tomllib
from datetime import date
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parents[1]


def test_the_citation_names_the_title_the_authors_and_the_version() -> None:
    said = yaml_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    home = (ROOT / "docs/en/index.md").read_text(encoding="utf-8")
    assert f"\n# {said['title']}\n" in home
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8").replace('"', "“", 1).replace('"', "”")
    assert said["authors"] == [{"name": f"The authors of “{said['title']}”"}]
    assert f"Copyright (c) 2026 {said['authors'][0]['name']}" in licence
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (said["version"], said["license"]) == (project["version"], project["license"])
    assert (
        said["abstract"]
        == yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["site_description"]
    )


def test_the_citation_bears_the_date_of_the_version() -> None:
    said = yaml_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(said['version'])} \((.+)\)$", changes, re.M)
    assert found
    released = said["date-released"]
    assert isinstance(released, date)
    assert f"{released.day} {released:%B %Y}" == found[1]
