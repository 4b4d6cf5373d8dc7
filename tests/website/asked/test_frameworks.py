"""The tabs of the libraries: their code, what it gave, and what is missing."""

import ast
import builtins
import json
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup

from scripts.common.sources import Sources
from scripts.website.asked.frameworks import RECORD, Tab, imports_for, tabs_of, without_types
from snippets.frameworks.examples import ARGUMENTS
from snippets.frameworks.libraries import LIBRARIES, TABS
from tests.website.tiny import BODY, REPOSITORY, Tiny

MODULE = '''"""Losses."""

import torch
from torch import Tensor, nn
from snippets import information, scale


def entropy(p: Tensor) -> Tensor:
    """Return it."""
    return {body}
'''
NUMPY = '''"""Plain losses."""

from snippets.plain.information import entropy

__all__ = ["entropy"]


def doubled(p: float) -> float:
    """Twice that."""
    return 2 * entropy(p)
'''
PLAIN = "import numpy as np\n\n\ndef log(p):\n    return np.log(p)\n\n\n"
PLAIN += "def entropy(p):\n    return -np.sum(p * log(p))\n"
BLOCK = ("/// frameworks | entropy", "///")


@pytest.fixture
def record() -> dict[str, Any]:
    """Return the outcomes of a loss in every library; a test may change them."""
    return {
        library: {"value": 0.5, "type": "float64", "printed": f"<0.5 of {library}>"}
        for library in TABS
    }


@pytest.fixture
def libraries(tiny_project: Tiny, record: dict[str, Any]) -> Tiny:
    """Return a tiny project with a module for each library."""
    tiny_project.write("snippets/frameworks/__init__.py", '"""Other libraries."""\n')
    for library in TABS:
        tiny_project.write(
            f"snippets/frameworks/{library}.py", MODULE.format(body="nn.Entropy()(p)")
        )
    tiny_project.write("snippets/frameworks/numpy.py", NUMPY)
    tiny_project.write("snippets/plain/information.py", PLAIN)
    write(tiny_project, record)
    return tiny_project


def write(project: Tiny, record: dict[str, Any], loss: str = "entropy") -> None:
    entries = {loss: {"inputs": {}, "libraries": record}}
    sections = {"tabs": {"entries": entries}}
    project.write("snippets/recorded.json", json.dumps({"sections": sections}))


def test_a_tab_for_every_library(libraries: Tiny) -> None:
    tabs = tabs_of(Sources(libraries.root), "entropy")
    assert [tab.label for tab in tabs] == [LIBRARIES[library] for library in TABS]
    pytorch = tabs[TABS.index("pytorch")]
    assert isinstance(pytorch, Tab)
    assert pytorch.imports == ("from torch import nn",)
    assert pytorch.code == 'def entropy(p):\n    """Return it."""\n    return nn.Entropy()(p)'
    assert pytorch.path.as_posix() == "snippets/frameworks/pytorch.py"


def test_our_own_tab_has_the_plain_function_with_all_that_it_uses(libraries: Tiny) -> None:
    tab = tabs_of(Sources(libraries.root), "entropy")[TABS.index("numpy")]
    assert (tab.imports, tab.code) == ((), PLAIN.strip())
    assert tab.ours == ("information.entropy",)
    assert tab.path.as_posix() == "snippets/plain/information.py"


def test_what_is_made_of_plain_functions_stands_below_them(
    libraries: Tiny, record: dict[str, Any]
) -> None:
    for library in TABS:
        path = f"snippets/frameworks/{library}.py"
        if library != "numpy":
            libraries.change(path, "def entropy", "def doubled")
    write(libraries, record, "doubled")
    tab = tabs_of(Sources(libraries.root), "doubled")[TABS.index("numpy")]
    own = 'def doubled(p):\n    """Twice that."""\n    return 2 * entropy(p)'
    assert tab.code == f"{PLAIN.strip()}\n\n\n{own}"
    assert tab.path.as_posix() == "snippets/frameworks/numpy.py"


def test_pytorch_opens_first() -> None:
    assert TABS[0] == "pytorch"
    assert {*TABS} < {*LIBRARIES}


@pytest.mark.parametrize(
    ("body", "imports"),
    [
        ("nn.X()(p)", ("from torch import nn",)),
        ("torch.special.entr(p) + nn.X()(p)", ("import torch", "from torch import nn")),
        ("scale.f(p) + information.g(p)", ("from snippets import information, scale",)),
        ("-p.log()", ()),
    ],
)
def test_imports_are_those_that_the_body_needs(
    tiny_project: Tiny, body: str, imports: tuple[str, ...]
) -> None:
    tiny_project.write("snippets/other.py", MODULE.format(body=body))
    module = Sources(tiny_project.root).module("snippets.other")
    assert module is not None
    code = without_types(module.definitions["entropy"].text)
    assert imports_for(module.definitions, code) == imports


def test_types_need_imports_and_are_left_out() -> None:
    typed = "def f(\n    y: Tensor, z: Array = None,\n) -> float:\n    return g(\n        y)"
    assert without_types(typed) == "def f(y, z):\n    return g(\n        y)"
    with pytest.raises(LookupError, match="no function: x = 1"):
        without_types("x = 1")


