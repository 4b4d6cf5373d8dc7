"""Formulas as plain text, as KaTeX's own MathML is read."""

from pathlib import Path

import pytest

from scripts.common.problems import Place
from scripts.common.store import Store
from scripts.website.asked.page import Formula
from scripts.website.made.katex import Formulas
from scripts.website.made.math_text import plain_formula, spoken_names, with_plain_formulas
from tests.website.tiny import REPOSITORY

WRITTEN = {
    r"\hat y": "ŷ",
    r"\log p": "log p",
    r"-\log\hat y_i": "−log ŷᵢ",
    r"L = -\bigl[\,y\log\hat y + (1-y)\log(1-\hat y)\,\bigr]": "L = −[y log ŷ + (1 − y)log(1 − ŷ)]",
    r"\sum_{i=1}^{N} x_i^2": "∑(i = 1…N) xᵢ²",
    r"\frac{1}{1+e^{-z}}": "1/(1 + e^(−z))",
    r"D_{\mathrm{KL}}(P\Vert Q) \ge 0": "D_KL(P‖Q) ≥ 0",
    r"\mathrm{softmax}(z)_k": "softmax(z)ₖ",
    r"\mathbb E_{x\sim P}[X]": "𝔼_(x ∼ P)[X]",
    r"\sqrt{2\pi}": "√(2π)",
    r"a < b": "a < b",
}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    formulas = Formulas(REPOSITORY, Store(tmp_path_factory.mktemp("store")))
    place = Place(Path("page.md"), 1)
    assert formulas.prepare([Formula(place, tex, display=True) for tex in WRITTEN]) == []
    return {tex: formulas.html[tex, True] for tex in WRITTEN}


@pytest.mark.parametrize("tex", WRITTEN)
def test_a_formula_is_written_in_plain_signs(rendered: dict[str, str], tex: str) -> None:
    assert plain_formula(rendered[tex]) == WRITTEN[tex]


def test_the_text_is_safe_in_html(rendered: dict[str, str]) -> None:
    page = with_plain_formulas(f"<p>Say {rendered['a < b']}</p>")
    assert "a &lt; b" in page
    assert "<math" not in page


def test_symbols_have_names() -> None:
    assert spoken_names(["ŷ = σ(z)", "θ + λ"]) == ["lambda", "sigma", "theta", "y hat"]
    assert spoken_names(["x + 1 = ∑"]) == []
