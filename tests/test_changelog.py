"""The version moves with the changelog."""

import re
import tomllib

from tests.formulas.pages import ROOT


def test_the_newest_entry_is_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = re.findall(r"^## (\S+) \(", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert versions[0] == project["version"]
    assert versions == sorted(versions, reverse=True)
