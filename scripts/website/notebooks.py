"""Runs the notebooks when they, or the snippets that they use, have changed.

A notebook is a percent-format Python file. It is executed here, so that a failing cell is reported
with its line in that file and so that the cache knows the snippets behind it. Two copies are kept
with the outputs: one for readers to download, and one for mkdocs-jupyter to show, in which the
formulas are placeholders (``FORMULA`` and a hash) that ``fill_formulas`` replaces in the page.
"""

import json
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from traitlets.config import Config

from scripts.common.problems import Place, Problem
from scripts.common.processes import ONE_THREAD
from scripts.common.sources import own_code
from scripts.common.store import CACHE, key_of, writing_to
from scripts.formulas.reading.parts import CODE_SPAN, INLINE_MATH, split_parts
from scripts.website.made.results import environment_fingerprint
from scripts.website.problems import BuildError, unreadable_sources_told
from scripts.website.project import Project

_SETUP = """
from html import escape
import matplotlib
from matplotlib.figure import Figure
from scripts.website.made.drawings import figure_to_svg, with_plain_colours
from snippets.figures.style import STYLE

matplotlib.rcParams.update(STYLE)
_numbers = iter(range(1, 1000))
_formatters = get_ipython().display_formatter.formatters

def _svg(figure):
    image = f'<svg role="img" aria-label="{{escape(figure.get_label())}}" '
    return figure_to_svg(figure, f"{name}-{{next(_numbers)}}").replace("<svg ", image, 1)

_formatters["text/html"].for_type(Figure, _svg)
_formatters["image/svg+xml"].for_type(Figure, lambda figure: with_plain_colours(_svg(figure)))
"""
_PLACEHOLDER = re.compile(r"FORMULA(?P<hash>[0-9a-f]{32})")
_LONE_PLACEHOLDER = re.compile(rf"<p>\s*{_PLACEHOLDER.pattern}\s*</p>")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_SECONDS_A_CELL = 120


@dataclass(frozen=True)
class Executed:
    """Where the copies of an executed notebook are."""

    uri: str
    download: Path
    shown: Path


def begin_notebooks(project: Project) -> Callable[[], list[Executed]]:
    """Begin to execute what has changed; return what waits for that and returns all notebooks.

    Both raise a BuildError: a module cannot be read, or a cell failed.
    """
    paths = sorted((project.docs / "notebooks").glob("*.py"))
    # The fingerprints share the sources that have been read; only the running is parallel.
    with unreadable_sources_told():
        keyed = [(path, notebook_key(project, path)) for path in paths]
    pool = ThreadPoolExecutor(os.cpu_count())
    running = [pool.submit(_executed, project, *pair) for pair in keyed]
    pool.shutdown(wait=False)
    return lambda: _all_executed(project, paths, [one.result() for one in running])


def _all_executed(
    project: Project, paths: Sequence[Path], outcomes: Sequence[Any]
) -> list[Executed]:
    if problems := [outcome for outcome in outcomes if isinstance(outcome, Problem)]:
        raise BuildError(problems)
    return [
        _write_copies(project, path, outcome) for path, outcome in zip(paths, outcomes, strict=True)
    ]


def fill_formulas(project: Project, page: str) -> str:
    """Return the HTML of a notebook's page with its formulas in place."""
    rendered = {
        _hash(tex, display): f'<div class="formula">{markup}</div>' if display else markup
        for (tex, display), markup in project.formulas.html.items()
    }
    page = _LONE_PLACEHOLDER.sub(r"FORMULA\g<hash>", page)
    return _PLACEHOLDER.sub(lambda found: rendered[found["hash"]], page)


def notebook_key(project: Project, path: Path) -> str:
    """Return the key of what a notebook gives, from all that it depends on."""
    sources = project.results.sources
    drawings = [("snippets.figures.style", name) for name in ("STYLE", "PALETTE")]
    return key_of(
        "notebook",
        sources.fingerprint_of_file(path),
        sources.fingerprint(drawings),
        environment_fingerprint(project.root),
        own_code(f"{__name__}._executed"),
    )


