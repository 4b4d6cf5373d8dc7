"""What is not meant in the settings is told with its line, before MkDocs publishes it."""

from pathlib import Path

import pytest
import yaml

from scripts.website.asked.settings import settings_faults, twice
from tests.website.tiny import REPOSITORY

SETTINGS = """\
site_name: Name
site_url: !ENV [SITE_URL, ""]
docs_dir: docs
theme:
  custom_dir: theme
nav:
  - Home: index.md
  - Part:
      - a.md
      - A title: b.py
extra_css:
  - assets/type.css
  - own.css
extra_javascript:
  - path: own.js
    defer: true
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "docs" / "own.css").touch()
    (tmp_path / "theme" / "own.js").touch()
    return tmp_path


def told(root: Path, text: str) -> list[str]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return [str(problem).splitlines()[0] for problem in settings_faults(root)]


@pytest.mark.parametrize("nav", ["nav: []", "nav:", "nav: {}"])
def test_a_menu_without_a_page(root: Path, nav: str) -> None:
    assert told(root, f"site_name: Name\n{nav}\n") == ["mkdocs.yml:2: the menu names no page"]


def test_what_is_well_said(root: Path) -> None:
    assert told(root, SETTINGS) == []
    assert told(root, "site_name: Name\n") == []
    assert told(root, "") == []
    assert [*settings_faults(REPOSITORY)] == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("docs_dir: docs", "site_name: b\ndocs_dir: docs", "3: 'site_name' stands here twice"),
        ("  custom_dir: theme", "  custom_dir: theme\n  a: b\n  a: c", "7: 'a' stands here twice"),
        ("      - a.md", "      - index.md", "9: the menu names index.md twice"),
        ("      - a.md", "      - b.py", "10: the menu names b.py twice"),
        ("Part:", "'<b>Part':", '8: the title in the menu holds <, > or "'),
        ("A title:", "'A \"title\"':", '10: the title in the menu holds <, > or "'),
        ("site_name: Name", "site_name: <b>", '1: the site_name holds <, > or "'),
        ("- own.css", "- other.css", "13: there is no file other.css"),
        ("- own.css", "- https://a.org/a.css", "13: there is no file https://a.org/a.css"),
        ("path: own.js", "path: other.js", "15: there is no file other.js"),
        ("- path: own.js\n    defer: true", "- //a.org/b.js", "15: there is no file //a.org/b.js"),
    ],
)
def test_what_is_not_meant(root: Path, old: str, new: str, what: str) -> None:
    assert SETTINGS.count(old) == 1
    assert told(root, SETTINGS.replace(old, new)) == [f"mkdocs.yml:{what}"]


def test_keys_within_lists_and_mappings() -> None:
    text = "a: 1\nb: [{c: 1, c: 2}, {c: 3}]\nd: {a: 1, e: {a: 1, a: 2}}\n? [f]\n: 1\n"
    found = [key.start_mark.line for key in twice(yaml.compose(text, Loader=yaml.SafeLoader))]
    assert found == [1, 2]
    assert [*twice(None)] == []
