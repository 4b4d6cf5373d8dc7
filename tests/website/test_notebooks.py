"""Notebooks run when they must, come out the same, and say which line failed."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from mkdocs_jupyter.nbconvert2 import nb2html

from scripts.website import notebooks
from scripts.website.finish.content import refused
from scripts.website.made.colab import colab_address
from scripts.website.notebooks import Executed, begin_notebooks, page_text
from scripts.website.problems import BuildError
from scripts.website.project import Project
from snippets.figures.style import BLUE
from tests.website.tiny import REPOSITORY, Tiny, converter, kept_files, problems_of

pytestmark = pytest.mark.slow

NOTEBOOK = """\
# %% [markdown]
# # Surprise
#
# *How much?*
#
# So $p$ it is, `= information.surprise(1/4) | .1f bits`; `$code$` stays, see [@eq:surprise], and
#
# ```text
# $$ `= information.surprise(1/4) | .1f`
# ```
#
# /// table | numbers.surprises(1/2, 1/4)
#     name: two
#
# Two of them.
# ///
#
# <!-- check: surprise -->
# $$
#   I(p) = -\\\\log p
# $$

# %%
import matplotlib.pyplot as plt

from snippets.plain.information import surprise

float(surprise(1 / 4))

# %% tags=["check"]
from snippets import information

assert surprise(1 / 4) == information.surprise(1 / 4)

# %% alt="A <rough> curve."
print([surprise(p) for p in (1, 1 / 2)])
plt.plot([0.5, 1], [1, 0])
plt.show()

# %%
figure, axes = plt.subplots()
axes.plot([0.25, 0.5, 1], [2, 1, 0], "C1")
figure.set_label("A smooth curve.")
plt.show()

# %%
print("$$", "```", "<b>&amp;", "/// note", "[@eq:none]", "<!-- -->", sep="\\n")
""".replace("\\\\", "\\")
NAME = "docs/en/notebooks/surprise.py"
PLAIN = """\
import numpy as np


def log_2(p):
    return np.log2(p)


def surprise(p):
    return -log_2(p)
