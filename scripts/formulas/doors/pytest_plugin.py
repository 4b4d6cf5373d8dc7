"""Makes each formula of a project a test of pytest.

The project says in ``[tool.checked-formulas]`` of its ``pyproject.toml`` what is checked; without
that table the plugin does nothing. All formulas are checked at once, side by side, when the first
of their tests runs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ...common.problems import Problem
from ..reading.documents import Documents, read_tree
from ..report.tree import Report
from .api import check_tree
from .settings import TABLE, Settings

_DOCUMENTS = pytest.StashKey[Documents]()

_REPORT = pytest.StashKey[Report]()


class DoubtfulError(Exception):
    """A formula does not pass; the text says where and why."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the formulas of a page, and of the project what is wrong beside them."""
    settings = _settings(parent.config)
    if settings is None or not _is_page(file_path, settings):
        return None
    return Page.from_parent(parent, path=file_path)


class Page(pytest.File):
    """A page; its tests are its formulas, and that all else in it can be read."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the formulas of the page by their names."""
        settings = _settings(self.config)
        assert settings is not None
        for formula in _documents(self.config, settings).formulas:
            if settings.root / formula.file == self.path and formula.name:
                yield Formula.from_parent(self, name=formula.name)
        yield Remainder.from_parent(self, name="everything else")


class Checked(pytest.Item):
    """A part of a page that fails with what is said of it, and not where that was raised."""

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what stands above a failure."""
        return self.path, None, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the problems alone."""
        if isinstance(excinfo.value, DoubtfulError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class Formula(Checked):
    """One formula: it passes if nothing is in doubt."""

    def runtest(self) -> None:
        """Fail with what is said of the formula."""
        doubts = [doubt for doubt in _report(self.config).doubts if doubt.name == self.name]
        _fail_with([doubt.problem for doubt in doubts])


class Remainder(Checked):
    """What a page holds beside its named formulas: notation, claims and formulas in sentences."""

    def runtest(self) -> None:
        """Fail with what cannot be read, and with the claims in doubt."""
        report = _report(self.config)
        own = self.path.relative_to(self.config.rootpath)
        doubts = [doubt.problem for doubt in report.doubts if doubt.name not in report.names]
        found = [*doubts, *report.problems]
        _fail_with([problem for problem in found if problem.place.file == own])


def _settings(config: pytest.Config) -> Settings | None:
    path = config.rootpath / "pyproject.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return Settings.of(config.rootpath) if TABLE in read.get("tool", {}) else None


def _documents(config: pytest.Config, settings: Settings) -> Documents:
    """Return what stands on all pages, which are read once."""
    if _DOCUMENTS not in config.stash:
        read = read_tree(settings.root, settings.docs, settings.table_of_symbols)
        config.stash[_DOCUMENTS] = read
    return config.stash[_DOCUMENTS]


def _is_page(path: Path, settings: Settings) -> bool:
    docs = settings.root / settings.docs
    return path.suffix == ".md" and (path == docs or docs in path.parents)


def _report(config: pytest.Config) -> Report:
    """Return what was found about all formulas, in the first of these tests to ask."""
    if _REPORT not in config.stash:
        settings = _settings(config)
        assert settings is not None
        config.stash[_REPORT] = check_tree(settings)
    return config.stash[_REPORT]


def _fail_with(problems: list[Problem]) -> None:
    if problems:
        raise DoubtfulError("\n".join(map(str, problems)))