def _executed(project: Project, path: Path, key: str) -> Any:
    """Return the executed notebook as JSON, or the Problem that stopped it."""
    if (kept := project.results.store.get(key)) is not None:
        return kept
    notebook = jupytext.read(path)
    setup = _SETUP.format(name=path.stem.replace("_", "-"))
    notebook.cells.insert(0, nbformat.v4.new_code_cell(setup))  # type: ignore[no-untyped-call]
    try:
        with TemporaryDirectory() as sockets:
            _client(notebook, Path(sockets)).execute(
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(project.root)}
            )
    except CellExecutionError as error:
        return _failed_cell(project, path, notebook, error)
    except TimeoutError:
        what = f"a cell took more than {_SECONDS_A_CELL} s"
        return Problem(Place(path.relative_to(project.root), 1), what)
    except DeadKernelError:
        what = "the process that ran this notebook died (out of memory?)"
        return Problem(Place(path.relative_to(project.root), 1), what)
    notebook.cells.pop(0)
    if (unnamed := _figure_without_words(project, path, notebook)) is not None:
        return unnamed
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    project.say(f"executed {path.relative_to(project.root)}")
    project.results.store.put(key, notebook)
    return json.loads(json.dumps(notebook))


def _client(notebook: Any, sockets: Path) -> NotebookClient:
    # Sockets in a folder of their own, not on ports: two builds at once cannot get in each
    # other's way, and nothing of a notebook goes over a network.
    transport = {"transport": "ipc", "ip": str(sockets / "kernel")}
    return NotebookClient(
        notebook,
        timeout=_SECONDS_A_CELL,
        kernel_name="python3",
        record_timing=False,
        # How the kernel cuts its output into pieces is a matter of timing.
        coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        config=Config({"KernelManager": transport}),
    )


def _failed_cell(project: Project, path: Path, notebook: Any, error: CellExecutionError) -> Problem:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    failed = next(
        index
        for index, cell in enumerate(cells)
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    )
    # The first cell is the build's own.
    start = _line_of(cells[1 : failed + 1], path)
    traceback = _ANSI.sub("", error.traceback)
    within = re.search(r"Cell In\[\d+\], line (\d+)", traceback)
    line = start + (int(within[1]) - 1 if within else 0)
    what = f"this cell failed: {error.ename}: {_ANSI.sub('', error.evalue)}"
    return Problem(Place(path.relative_to(project.root), line), what)


def _figure_without_words(project: Project, path: Path, notebook: Any) -> Problem | None:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for index, cell in enumerate(cells):
        if any('aria-label=""' in str(output.get("data")) for output in cell.outputs):
            place = Place(path.relative_to(project.root), _line_of(cells[: index + 1], path))
            advice = "Say in the cell what it shows: figure.set_label('…')."
            return Problem(place, "a figure without a text alternative", advice)
    return None


def _line_of(cells: Sequence[Any], path: Path) -> int:
    """Return the line on which the last of ``cells`` begins; they stand in the file in order."""
    text = f"\n{path.read_text(encoding='utf-8')}\n"
    start = end = 0
    for cell in cells:
        # Python's line numbers leave out blank lines at the top.
        source = cell.source.lstrip("\n")
        start = text.find(f"\n{source}\n", end)
        end = start + len(source)
    return max(1, text.count("\n", 0, start + 1))


def _write_copies(project: Project, path: Path, notebook: Any) -> Executed:
    folder = project.root / CACHE / "notebooks" / project.language
    download = folder / "download" / f"{path.stem}.ipynb"
    shown = folder / "notebooks" / f"{path.stem}.ipynb"
    _write_if_changed(download, json.dumps(_drawn_as(notebook, "image/svg+xml"), indent=1))
    notebook = _drawn_as(notebook, "text/html")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _with_placeholders(cell["source"])
    _write_if_changed(shown, json.dumps(notebook, indent=1))
    return Executed(path.relative_to(project.docs).as_posix(), download, shown)


def _write_if_changed(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    with writing_to(path.parent):
        path.write_text(text, encoding="utf-8")


def _drawn_as(notebook: Any, kind: str) -> Any:
    """Return a copy that keeps figures in one form: with colours of its own, or of the page."""
    copy = deepcopy(notebook)
    for cell in copy["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                output["data"] = {kind: data[kind]}
    return copy


def _with_placeholders(markdown: str) -> str:
    kept: list[str] = []
    for part in split_parts(markdown.splitlines()):
        if part.kind == "fence":
            kept += part.lines
        elif part.kind == "formula":
            kept.append(f"FORMULA{_hash(part.tex, True)}")
        elif part.kind == "text":
            kept.append(_with_inline_placeholders(part.lines[0]))
    return "\n".join(kept)


def _with_inline_placeholders(line: str) -> str:
    """Replace what stands between dollars; code is matched first, so that it is left as it is."""

    def replaced(found: re.Match[str]) -> str:
        return found[0] if found["code"] else f"FORMULA{_hash(found['tex'], False)}"

    return re.sub(f"{CODE_SPAN.pattern}|{INLINE_MATH.pattern}", replaced, line)


def _hash(tex: str, display: bool) -> str:
    return sha256(f"{display} {tex}".encode()).hexdigest()[:32]
