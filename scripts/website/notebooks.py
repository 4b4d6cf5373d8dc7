"""Runs the notebooks when they, or the snippets that they use, have changed.

A notebook is a percent-format Python file. It is executed here, so that a failing cell is reported
with its line in that file and so that the cache knows the snippets behind it. Two copies are kept
with the outputs: one for readers to download, and one of which mkdocs-jupyter makes a page, with
our template. That page is Markdown, and is converted as every page is.

Readers run it without the project: `scripts.website.made.cells` puts the plain functions that a
cell imports in its place, and takes out the cells that only check what the text claims.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jupytext
import nbformat
from mkdocs_jupyter.config import settings as mkdocs_jupyter
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from traitlets.config import Config

from scripts.common.problems import Place, Problem
from scripts.common.processes import SAME_EACH_TIME
from scripts.common.sources import own_code
from scripts.common.store import CACHE, key_of, writing_to
from scripts.formulas.reading.parts import CODE_SPAN, split_parts
from scripts.website.asked.pages import ANY_BLOCK, OPTION, REFERENCE, VALUE
from scripts.website.made.after_cells import ADVICE, ENDS, watch
from scripts.website.made.cells import describe_figures, for_readers, take_along, written
from scripts.website.made.chance import ChanceError, refuse_chance
from scripts.website.made.colab import colab_address
from scripts.website.made.outputs import doubt, joined
from scripts.website.made.results import environment_fingerprint
from scripts.website.problems import BuildError, unreadable_sources_told
from scripts.website.project import Project

_SETUP = """
from html import escape
import matplotlib
matplotlib.use("agg")
from matplotlib import pyplot as _pyplot
from matplotlib.backends.backend_agg import FigureCanvasAgg as _Canvas
from matplotlib.figure import Figure
from scripts.website.made.after_cells import watch
from scripts.website.made.drawings import figure_to_svg, with_plain_colours
from snippets.figures.style import IN_NOTEBOOKS

matplotlib.rcParams.update(IN_NOTEBOOKS)
_numbers = iter(range(1, 1000))
_formatters = get_ipython().display_formatter.formatters

def _svg(figure):
    image = f'<svg role="img" aria-label="{{escape(figure.get_label())}}" '
    return figure_to_svg(figure, f"{name}-{{next(_numbers)}}").replace("<svg ", image, 1)

_formatters["text/html"].for_type(Figure, _svg)
_formatters["image/svg+xml"].for_type(Figure, lambda figure: with_plain_colours(_svg(figure)))

def _show(*_arguments, **_options):
    for number in _pyplot.get_fignums():
        figure = _pyplot.figure(number)
        _pyplot.close(number)
        _Canvas(figure)  # It is pyplot's no more.
        display(figure)

