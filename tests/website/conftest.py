"""The tiny project that the tests of this folder build from."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from scripts.website.beside import font_cutting
from tests.website.tiny import Tiny, make_tiny

# Computed once for all tests: whatever they ask for besides takes a second more.
EVERYDAY = (
    "/// figure | curves.surprise_curve",
    "    alt: A falling curve.",
    "",
    "///",
    "",
    "/// figure | curves.surprise_curve(7)",
    "    name: smooth",
    "    alt: A falling curve.",
    "",
    "///",
    "",
    "/// table | numbers.surprises(1/2, 1/4)",
    "///",
    "",
    "/// table | numbers.plain",
    "///",
    "",
    "/// table | numbers.plain",
    "    name: two",
    "///",
    "",
    "`= information.surprise(1/4) | .2f bits` `= information.surprises(1, 1/2) | .0f`",
    "`= information.entropy(information.HALVES) | .1f bit`",
)


@pytest.fixture(scope="session", autouse=True)
def fonts_are_cut_once() -> Iterator[None]:
    """Keep each font that is cut: all tests ask for the same few, and each takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(font_cutting, "cut_down", cache(font_cutting.cut_down))
        yield


@pytest.fixture(scope="session")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny project that has computed what most tests ask for."""
    tiny = make_tiny(tmp_path_factory.mktemp("everyday"))
    tiny.page("page.md", *EVERYDAY)
    tiny.project().prepare()
    return tiny.root


@pytest.fixture
def tiny_project(tmp_path: Path, everyday: Path) -> Tiny:
    """Return a tiny project of the test's own, in which the everyday results are at hand."""
    return make_tiny(tmp_path / "project", kept=everyday)


@pytest.fixture
def bare_project(tmp_path: Path) -> Tiny:
    """Return a tiny project in which nothing has been computed."""
    return make_tiny(tmp_path / "project")