"""


@pytest.fixture
def tiny(bare_project: Tiny, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """Return a tiny project as a build sees it: the current folder, with the scripts in it."""
    (bare_project.root / "scripts").symlink_to(REPOSITORY / "scripts")
    bare_project.write(NAME, NOTEBOOK)
    bare_project.write("snippets/plain/information.py", PLAIN)
    bare_project.page("page.md", "Text.")
    monkeypatch.chdir(bare_project.root)
    return bare_project


def run(tiny: Tiny) -> tuple[Project, Executed]:
    """Return the project and its executed notebook."""
    project = tiny.project()
    project.prepare()
    (executed,) = begin_notebooks(project)()
    return project, executed


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def executions(tiny: Tiny) -> int:
    return tiny.said.count(f"executed {NAME}")


def test_outputs_figures_and_formulas(tiny: Tiny) -> None:
    _, executed = run(tiny)
    assert executed.uri == "notebooks/surprise.py"
    assert executed.shown.name == executed.download.name == "surprise.ipynb"
    shown, download = cells(executed.shown), cells(executed.download)

    # The set-up of the build is no cell of the notebook.
    assert [cell["cell_type"] for cell in shown] == ["markdown", *["code"] * 4]
    with_functions = f"import matplotlib.pyplot as plt\n\n{PLAIN}\n\nfloat(surprise(1 / 4))"
    assert download[1]["source"] == with_functions
    assert "snippets" not in text_of(executed.download)
    assert "assert" not in text_of(executed.download)
    assert shown[1]["outputs"][0]["data"] == {"text/plain": "2.0"}
    assert shown[2]["outputs"][0]["text"] == "[np.float64(-0.0), np.float64(1.0)]\n"

    # The page draws in its own colours, and the file to download in those of the palette.
    (drawn,) = shown[2]["outputs"][1]["data"].values()
    (plain,) = download[2]["outputs"][1]["data"].values()
    for svg in (drawn, plain):
        assert svg.startswith('<svg role="img" aria-label="A &lt;rough&gt; curve." ')
    assert "var(--figure-blue)" in drawn
    assert f"stroke: {BLUE}" in plain
    assert "var(" not in text_of(executed.download)
    (other,) = shown[3]["outputs"][0]["data"].values()
    ids = [re.findall(r'\sid="([^"]*)"', svg) for svg in (drawn, other)]
    assert all(ids)
    assert not {*ids[0]} & {*ids[1]}

    # What is downloaded is for Jupyter, which knows TeX, and no other of our forms.
    words = download[0]["source"]
    assert (
        "So $p$ it is, 2.0\N{NO-BREAK SPACE}bits; `$code$` stays, see Surprise\xa0(1), and" in words
    )
    assert "$$\n  I(p)" in words
    assert "```text\n$$ `= information.surprise(1/4) | .1f`\n```" in words
    assert "\nTwo of them.\n" in words
    assert "///" not in words
    assert "name: two" not in words

    # And nothing of the machine or the hour.
    for path in (executed.shown, executed.download):
        assert str(tiny.root) not in text_of(path)
        assert not re.search(r"20\d\d-\d\d|0x[0-9a-f]{6}", text_of(path))


def test_its_page_is_converted_as_every_page_is(tiny: Tiny) -> None:
    project, executed = run(tiny)
    text = page_text(project, executed.uri, nb2html(str(executed.shown)))
    page = BeautifulSoup(converter(project).convert(text), "html.parser")

    question, download = page.select("h1 + p, h1 + p + p")
    assert (question["class"], question.text) == (["question"], "How much?")
    assert download.a
    assert download.a["href"] == "surprise.ipynb"
    assert page.h1
    assert page.h1["id"] == "surprise"

    assert page.select_one("p .katex annotation").text == "p"  # type: ignore[union-attr]
    assert page.select_one(".formula#eq-surprise .katex-html")
    assert [value.text for value in page.select(".value")] == ["2.0\xa0bits"]
    assert [link["href"] for link in page.select("a.reference")] == ["#eq-surprise"]
    assert page.select_one("figure#tab-two td.number")
    assert "$code$" in [code.text for code in page.select("p code")]
    assert "$$ `= information.surprise(1/4) | .1f`\n" in [code.text for code in page.select("pre")]

    code = [cell.text for cell in page.select(".highlight pre")]
    assert "\n\ndef log_2(p):\n" in code[1]
    printed = [output.text for output in page.select(".output[tabindex] pre")]
    assert printed == [
        "2.0",
        "[np.float64(-0.0), np.float64(1.0)]\n",
        "$$\n```\n<b>&amp;\n/// note\n[@eq:none]\n<!-- -->\n",
    ]
    drawn = page.select(".drawing > svg[role=img]")
    assert [svg["aria-label"] for svg in drawn] == ["A <rough> curve.", "A smooth curve."]
    assert "viewBox" in str(converter(project).convert(text))


GITHUB = "https://github.com/owner/name"


@pytest.mark.parametrize(
    ("source", "offered"),
    [
        ("", ["Download this notebook"]),
        ("https://example.org/owner/name", ["Download this notebook"]),
        (GITHUB, ["Download this notebook", "Open it in Colab"]),
    ],
)
def test_a_page_leads_to_colab_where_the_notebook_is_on_github(
    tiny: Tiny, source: str, offered: list[str]
) -> None:
    project = tiny.project(source=source)
    project.prepare()
    (executed,) = begin_notebooks(project)()
    links = BeautifulSoup(cells(executed.shown)[0]["source"], "html.parser").select(".download a")
    assert [link.text for link in links] == offered
    assert [link["href"] for link in links[1:]] == [
        colab_address(source, executed.download.name) for _ in offered[1:]
    ]
    assert "colab" not in text_of(executed.download)


def test_nothing_of_jupyterlab_comes_into_a_page(tiny: Tiny) -> None:
    project, executed = run(tiny)
    made = converter(project).convert(
        page_text(project, executed.uri, nb2html(str(executed.shown)))
    )
    assert "jp-" not in made
    assert "<style" not in made
    assert "<script" not in made
    assert refused(made) == []


def test_it_runs_again_only_after_a_change_and_comes_out_the_same(tiny: Tiny) -> None:
    _, executed = run(tiny)
    copies = [executed.shown, executed.download]
    first = [text_of(path) for path in copies]
    written = [path.stat().st_mtime_ns for path in copies]
    assert executions(tiny) == 1

    # What stands beside what the notebook uses does not count, nor do copies that are gone.
    tiny.write("snippets/plain/information.py", f"{PLAIN}\n\ndef half(p):\n    return p / 2\n")
    executed.shown.unlink()
    run(tiny)
    assert executions(tiny) == 1
    assert [text_of(path) for path in copies] == first
    assert executed.download.stat().st_mtime_ns == written[1]

    # Neither does the folder that it runs in.
    shutil.rmtree(tiny.root / ".cache")
    run(tiny)
    assert executions(tiny) == 2
    assert [text_of(path) for path in copies] == first

    # What a used function calls does.
    keys = {notebooks.notebook_key(tiny.project(), tiny.root / NAME)}
    for path, old, new in (
        ("snippets/plain/information.py", "np.log2", "np.log10"),
        ("snippets/scale.py", "np.log(2)", "np.log(3)"),
        ("snippets/figures/style.py", '"font.size": 10.5', '"font.size": 11'),
        (NAME, "So $p$", "Now $p$"),
    ):
        tiny.change(path, old, new)
        keys.add(notebooks.notebook_key(tiny.project(), tiny.root / NAME))
    assert len(keys) == 5
    tiny.change("snippets/plain/information.py", "p / 2", "p / 3")
    keys.add(notebooks.notebook_key(tiny.project(), tiny.root / NAME))
    assert len(keys) == 5


FAILING = {
    "cell": (
        "# %%\nx = 1\n\n# %% [markdown]\n# Text.\n\n# %%\n# Why.\ny = 2\n\nassert x == y, 'no'\n",
        "11: this cell failed: AssertionError: no",
    ),
    "leading": (
        "# %%\n\n\nx = 1\nx / 0\n",
        "5: this cell failed: ZeroDivisionError: division by zero",
    ),
    "snippet": (
        "# %%\nimport math\n\n\ndef f():\n    return math.nothing\n\n\n# %%\nf()\n",
        "10: this cell failed: AttributeError: module 'math' has no attribute 'nothing'",
    ),
    "below": (
        "# %%\nfrom snippets.plain.information import surprise\n\n# %%\nsurprise(no)\n",
        "5: this cell failed: NameError: name 'no' is not defined",
    ),
    "checked": (
        '# %%\nx = 1\n\n# %% tags=["check"]\nassert x == 2, "no"\n',
        "5: this cell failed: AssertionError: no",
    ),
    "foreign": (
        "# %%\nx = 1\n\n# %%\nfrom snippets import information\n",
        "5: this cell imports snippets, which no reader of it has",
    ),
    "titled": (
        "# ---\n# jupyter: {}\n# ---\n\n# %% A title\nx = 1\n\n# %% Another\nno\n",
        "9: this cell failed: NameError: name 'no' is not defined",
    ),
    "wordless": (
        "# %%\nimport matplotlib.pyplot as plt\n\n# %%\n\n_ = plt.figure()\n",
        "6: a figure without a text alternative",
    ),
    "warned": (
        "# %%\nx = 1\n\n# %%\nimport warnings\n\nwarnings.warn('rough')\n",
        "5: this cell writes to stderr: UserWarning: rough warnings.warn('rough')",
    ),
    "local": (
        "# %%\nfrom pathlib import Path\n\nPath('/home/me/data')\n",
        "2: this cell shows a path of this machine: /home/me/data",
    ),
    "unmarked": ("x = 1\nno\n", "2: this cell failed: NameError: name 'no' is not defined"),
    "empty": ("", "1: the notebook does not begin with a cell of Markdown"),
    "untitled": ("# %%\nx = 1\n", "1: the notebook does not begin with a cell of Markdown"),
    "clock": (
        "# %%\nimport time\n\n# %%\ntime.time()\n",
        "5: time.time is another in each run; give it as an argument, or a seed to chance",
    ),
    "dies": (
        "# %%\nimport os\n\n# %%\nos._exit(0)\n",
        "5: this cell ends the process of the notebook (or it ran out of memory)",
    ),
    "quits": ("# %%\nx = 1\n\n# %%\nquit()\n", "5: this cell ends the process of the notebook"),
    "exits": ("# %%\n\nexit\n", "3: this cell ends the process of the notebook"),
    "quits early": (
        "# %%\nquit()\n\n# %%\nimport time\n\ntime.sleep(1)\n",
        "2: this cell ends the process of the notebook",
    ),
    "ends": (
        "# %%\nimport sys\n\n# %%\nx = 1\nsys.exit(0)\n",
        "5: this cell ends the process of the notebook: SystemExit",
    ),
    "endless print": (
        "# %%\nx = 1\n\n# %%\nwhile True:\n    print('x' * 100_000)\n",
        "6: this cell failed: ValueError: it prints more than 1000000 signs",
    ),
    "late thread": (
        "# %%\nimport threading\n\nwaits = threading.Event()\n\n\n# %%\n"
        "def late():\n    waits.wait()\n    print('late')\n\n\n"
        "threading.Thread(target=late, name='A').start()\n\n# %%\nwaits.set()\n",
        "8: the thread A goes on when this cell has ended",
    ),
    "late thread of the last cell": (
        "# %%\nimport threading\n\nthreading.Timer(60, print, ('late',)).start()\n",
        "2: the thread Thread-{n} goes on when this cell has ended",
    ),
    "late task": (
        "# %%\nimport asyncio\n\n\nasync def late():\n    await asyncio.sleep(60)\n"
        "    print('late')\n\n\ntask = asyncio.create_task(late())\n",
        "2: the task late goes on when this cell has ended",
    ),
}


def test_a_failing_cell_is_told_with_its_line(tiny: Tiny) -> None:
    (tiny.root / NAME).unlink()
    for name, (text, _) in FAILING.items():
        tiny.write(f"docs/en/notebooks/{name}.py", text)
    project = tiny.project()
    told = [
        re.sub(r"Thread-\d+", "Thread-{n}", problem)
        for problem in problems_of(lambda: begin_notebooks(project)())
    ]
    assert sorted(told) == sorted(
        f"docs/en/notebooks/{name}.py:{problem}" for name, (_, problem) in FAILING.items()
    )
    # Nothing of it is kept.
    assert not (tiny.root / ".cache" / "notebooks").exists()
    assert not [path for path in kept_files(tiny.root) if b'"cells"' in path.read_bytes()]


def test_what_ends_with_its_cell_may_run_beside_it(tiny: Tiny) -> None:
    tiny.write(
        NAME,
        "# %% [markdown]\n# # Title\n#\n# *What?*\n\n# %%\nimport threading\n"
        "from concurrent.futures import ThreadPoolExecutor\n\n"
        "one = threading.Thread(target=print, args=('soon',))\none.start()\none.join()\n"
        "with ThreadPoolExecutor(2) as pool:\n    print([*pool.map(abs, [-1, 2])])\n\n"
        "# %%\nimport asyncio\n\n\nasync def soon():\n    await asyncio.sleep(0)\n"
        "    return 3\n\n\nawait asyncio.create_task(soon())\n",
    )
    _, executed = run(tiny)
    outputs = [output for cell in cells(executed.shown)[1:] for output in cell["outputs"]]
    assert [output.get("text") or output["data"] for output in outputs] == [
        "soon\n[1, 2]\n",
        {"text/plain": "3"},
    ]


def test_a_notebook_that_cannot_be_read_is_told_before_any_runs(tiny: Tiny) -> None:
    tiny.write("docs/en/notebooks/wrong.py", "# %%\nx = = 1\n")
    with pytest.raises(BuildError) as told:
        begin_notebooks(tiny.project())()
    assert str(told.value) == "docs/en/notebooks/wrong.py:2: cannot read this: invalid syntax"
    assert executions(tiny) == 0