_pyplot.show = _show
get_ipython().events.register("post_execute", _show)
watch(get_ipython())
"""
OUTPUT = "{.output-of-a-cell}"
"""What stands behind a fence around HTML that is to be shown as it is."""

_TOP = re.compile(r"\A# .*\n\n(?:.+\n?)+")
_FORM = re.compile(f"{CODE_SPAN.pattern}|{REFERENCE.pattern}")
_TEMPLATES = Path(__file__).with_name("notebook")
_TEMPLATE = _TEMPLATES / "mkdocs_html" / "notebook.html.j2"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_SECONDS_A_CELL = 120
_BEGINNING = "Begin it with its title and its question:\n# %% [markdown]\n# # Title\n#\n# *What …?*"


@dataclass(frozen=True)
class Executed:
    """Where the copies of an executed notebook are."""

    uri: str
    download: Path
    shown: Path


# There is no option for it in the version for Python 3.11.
mkdocs_jupyter.templates_dir = str(_TEMPLATES)


def begin_notebooks(project: Project) -> Callable[[], list[Executed]]:
    """Begin to execute what has changed; return what waits for that and returns all notebooks.

    Both raise a BuildError: a module cannot be read, or a cell failed.
    """
    found = sorted((project.docs / "notebooks").glob("*.py"))
    paths = [path for path in found if path.is_file()]
    # The fingerprints share the sources that have been read; only the running is parallel.
    with unreadable_sources_told():
        keyed = [(path, notebook_key(project, path)) for path in paths]
        known = [(path, key, _by_chance(project, path, key)) for path, key in keyed]
    pool = ThreadPoolExecutor(os.cpu_count())
    running = [pool.submit(_executed, project, *one) for one in known]
    pool.shutdown(wait=False)
    return lambda: _all_executed(project, paths, [one.result() for one in running])


def _by_chance(project: Project, path: Path, key: str) -> Problem | None:
    """Return what would be another in each run of a notebook that is to run."""
    sources = project.results.sources
    try:
        if project.results.store.get(key) is None:
            refuse_chance(sources, sources.names_of_file(path))
    except ChanceError as error:
        return Problem(error.place, error.what)
    return None


def _all_executed(
    project: Project, paths: Sequence[Path], outcomes: Sequence[Any]
) -> list[Executed]:
    if problems := [outcome for outcome in outcomes if isinstance(outcome, Problem)]:
        raise BuildError(problems)
    return [
        _write_copies(project, path, outcome) for path, outcome in zip(paths, outcomes, strict=True)
    ]


def page_text(project: Project, uri: str, rendered: str) -> str:
    """Return the Markdown that mkdocs-jupyter made of a notebook, and expect it to be converted."""
    text = unescape(rendered.rpartition(OUTPUT)[0])
    project.book.pages[uri].body = text
    return text


def notebook_key(project: Project, path: Path) -> str:
    """Return the key of what a notebook gives, from all that it depends on."""
    sources = project.results.sources
    drawings = [("snippets.figures.style", name) for name in ("IN_NOTEBOOKS", "PALETTE")]
    return key_of(
        "notebook",
        sources.fingerprint_of_file(path),
        sources.fingerprint(drawings),
        environment_fingerprint(project.root),
        own_code(f"{__name__}._executed", f"{__name__}._by_chance", f"{watch.__module__}.watch"),
    )


def _executed(project: Project, path: Path, key: str, known: Problem | None) -> Any:
    """Return the executed notebook as JSON, or the Problem that stopped it, if none is known."""
    if known is not None:
        return known
    if (kept := project.results.store.get(key)) is not None:
        return kept
    notebook = jupytext.read(path)
    if (needing := take_along(notebook.cells, project.results.sources)) is not None:
        cell, what, advice = needing
        return Problem(Place(path.relative_to(project.root), _line_of([cell], path)), what, advice)
    setup = _SETUP.format(name=path.stem.replace("_", "-"))
    notebook.cells.insert(0, nbformat.v4.new_code_cell(setup))  # type: ignore[no-untyped-call]
    begun: list[Any] = []
    try:
        with TemporaryDirectory() as sockets:
            client = _client(notebook, Path(sockets))
            client.on_cell_start = lambda cell, cell_index: begun.append(cell)  # noqa: ARG005
            client.execute(env={**os.environ, **SAME_EACH_TIME, "PYTHONPATH": str(project.root)})
    except CellExecutionError as error:
        return _failed_cell(project, path, notebook, error)
    except TimeoutError:
        return _ended_in(project, path, begun, f"this cell took more than {_SECONDS_A_CELL} s")
    except DeadKernelError:
        # Who has asked the process to end may see it obeyed in a later cell.
        ended = f"{ENDS} (or it ran out of memory)"
        told = _doubted_output(project, path, notebook)
        return told or _ended_in(project, path, begun, ended, ADVICE[ENDS])
    notebook.cells.pop(0)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # How the kernel cuts its output into pieces is a matter of timing.
            cell.outputs = joined(cell.outputs)
    describe_figures(notebook.cells)
    if (doubted := _doubted_output(project, path, notebook)) is not None:
        return doubted
    if not notebook.cells or notebook.cells[0].cell_type != "markdown":
        what = "the notebook does not begin with a cell of Markdown"
        return Problem(Place(path.relative_to(project.root), 1), what, _BEGINNING)
    notebook.cells = for_readers(notebook.cells)
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
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        config=Config({"KernelManager": transport}),
    )


def _ended_in(
    project: Project, path: Path, begun: Sequence[Any], what: str, advice: str = ""
) -> Problem:
    """Return what ended the last cell that has begun; the first one is the build's own."""
    line = _line_of([cell for cell in begun[1:] if cell.cell_type == "code"], path)
    return Problem(Place(path.relative_to(project.root), line), what, advice)


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
    place = Place(path.relative_to(project.root), line)
    if error.ename in ("SystemExit", "KeyboardInterrupt"):
        return Problem(place, f"{ENDS}: {error.ename}", ADVICE[ENDS])
    what = f"this cell failed: {error.ename}: {_ANSI.sub('', error.evalue)}"
    return Problem(place, what)


