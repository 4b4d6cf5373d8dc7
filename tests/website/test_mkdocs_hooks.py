"""What the build asks of MkDocs, and what becomes of errors while it writes the pages."""

import logging
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.common.problems import Place, Problem
from scripts.common.store import StoreError
from scripts.website.mkdocs_hooks import on_build_error, on_config
from scripts.website.problems import BuildError
from tests.website.tiny import REPOSITORY


def test_what_an_author_can_mend_ends_without_a_traceback() -> None:
    error = BuildError([Problem(Place(Path("docs"), 1), "a page changed", "Build again.")])
    with pytest.raises(Abort, match="docs:1: a page changed"):
        on_build_error(error)


def test_a_template_that_cannot_be_read_is_told_with_its_line(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("mkdocs"), "propagate", True)
    error = TemplateSyntaxError("Unexpected end", 7, "main.html", "docs/theme/main.html")
    with pytest.raises(Abort):
        on_build_error(error)
    told = "docs/theme/main.html:7: cannot read this template: Unexpected end"
    assert {*caplog.messages} == {told}


def test_other_errors_are_left_to_mkdocs() -> None:
    on_build_error(ValueError("of the code"))


def test_nothing_that_cannot_be_kept_ends_in_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(Abort, match="nothing can be kept here"):
        on_build_error(StoreError(tmp_path, OSError("full")))


def test_no_version_of_the_plugin_adds_another_mathjax() -> None:
    config = load_config(str(REPOSITORY / "mkdocs.yml"))
    assert on_config(config).plugins["mkdocs-jupyter"].config["mathjax_version"] == 2
