"""The cells of a notebook as readers get them: with plain functions, without checks."""

from pathlib import Path
from typing import Any

import jupytext
import pytest

from scripts.common.sources import Sources
from scripts.website.made.cells import describe_figures, for_readers, take_along, written
from tests.common.test_sources import package

PLAIN = """import numpy as np


def log_2(p):
    return np.log2(p)


def surprise(p):
    return -log_2(p)
"""
FUNCTIONS = PLAIN.split("\n\n\n", 1)[1].rstrip("\n")
IMPORT = "from snippets.plain.information import surprise"


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    found = package(tmp_path, {})
    (tmp_path / "snippets/plain").mkdir()
    (tmp_path / "snippets/plain/__init__.py").write_text("")
    (tmp_path / "snippets/plain/information.py").write_text(PLAIN)
    return found


def cells(*sources: str) -> list[Any]:
    text = "\n\n".join(f"# %%{source}" for source in sources)
    found: list[Any] = jupytext.reads(f"{text}\n", fmt="py:percent").cells
    return found


def test_functions_stand_in_the_place_of_their_import(sources: Sources) -> None:
    (one,) = cells(f"\nimport math\n\n{IMPORT}\n\nsurprise(1 / 4)")
    assert take_along([one], sources) is None
    assert one.source == f"import math\n\n{PLAIN}\n\nsurprise(1 / 4)"
    assert written(one) == f"import math\n\n{IMPORT}\n\nsurprise(1 / 4)"
    exec(one.source, {})


def test_numpy_is_imported_once(sources: Sources) -> None:
    both = cells("\nimport numpy as np", f"\n{IMPORT}")
    assert take_along(both, sources) is None
    assert both[1].source == FUNCTIONS


def test_an_import_over_several_lines(sources: Sources) -> None:
    (one,) = cells(
        "\nfrom snippets.plain.information import (\n    surprise,\n    log_2,\n)\nx = 1"
    )
    assert take_along([one], sources) is None
    assert one.source == f"{PLAIN}\nx = 1"


@pytest.mark.parametrize(
    ("code", "foreign"),
    [
        ("import snippets.careful.binary", "snippets.careful.binary"),
        ("from snippets import plain", "snippets"),
        ("import numpy, scripts", "scripts"),
        (f"def f():\n    {IMPORT}", "snippets.plain.information"),
    ],
)
def test_what_readers_do_not_have_is_told(sources: Sources, code: str, foreign: str) -> None:
    both = cells("\nx = 1", f"\n{code}")
    told = take_along(both, sources)
    assert told is not None
    cell, what, advice = told
    assert cell is both[1]
    assert what == f"this cell imports {foreign}, which no reader of it has"
    assert 'tags=["check"]' in advice


def test_a_check_may_import_what_it_needs_and_nobody_sees_it(sources: Sources) -> None:
    given = cells("\nx = 1", ' tags=["check"]\nfrom snippets import careful\n\nassert x == 1')
    assert take_along(given, sources) is None
    (kept,) = for_readers(given)
    assert kept.source == "x = 1"
    assert kept.metadata == {}


def test_what_only_jupyter_understands_is_left_alone(sources: Sources) -> None:
    (one,) = cells(f"\n# %matplotlib inline\n{IMPORT}")
    assert take_along([one], sources) is None
    assert one.source == f"%matplotlib inline\n{PLAIN.rstrip()}"


def test_a_figure_is_described_by_its_cell() -> None:
    (one,) = cells(' alt="Loss, <br> and so on."\nplt.plot([1])')
    one.outputs = [{"output_type": "display_data", "data": {"text/html": '<svg aria-label="" />'}}]
    describe_figures([one])
    (output,) = one.outputs
    assert output["data"]["text/html"] == '<svg aria-label="Loss, &lt;br&gt; and so on." />'
