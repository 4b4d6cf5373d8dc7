"""Whatever is wrong in a page or behind it stops the build, and is told with its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built.copies import Built, build, copy_project

PAGE = Path("docs/en/foundations/entropy.md")
OTHER_PAGE = Path("docs/en/foundations/self-information.md")
FORMULA_PAGE = Path("docs/en/classification/binary.md")
MARGINS = Path("docs/en/trade-offs/margins.md")
NOTEBOOK = Path("docs/en/notebooks/two_models.py")
OTHER_NOTEBOOK = Path("docs/en/notebooks/logistic_regression.py")


def on_page(*lines: str, at: int = 0, page: Path = PAGE) -> Callable[[Path], str]:
    """Return a break that appends lines to a page; the place is that of line ``at`` of them."""

    def breaks(root: Path) -> str:
        file = root / page
        text = file.read_text(encoding="utf-8").rstrip("\n")
        file.write_text("\n".join([text, "", *lines, ""]), encoding="utf-8")
        return f"{page}:{text.count(chr(10)) + 3 + at}:"

    return breaks


def in_module(module: str, code: str, *lines: str) -> Callable[[Path], str]:
    """Return a break that appends code to a module and lines that use it to a page."""

    def breaks(root: Path) -> str:
        path = root / module
        path.write_text(path.read_text(encoding="utf-8") + code, encoding="utf-8")
        return on_page(*lines)(root)

    return breaks


def in_notebook(root: Path) -> str:
    notebook = root / NOTEBOOK
    text = notebook.read_text(encoding="utf-8").rstrip("\n")
    notebook.write_text(f"{text}\n\n# %%\none = 1\nassert one == 2, 'no'\n", encoding="utf-8")
    return f"{NOTEBOOK}:{text.count(chr(10)) + 5}:"


def in_other_notebook(root: Path) -> str:
    notebook = root / OTHER_NOTEBOOK
    text = notebook.read_text(encoding="utf-8").rstrip("\n")
    notebook.write_text(f"{text}\n\n# %%\n_ = plt.figure()\n", encoding="utf-8")
    return f"{OTHER_NOTEBOOK}:{text.count(chr(10)) + 4}:"


def from_notebook(html: str) -> Callable[[Path], str]:
    """Return a break by a cell whose output is some HTML."""

    def breaks(root: Path) -> str:
        notebook = root / NOTEBOOK
        text = notebook.read_text(encoding="utf-8").rstrip("\n")
        code = f"# %%\nfrom IPython.display import HTML\n\nHTML({html!r})\n"
        notebook.write_text(f"{text}\n\n{code}", encoding="utf-8")
        return f"{NOTEBOOK}:{text.count(chr(10)) + 6}:"

    return breaks


def in_front_matter(root: Path) -> str:
    page = root / MARGINS
    text = page.read_text(encoding="utf-8")
    written = re.sub('description: "?', "\\g<0></title><img src=x> ", text, count=1)
    page.write_text(written, encoding="utf-8")
    return f"{MARGINS}:2:"


def in_formula(old: str, new: str) -> Callable[[Path], str]:
    """Return a break of a line that a formula of a page has once."""

    def breaks(root: Path) -> str:
        file = root / FORMULA_PAGE
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
        return f"{FORMULA_PAGE}:{text[: text.index(old)].count(chr(10)) + 1}:"

    return breaks


Break = Callable[[Path], str]

BREAKS: dict[str, tuple[Break, str] | tuple[Break, str, str]] = {
    "a reference in a cell that refers to nothing": (
        in_module(
            "snippets/tables/entropy.py",
            "\n\ndef refers() -> Table:\n"
            "    return Table([Column('one')], [['see [@eq:nowhere]']])\n",
            "/// table | entropy.refers",
            "Text.",
            "///",
        ),
        "[@eq:nowhere] in a cell of table entropy.refers refers to nothing",
    ),
    "a value in a cell": (
        in_module(
            "snippets/tables/entropy.py",
            "\n\ndef quotes() -> Table:\n"
            "    return Table([Column('one')], [['`= risk.NOTHING | .2f`']])\n",
            "/// table | entropy.quotes",
            "Text.",
            "///",
        ),
        "in a cell of table entropy.quotes is not computed",
    ),
    "a snippet that raises": (
        in_module(
            "snippets/careful/risk.py",
            "\n\ndef broken() -> float:\n    raise ValueError('on purpose')\n",
            "It is `= risk.broken() | .2f nats`.",
        ),
        "value risk.broken() failed: ValueError: on purpose",
        "raised at snippets/careful/risk.py:",
    ),
    "a snippet that warns": (
        in_module(
            "snippets/careful/risk.py",
            "\n\ndef warns() -> float:\n    return float(np.log(np.zeros(1))[0])\n",
            "It is `= risk.warns() | .2f nats`.",
        ),
        "RuntimeWarning: divide by zero",
        "raised at snippets/careful/risk.py:",
    ),
    "a figure that does not exist": (
        on_page("/// figure | entropy.nowhere", "    alt: Nothing.", "///"),
        "snippets.figures.entropy defines no 'nowhere'; it has",
    ),
    "a figure in a colour of its own": (
        in_module(
            "snippets/figures/entropy.py",
            "\n\ndef broken() -> Figure:\n"
            "    figure = new_figure()\n"
            "    figure.add_subplot().plot([0, 1], color='#123456')\n"
            "    return figure\n",
            "/// figure | entropy.broken",
            "    alt: A line.",
            "///",
        ),
        "the figure uses the colour #123456",
    ),
    "a figure without a text alternative": (
        on_page("/// figure | entropy.average_surprise", "    name: again", "///"),
        "a figure without a text alternative",
    ),
    "a table with a short row": (
        in_module(
            "snippets/tables/entropy.py",
            "\n\ndef broken() -> Table:\n    return Table([Column('one')], [[1, 2]])\n",
            "/// table | entropy.broken",
            "///",
        ),
        "has 2 cells for 1 columns",
    ),
    "a value with a misspelt function": (
        on_page("It is `= information.entropi([1/2, 1/2]) | .2f nats`."),
        "snippets.careful.information defines no 'entropi'; it has",
    ),
    "a value with code": (
        on_page("It is `= [x for x in examples.MODEL_1] | .2f nats`."),
        "goes beyond calls of snippets with literals",
    ),
    "a value with a wrong format": (
        on_page("It is `= information.entropy([1/2, 1/2]) | d nats`."),
        "cannot write information.entropy([1/2, 1/2]) as 'd nats'",
    ),
    "a value without a format": (
        on_page("It is `= information.entropy([1/2, 1/2])`."),
        "cannot read the value",
    ),
    "a listing of nothing": (
        on_page("/// listing | information.nowhere", "///"),
        "listing information.nowhere: snippets.careful.information defines no 'nowhere'",
    ),
    "a formula that KaTeX refuses": (
        on_page("<!-- check: broken -->", "$$", r"\frac{1}{", "$$", at=1),
        "formula broken: KaTeX parse error",
    ),
    "inline mathematics that KaTeX refuses": (
        on_page(r"So $\sqr{2}$ it is."),
        r"Undefined control sequence: \sqr",
    ),
    "a false formula": (
        in_formula(r"L = -\bigl[\,y\log\hat y +", r"L = \bigl[\,y\log\hat y +"),
        "bce: step 1 of 1 does not hold",
        r"    L = \bigl[\,y\log\hat y + (1-y)\log(1-\hat y)\,\bigr]",
    ),
    "a formula with a symbol that is not declared": (
        in_formula(r"\sigma(z) = \frac{1}{1+e^{-z}}", r"\sigma(z) = \frac{1}{1+e^{-u}}"),
        "sigmoid: u is not declared",
    ),
    "a symbol in a sentence that is not declared": (
        on_page(r"So $\mathcal U$ it is."),
        r"$\mathcal U$: ",
    ),
    "a formula without a name": (
        on_page("$$", "x = 1", "$$"),
        "a display formula without a name",
    ),
    "a name that is taken": (
        on_page("<!-- check: binary-entropy -->", "$$", "x = 1", "$$", at=1),
        "the name 'binary-entropy' is taken",
    ),
    "a reference to nothing": (
        on_page("See [@eq:binary-entrop]."),
        "[@eq:binary-entrop] refers to nothing",
        "Did you mean binary-entropy",
    ),
    "a heading without an id": (on_page("## Loose"), "the heading 'Loose' has no id"),
    "a block that is never closed": (
        on_page("/// note | Open", "Text.", page=OTHER_PAGE),
        "this block is never closed",
    ),
    "a misspelt block": (
        on_page("/// figur | entropy.binary", "///"),
        "there is no block 'figur'",
    ),
    "a link to no page": (
        on_page("See [this](nowhere.md)."),
        "the link nowhere.md is broken",
    ),
    "a link to no heading": (
        on_page("See [this](self-information.md#nowhere)."),
        "the link self-information.md#nowhere is broken",
    ),
    "a link of HTML to no heading": (
        on_page('<a href="#nowhere">here</a>', page=OTHER_PAGE),
        "the link #nowhere is broken: this page has nothing with the id 'nowhere'",
    ),
    "a link of HTML to no heading of another page": (
        on_page('<a href="multiclass.md#nowhere">there</a>', page=FORMULA_PAGE),
        "broken: classification/multiclass.html has nothing with the id 'nowhere'",
    ),
    "a link in the output of a notebook": (
        from_notebook('<a href="#nowhere">here</a>'),
        "the link #nowhere is broken",
    ),
    "markup that is a script": (
        on_page("Text.", "", "<SCRIPT>alert(1)</SCRIPT>", at=2),
        "<script> in a page",
    ),
    "markup that is a link to a script": (
        on_page("[this](javascript:alert(1))", page=OTHER_PAGE),
        'href="javascript:alert(1)" on <a>',
    ),
    "markup in a heading": (
        on_page(r"## Bold \<b onclick=x> {#bold}", page=FORMULA_PAGE),
        "the heading Bold <b onclick=x> holds <",
    ),
    "markup in a caption": (
        on_page(
            *("/// table | entropy.weather", "    name: again", "", "*So*{ onfocus=x }", "///"),
            at=3,
        ),
        "the attribute onfocus on <em>",
    ),
    "markup in the output of a notebook": (
        from_notebook('<img src="https://example.org/a.png">'),
        'src="https://example.org/a.png" on <img>',
    ),
    "markup in the front matter": (
        in_front_matter,
        "the description in the front matter holds <",
    ),
    "a notebook figure without a text alternative": (
        in_other_notebook,
        "a figure without a text alternative",
        "# %% alt=",
    ),
    "a notebook cell that fails": (in_notebook, "this cell failed: AssertionError: no"),
}


LINKS = {name for name in BREAKS if name.startswith("a link")}
MARKUP = {name for name in BREAKS if name.startswith("markup")}


@pytest.fixture(scope="module")
def told(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, Built]]:
    """Return for each break its place and the build that it stopped.

    A build tells all of its problems at once, as far as it comes: what pages and notebooks ask for,
    then markup, then links. So three copies, each with all the breaks of a stage, show every kind.
    """
    outcomes: dict[str, tuple[str, Built]] = {}
    for stage in (set(BREAKS) - LINKS - MARKUP, MARKUP, LINKS):
        root = copy_project(tmp_path_factory.mktemp("broken") / "project", cache_of=built.root)
        places = {name: BREAKS[name][0](root) for name in sorted(stage)}
        outcome = build(root)
        outcomes |= {name: (place, outcome) for name, place in places.items()}
    return outcomes


@pytest.mark.parametrize("name", BREAKS)
def test_the_build_stops_and_says_where(name: str, told: dict[str, tuple[str, Built]]) -> None:
    first, *others = BREAKS[name][1:]
    place, outcome = told[name]
    assert outcome.status == 1
    lines = [line for line in outcome.said.splitlines() if place in line]
    assert len(lines) == 1, outcome.said
    assert first in lines[0]
    for message in others:
        assert message in outcome.said
    assert "Traceback" not in outcome.said
    assert "The site was not built" in outcome.said
    assert not outcome.site.exists()


def test_no_break_is_told_of_a_whole_project(built: Built) -> None:
    for name in BREAKS:
        assert BREAKS[name][1] not in built.said


def test_nothing_is_published_unread_and_no_link_is_followed_in_circles(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    docs = root / "docs" / "en"
    (tmp_path / "secret.md").write_text("secret")
    (docs / "secret.md").symlink_to(tmp_path / "secret.md")
    (docs / "notebooks" / "stored.ipynb").write_text("{}")
    # Who followed both would find 2 folders, then 4, then 8.
    for name in ("one", "two"):
        (docs / name).symlink_to(".")
    outcome = build(root)
    assert outcome.status == 1
    told = [line.partition(":1: ")[0] for line in outcome.said.splitlines() if ":1: " in line]
    files = ["notebooks/stored.ipynb", "one", "secret.md", "two"]
    assert [line.rpartition("docs/en/")[2] for line in told] == files
    assert "jupytext --to py:percent stored.ipynb" in outcome.said
    assert "Traceback" not in outcome.said
    assert not outcome.site.exists()
