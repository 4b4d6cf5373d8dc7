"""A page is a text: wherever it names code, it reaches what the snippets offer."""

from pathlib import Path

import pytest

from scripts.common.sources import Sources
from scripts.website.asked.expressions import ExpressionError, evaluate, parse
from scripts.website.asked.frameworks import tabs_of
from scripts.website.made.results import Wanted, compute
from scripts.website.made.written_values import write_value
from tests.website.tiny import REPOSITORY, Tiny

REACHES = {
    "a function that was imported": "circle.dataclass(recorded.Path)",
    "a class that was imported": "recorded.Path('mark')",
    "a module of Python that was imported": "recorded.json",
    "an argument that was imported": "information.entropy(recorded.Path)",
    "NumPy": "information.np",
    "a module of Python": "os.system('touch mark')",
    "Python's own": "builtins.eval('1')",
    "a package": "tables.calls",
    "a module of a package": "frameworks.dask",
    "a class": "circle.Circle([1], [1], [1])",
    "an alias of a type": "arithmetic.Floats(3)",
    "a function as an argument": "arithmetic.float64_inside(information.entropy)",
    "a function in a list": "information.entropy([information.entropy])",
    "a function of no call": "information.entropy + 1",
    "a part of a function": "information.entropy[0]",
}
NOT_SAID = {
    "an attribute by a subscript of a call": "recorded.outcome('a', 'b', 'c')['x'].keys()",
    "a dunder by its other letters": "information.\uff3f\uff3fdict\uff3f\uff3f",
    "a private module": "_calls.outcome('1', '')",
    "bytes": "information.entropy(b'1')",
    "an ellipsis": "examples.MODEL_1[...]",
    "a complex number": "information.entropy([1j])",
    "a text that formats": "'{0.__class__}'.format(information.entropy)",
    "a text with a remainder": "'%s' % 1",
    "a nest without end": "-" * 5000 + "1",
    "brackets without end": "[" * 500 + "1" + "]" * 500,
}


@pytest.mark.parametrize("text", REACHES.values(), ids=REACHES)
def test_a_value_reaches_what_is_offered(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExpressionError, match=r"no module|defines no|only imports|is no |not for"):
        evaluate(parse(text))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", NOT_SAID.values(), ids=NOT_SAID)
def test_what_cannot_be_said(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(parse(text))


@pytest.mark.parametrize(
    "text", ["examples.MODEL_1['__class__']", "recorded.RECORD['__class__']", "'a'['__class__']"]
)
def test_a_subscript_is_no_attribute(text: str) -> None:
    assert compute(Wanted("value", text))["error"].startswith(("IndexError", "KeyError", "TypeErr"))


@pytest.mark.parametrize(
    "call",
    [
        "calls.table_of_calls(['1'], recorded.RECORD)",
        "_calls.table_of_calls(['1'], recorded.RECORD)",
        "_calls.outcome('1', recorded.RECORD)",
        "stability.table_of_calls(['1'], stability.NAMES)",
        "numpy_code.table_of_calls(['1'], recorded.RECORD)",
        "frameworks.Table([], [])",
        "table.Table([], [])",
    ],
)
def test_a_table_is_made_of_no_text(call: str) -> None:
    assert "ExpressionError: " in compute(Wanted("table", call))["error"]


CALL = "curves.np.savetxt('mark', [1])"
VALUE = "scale.np.savetxt('mark', [1])"
PLACES = {
    "a value": [f"`= {VALUE} | s`"],
    "an argument of a value": [f"`= information.surprise({VALUE}) | s`"],
    "a cell": ["| a |", "| --- |", f"| `= {VALUE} | s` |"],
    "a heading": [f"## `= {VALUE} | s` {{#it}}"],
    "a figure": [f"/// figure | {CALL}", "    name: it", "    alt: Words.", "///"],
    "an argument of a figure": [
        f"/// figure | curves.surprise_curve({VALUE})",
        "    alt: Words.",
        "///",
    ],
    "a table": ["/// table | numbers.information.np.savetxt('mark', [1])", "///"],
    "a table of what was imported": ["/// table | numbers.Table([], [])", "///"],
    "a text alternative": [
        "/// figure | curves.surprise_curve",
        f"    alt: It is `= {VALUE} | s` high.",
        "///",
    ],
    "the numbers of a figure": [
        "/// figure | curves.surprise_curve",
        "    alt: Words.",
        f"    numbers: {CALL}",
        "///",
    ],
    "the name of a figure": [
        "/// figure | curves.surprise_curve",
        f"    name: {CALL}",
        "    alt: Words.",
        "///",
    ],
    "a caption": ["/// table | numbers.plain", "", f"It is `= {VALUE} | s`.", "///"],
    "a listing": [f"/// listing | {CALL}", "///"],
    "a listing of Python's own": ["/// listing | os.system", "///"],
    "a format of endless digits": ["`= information.surprise(1/4) | .999999999f`"],
    "a format of endless width": ["`= information.surprise(1/4) | 999999999f`"],
}


@pytest.mark.parametrize("lines", PLACES.values(), ids=PLACES)
def test_no_place_of_a_page_runs_code(
    lines: list[str], tiny_project: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_project.root)
    found = tiny_project.problems(*lines)
    assert found
    assert all(problem.startswith("docs/en/page.md:") for problem in found)
    assert not (tiny_project.root / "mark").exists()


def test_a_format_is_no_template() -> None:
    with pytest.raises(ValueError, match="no format"):
        write_value(0.5, "{0.__class__}")


@pytest.mark.parametrize("loss", ["np", "np.load", "__builtins__", "_read", "eval('1')"])
def test_tabs_of_libraries_run_nothing(loss: str) -> None:
    with pytest.raises(LookupError):
        tabs_of(Sources(REPOSITORY), loss)


IMPORTED = [
    ["`= information.np | s`"],
    ["`= information.PER_NAT | .2f`"],
    ["/// table | numbers.information", "///"],
    ["/// table | numbers.Column('a')", "    name: it", "///"],
    ["/// figure | curves.new_figure", "    alt: Words.", "///"],
]


@pytest.mark.parametrize("lines", IMPORTED)
def test_what_a_module_imports_is_told_with_its_place(lines: list[str], bare_project: Tiny) -> None:
    (problem,) = bare_project.problems(*lines)
    assert "only imports" in problem
    assert "name the module that defines it" in problem


@pytest.mark.parametrize("lines", PLACES.values(), ids=PLACES)
def test_the_markdown_of_a_notebook_is_a_text_too(
    lines: list[str], tiny_project: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_project.root)
    cell = "".join(f"# {line}".rstrip() + "\n" for line in ("%% [markdown]", "# It", "", *lines))
    tiny_project.write("docs/en/notebooks/it.py", cell)
    found = tiny_project.problems("Text.")
    assert found
    assert all(problem.startswith("docs/en/notebooks/it.py:") for problem in found)
    assert not (tiny_project.root / "mark").exists()
