"""A tiny project to build from: a few functions, a figure, two tables, and a test's own pages."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.utils.yaml import yaml_load

from scripts.common.store import Store
from scripts.website.asked.numbering import Book
from scripts.website.asked.page import Page
from scripts.website.asked.pages import read_page
from scripts.website.problems import BuildError
from scripts.website.project import Project

REPOSITORY = Path(__file__).parents[2]
KATEX = REPOSITORY / "node_modules"

# A page begins with front matter, its title and its question, and a blank line.
QUESTION = "What is asked?\n{ .question }\n\n"
_HEAD = "---\ndescription: A page.\n---\n# {title}\n\n{question}"
_ASKED = '<p class="question">What is asked?</p>\n'
BODY = (_HEAD + QUESTION).count("\n") + 1

MODULES = {
    "__init__.py": '"""Functions of a tiny project."""\n',
    "scale.py": '"""The unit."""\n\nimport numpy as np\n\nPER_NAT = 1 / np.log(2)\n',
    "information.py": '''"""Surprise and entropy, in bits."""

import numpy as np

from snippets.scale import PER_NAT

HALVES = (0.5, 0.5)


def surprise(p: float) -> float:
    """Return the surprise of an outcome."""
    return float(-np.log(p) * PER_NAT)


def entropy(p: tuple[float, ...]) -> float:
    """Return the mean surprise."""
    return sum(part * surprise(part) for part in p)


def surprises(*p: float) -> np.ndarray:
    """Return the surprise of each outcome."""
    return np.array([surprise(part) for part in p])
''',
    "figures/__init__.py": '"""Figures."""\n',
    "figures/curves.py": '''"""Curves."""

import numpy as np
from matplotlib.figure import Figure

from snippets.figures.style import BLUE, RED, new_figure
from snippets.information import surprise


def surprise_curve(points: int = 5) -> Figure:
    """Draw the surprise."""
    figure = new_figure()
    p = np.linspace(0.1, 1, points)
    axes = figure.subplots()
    axes.plot(p, [surprise(part) for part in p], marker="o", color=BLUE)
    axes.set(xlabel="$p$", ylabel="surprise (bits)")
    axes.text(0.5, 1, "1.375 bits", color=RED)
    return figure
''',
    "tables/__init__.py": '"""Tables."""\n',
    "tables/numbers.py": '''"""Tables of numbers."""

from snippets import information
from snippets.tables.table import Column, Table


def surprises(*p: float) -> Table:
    """Return the surprise of each outcome."""
    rows = [[f"outcome {k}", part, information.surprise(part)] for k, part in enumerate(p, 1)]
    return Table([Column("Outcome"), Column("$p$", ".2f"), Column("Surprise (bits)", ".1f")], rows)


def plain() -> Table:
    """Return a table whose cells are texts, one of them `$code$`."""
    return Table([Column("One"), Column("Two")], [["*a*", "`$code$`"], ["b", "$x^2$"]], False)
''',
}
_FROM_THE_REPOSITORY = ("figures/live.py", "figures/style.py", "tables/table.py")


@dataclass
class Tiny:
    """The folder of a tiny project."""

    root: Path
    said: list[str] = field(default_factory=list)

    def write(self, path: str, text: str) -> Path:
        """Write a file of the project."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a text that a file holds once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(path, text.replace(old, new))

    def page(self, uri: str, *lines: str, title: str = "Page") -> None:
        """Write a page; ``lines`` begin at line ``BODY`` of the file."""
        self.write(
            f"docs/en/{uri}", _HEAD.format(title=title, question=QUESTION) + "\n".join(lines) + "\n"
        )

    def project(self, *, checked: bool = False, source: str = "") -> Project:
        """Return the project as a new build sees it; most pages of tests have no notation."""
        docs = self.root / "docs" / "en"
        return Project(self.root, docs, self.said.append, checked=checked, source=source)

    def read(self, *lines: str) -> Page:
        """Return what a page of these lines asks for."""
        self.page("page.md", *lines)
        return read_page(self.root, Path("docs/en/page.md"), "page.md")

    def book(self, **pages: str) -> Book:
        """Return the book of these pages alone, by the names of their files without ``.md``."""
        for name, text in pages.items():
            self.page(f"{name}.md", text, title=name.capitalize())
        return self.project().book

    def convert(self, *lines: str, uri: str = "page.md", checked: bool = False) -> str:
        """Return the HTML of a page of these lines, with all that the other pages define.

        The question that each page has is left out.
        """
        self.page(uri, *lines)
        project = self.project(checked=checked)
        project.prepare()
        body = (self.root / "docs/en" / uri).read_text(encoding="utf-8").split("---\n", 2)[2]
        return converter(project).convert(body).replace(_ASKED, "")

    def problems(self, *lines: str) -> list[str]:
        """Return the first line of each problem that a page of these lines has in the build."""
        self.page("page.md", *lines)
        return problems_of(self.project().prepare)


def problems_of(build: Callable[[], Any]) -> list[str]:
    """Return the first line of each problem that stops ``build``, or nothing."""
    try:
        build()
    except BuildError as error:
        return [str(problem).splitlines()[0] for problem in error.problems]
    return []


def converter(project: Project) -> Markdown:
    """Return Python-Markdown with the site's own settings, and the extension for a project."""
    settings: dict[str, dict[str, Any]] = {}
    for item in _settings()["markdown_extensions"]:
        settings |= item if isinstance(item, dict) else {item: {}}
    settings["scripts.website.markdown.extension"] = {"project": project}
    return Markdown(extensions=[*settings], extension_configs=settings)


@cache
def _settings() -> dict[str, Any]:
    with (REPOSITORY / "mkdocs.yml").open(encoding="utf-8") as file:
        return yaml_load(file)


def kept_files(root: Path) -> list[Path]:
    """Return the files of all that is kept for a project."""
    return sorted(path for path in Store.of(root).folder.rglob("*") if path.is_file())


def cut_short(root: Path, length: int) -> None:
    """Leave of everything that is kept the first bytes, as after a stop of the machine."""
    for path in kept_files(root):
        path.write_bytes(path.read_bytes()[:length])


def make_tiny(root: Path, kept: Path | None = None) -> Tiny:
    """Make a tiny project, with the results that another one has computed."""
    tiny = Tiny(root)
    for path, text in MODULES.items():
        tiny.write(f"snippets/{path}", text)
    for path in _FROM_THE_REPOSITORY:
        shutil.copy(REPOSITORY / "snippets" / path, root / "snippets" / path)
    tiny.write("pyproject.toml", '[project]\nversion = "1.2.3"\n')
    (root / "node_modules").symlink_to(KATEX)
    (root / "docs" / "en").mkdir(parents=True)
    if kept is not None:
        shutil.copytree(kept / ".cache", root / ".cache")
    return tiny