@pytest.mark.parametrize("loss", ARGUMENTS)
def test_what_a_reader_copies_names_nothing_that_is_not_imported(loss: str) -> None:
    for tab in tabs_of(Sources(REPOSITORY), loss):
        tree = ast.parse("\n".join([*tab.imports, tab.code]))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        stored = {alias.asname or alias.name for node in tree.body for alias in aliases(node)}
        stored |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        inner = [node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.arg)]
        local = {
            getattr(node, "arg", None) or getattr(node, "id", "")
            for node in inner
            if isinstance(node, ast.arg) or isinstance(node.ctx, ast.Store)
        }
        assert used <= stored | local | vars(builtins).keys(), tab.label


@pytest.mark.parametrize("loss", ARGUMENTS)
def test_our_own_tab_runs_when_pasted_and_gives_what_it_says(loss: str) -> None:
    tab = tabs_of(Sources(REPOSITORY), loss)[TABS.index("numpy")]
    pasted: dict[str, Any] = {}
    exec(tab.code, pasted)
    given = {name: np.asarray(value) for name, value in ARGUMENTS[loss].items()}
    assert pasted[loss](**given) == tab.value
    assert tab.code.count("import") == 1


def aliases(node: ast.stmt) -> list[ast.alias]:
    return node.names if isinstance(node, ast.Import | ast.ImportFrom) else []


def test_the_page_has_linked_tabs(libraries: Tiny) -> None:
    page = BeautifulSoup(libraries.convert(*BLOCK), "html.parser")
    (tabs,) = page.select(".tabbed-set.tabbed-alternate")
    inputs = tabs.select(":scope > input[type=radio]")
    labels = tabs.select(":scope > .tabbed-labels > label")
    panels = tabs.select(":scope > .tabbed-content > .tabbed-block")
    assert len(inputs) == len(labels) == len(panels) == len(TABS)
    assert [label["for"] for label in labels] == [button["id"] for button in inputs]
    assert len({button["name"] for button in inputs}) == 1
    assert [button.has_attr("checked") for button in inputs] == [True] + [False] * 6
    assert tabs["data-tabs"] == "entropy:7"


def test_a_panel_has_code_and_result(libraries: Tiny) -> None:
    page = BeautifulSoup(libraries.convert(*BLOCK), "html.parser")
    panel = page.select(".tabbed-block")[TABS.index("scipy")]
    assert "nn.Entropy()(p)" in panel.get_text()
    assert "<0.5 of scipy>" in panel.get_text()
    assert panel.select_one(".value").get_text() == "0.5000000000"  # type: ignore[union-attr]
    assert panel.find(id="code-frameworks-scipy-entropy")


def test_our_own_functions_are_linked_where_they_are_listed(libraries: Tiny) -> None:
    libraries.page("other.md", "/// listing | information.entropy", "///", title="Other")
    page = BeautifulSoup(libraries.convert(*BLOCK), "html.parser")
    (link,) = page.select(".printed a")
    assert link["href"] == "other.md#code-information-entropy"
    assert link.get_text() == "information.entropy"


def test_float32_has_fewer_digits(libraries: Tiny, record: dict[str, Any]) -> None:
    record["keras"] |= {"value": 0.23617256, "type": "float32"}
    write(libraries, record)
    assert ">0.23617256</span> in float32" in libraries.convert(*BLOCK)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"sections": []}', None])
def test_a_record_that_cannot_be_read_is_told(libraries: Tiny, text: str | None) -> None:
    record = libraries.root / RECORD
    record.unlink()
    if text is not None:
        record.write_text(text, encoding="utf-8")
    (told,) = libraries.problems(*BLOCK)
    assert "snippets/recorded.json cannot be read (" in told
    assert told.endswith(": run make frameworks UPDATE=1")


def test_an_unknown_loss(libraries: Tiny) -> None:
    assert libraries.problems("/// frameworks | entropies", "///") == [
        f"docs/en/page.md:{BODY}: frameworks entropies: the record has no such loss; "
        "it has entropy. Did you mean entropy?"
    ]


def test_a_library_without_the_loss(libraries: Tiny) -> None:
    libraries.change("snippets/frameworks/keras.py", "def entropy", "def surprise")
    (problem,) = libraries.problems(*BLOCK)
    assert "snippets.frameworks.keras defines no 'entropy'; it has surprise" in problem


def test_a_library_that_was_not_run(libraries: Tiny, record: dict[str, Any]) -> None:
    del record["optax"]
    write(libraries, record)
    (problem,) = libraries.problems(*BLOCK)
    assert "the record has no result of Optax: run make frameworks UPDATE=1" in problem


def test_a_library_that_gave_no_number(libraries: Tiny, record: dict[str, Any]) -> None:
    record["optax"] = {"error": "ValueError: no"}
    write(libraries, record)
    (problem,) = libraries.problems(*BLOCK)
    assert "Optax gave no number: ValueError: no" in problem


def test_a_block_without_a_name(libraries: Tiny) -> None:
    (problem,) = libraries.problems("/// frameworks", "///")
    assert "this frameworks names no function" in problem
