"""What becomes of single sides in JavaScript, and what is refused there with its place."""

from pathlib import Path

import pytest

from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.domains import Sample
from scripts.formulas.evaluation.twins import TwinTable
from scripts.formulas.javascript.emitter import EmissionError, emitted
from scripts.formulas.language.parser import parse_expression
from tests.formulas.evaluation.evaluators import scope_of, vector
from tests.formulas.pages import CORPUS_PACKAGE


def text_of(tex: str, folder: Path) -> str:
    scope = scope_of(folder)
    sample = Sample({"C": 3, "k": 2, "z": vector(1, 2, 3)})
    node = parse_expression(tex, scope)
    return emitted(node, scope, sample, TwinTable(Functions(CORPUS_PACKAGE))).text


def test_sums_over_indices_under_conditions_are_written_out(tmp_path: Path) -> None:
    assert text_of(r"\sum_{r\ne k} z_r", tmp_path) == "(z)=>(z[0]+z[2])"
    assert text_of(r"\max_{1\le r<s\le C} z_rz_s", tmp_path).count("*") == 3


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\sum_{r:\,z_r>0} z_r", "a condition that decides what is summed over"),
        (r"\frac{\partial}{\partial z}(z_1z_2)", "a derivative is not translated"),
    ],
)
def test_what_is_known_only_when_a_script_runs_is_refused(
    tex: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(EmissionError, match=words):
        text_of(tex, tmp_path)
