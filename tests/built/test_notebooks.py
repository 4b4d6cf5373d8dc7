"""A downloaded notebook runs from top to bottom with Jupyter, NumPy and Matplotlib alone."""

import os
import re
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from tests.built.copies import Built
from tests.pages import PAGES

NOTEBOOKS = [page for page in PAGES if page.startswith("notebooks/")]

FIRST = """
import sys

class NothingElse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in {{*sys.stdlib_module_names, *{allowed!r}}}:
            raise ImportError(f"{{name}} is not there")

sys.meta_path.insert(0, NothingElse())
"""


def needed_by(*packages: str) -> set[str]:
    """Return the packages that are installed with these, by their names."""
    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        if (package := waiting.pop().lower().replace("_", "-")) in found:
            continue
        found.add(package)
        try:
            wanted = requires(package) or []
        except PackageNotFoundError:
            continue
        waiting += [re.split(r"[^\w.-]", one)[0] for one in wanted if "extra ==" not in one]
    return found


def modules_of(packages: set[str]) -> set[str]:
    """Return what these packages let a program import."""
    return {
        module
        for module, homes in packages_distributions().items()
        if {home.lower().replace("_", "-") for home in homes} & packages
    }


def run(notebook: Any, folder: Path) -> None:
    """Run a notebook in a folder of its own, in a Python that has nothing else."""
    allowed = sorted(modules_of(needed_by("numpy", "matplotlib", "ipykernel")))
    assert "numpy" in allowed
    assert not {"snippets", "scripts", "scipy", "mpmath"} & set(allowed)
    first = nbformat.v4.new_code_cell(FIRST.format(allowed=allowed))  # type: ignore[no-untyped-call]
    notebook.cells.insert(0, first)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True,
        config=Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "kernel")}}),
    )
    client.execute(env=environment)
    notebook.cells.pop(0)


def printed(notebook: Any) -> list[str]:
    """Return what the cells print and the values that they show, in their order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts = (output.get("text") or output.get("data", {}).get("text/plain") for output in outputs)
    return [text for text in texts if text and not text.startswith("<Figure size")]


def figures(notebook: Any) -> int:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum(any(kind.startswith("image/") for kind in one.get("data", {})) for one in outputs)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs_and_gives_what_the_page_shows(built: Built, name: str, tmp_path: Path) -> None:
    published = nbformat.read(built.site / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    again = nbformat.read(built.site / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    run(again, tmp_path)
    assert printed(again) == printed(published)
    assert figures(again) == figures(published) >= 1


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_has_no_checks_and_no_types(built: Built, name: str) -> None:
    notebook = nbformat.read(built.site / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert "def " in code
    assert not re.search(r"\bassert\b|\bsnippets\b|->|: float|set_label\(\s*\"[A-Z]", code)


@pytest.mark.parametrize("module", ["scipy", "snippets", "mpmath"])
def test_what_is_not_there_is_noticed(module: str, tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell(f"import {module}")  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    with pytest.raises(CellExecutionError, match=f"{module} is not there"):
        run(notebook, tmp_path)