def _doubted_output(project: Project, path: Path, notebook: Any) -> Problem | None:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for index, cell in enumerate(cells):
        if (found := doubt(cell.outputs, project.root)) is not None:
            place = Place(path.relative_to(project.root), _line_of(cells[: index + 1], path))
            return Problem(place, *found)
    return None


def _line_of(cells: Sequence[Any], path: Path) -> int:
    """Return the line on which the last of ``cells`` begins; they stand in the file in order."""
    text = f"\n{path.read_text(encoding='utf-8')}\n"
    start = end = 0
    for cell in cells:
        # Python's line numbers leave out blank lines at the top.
        source = written(cell).lstrip("\n")
        start = text.find(f"\n{source}\n", end)
        end = start + len(source)
    return max(1, text.count("\n", 0, start + 1))


def _write_copies(project: Project, path: Path, notebook: Any) -> Executed:
    folder = project.root / CACHE / "notebooks" / project.language
    download = folder / "download" / f"{path.stem}.ipynb"
    shown = folder / "notebooks" / f"{path.stem}.ipynb"
    _write_if_changed(download, json.dumps(_to_download(project, notebook), indent=1))
    _write_if_changed(shown, json.dumps(_to_show(project, notebook, download.name), indent=1))
    return Executed(path.relative_to(project.docs).as_posix(), download, shown)


def _write_if_changed(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    with writing_to(path.parent):
        path.write_text(text, encoding="utf-8")


def _to_download(project: Project, notebook: Any) -> Any:
    """Return a copy for Jupyter, which knows no form of ours; figures have colours of their own."""
    copy = _drawn_as(notebook, "image/svg+xml")
    for cell in copy["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = "\n".join(_without_forms(project, cell["source"]))
    return copy


def _to_show(project: Project, notebook: Any, download: str) -> Any:
    """Return a copy for the page: below its title its question, and where to have it."""
    copy = _drawn_as(notebook, "text/html")
    links = f'<p class="download">{" · ".join(_offers(project, download))}</p>'
    top = copy["cells"][0]
    top["source"] = _TOP.sub(
        lambda text: f"{text[0].rstrip()}\n{{ .question }}\n\n{links}\n\n", top["source"]
    )
    ticks = max(map(len, re.findall("`+", json.dumps(copy))), default=0)
    # mkdocs-jupyter keeps a page by the text of its file, so that the template counts too.
    made_of = key_of(_TEMPLATE.read_text(encoding="utf-8"), environment_fingerprint(project.root))
    copy["metadata"] |= {"fence": "`" * max(3, ticks + 1), "output": OUTPUT, "made of": made_of}
    return copy


def _offers(project: Project, download: str) -> Iterator[str]:
    """Yield the links to the notebook: to its file and, where Colab can open it, to Colab."""
    yield f'<a href="{download}" download>{project.words["download"]}</a>'
    if address := colab_address(project.source, download):
        yield f'<a href="{address}">{project.words["colab"]}</a>'


def _drawn_as(notebook: Any, kind: str) -> Any:
    """Return a copy that keeps figures in one form: with colours of its own, or of the page."""
    copy = deepcopy(notebook)
    for cell in copy["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                output["data"] = {"image/svg+xml": data[kind]}
    return copy


def _without_forms(project: Project, markdown: str) -> Iterator[str]:
    """Yield the lines of a cell with values and references in words, and blocks as their words."""
    in_options = False
    for part in split_parts(markdown.splitlines()):
        if part.kind != "text":
            yield from part.lines
            continue
        line = part.lines[0]
        in_options = bool(ANY_BLOCK.match(line) or (in_options and OPTION.match(line)))
        if not in_options:
            yield _FORM.sub(lambda form: _in_words(project, form), line)


def _in_words(project: Project, form: re.Match[str]) -> str:
    if form["kind"]:
        return project.name_of(form["kind"], form["name"])
    value = VALUE.fullmatch(form[0])
    return project.value(value["expression"], value["format"].strip()) if value else form[0]
