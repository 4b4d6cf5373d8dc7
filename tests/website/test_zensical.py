"""What is told where Zensical cannot build; tests/built/test_zensical.py has it build the site."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from scripts.website.ready import Site
from scripts.website.zensical import ZensicalError, build
from tests.website.tiny import Tiny


@pytest.fixture
def site(tiny_project: Tiny) -> Site:
    theme = "theme: {name: material, custom_dir: docs/theme}"
    tiny_project.write(
        "mkdocs.yml", f"site_name: T\nplugins: [search]\nextra_javascript: []\n{theme}\n"
    )
    tiny_project.page("page.md", "Text.")
    return Site(tiny_project.project(), "T", (), ())


def test_without_it_the_message_says_how_to_install_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zensical", None)
    with pytest.raises(ZensicalError, match="Run: make zensical"):
        build(site, tmp_path)


@pytest.mark.parametrize("error", [RuntimeError("undefined value"), SystemExit(1)])
def test_an_error_of_its_own_ends_the_build(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def stop(*_: object) -> None:
        raise error

    fake = ModuleType("zensical")
    fake.__file__ = str(tmp_path / "zensical" / "__init__.py")
    monkeypatch.setattr(fake, "build", stop, raising=False)
    monkeypatch.setitem(sys.modules, "zensical", fake)
    with pytest.raises(ZensicalError, match="Zensical has stopped"):
        build(site, tmp_path / "private")
