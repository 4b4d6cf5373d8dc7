"""Formulas become HTML and MathML once; what KaTeX refuses is told with its place."""

from pathlib import Path
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from scripts.common.problems import Place
from scripts.common.store import Store
from scripts.website.asked.page import Formula
from scripts.website.made import katex
from scripts.website.made.katex import Formulas, without_source
from tests.website.tiny import BODY, REPOSITORY, Tiny


@pytest.fixture
def formulas(tmp_path: Path) -> Formulas:
    return Formulas(REPOSITORY, Store(tmp_path / "kept"))


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Return a list of what is rendered from here on."""
    seen: list[tuple[str, bool]] = []

    class Engine(MiniRacer):
        def call(self, expr: str, *args: Any, **options: Any) -> Any:
            seen.append((args[0], args[1]))
            return super().call(expr, *args, **options)

    monkeypatch.setattr(katex, "MiniRacer", Engine)
    return seen


def formula(tex: str, line: int = 1, *, display: bool = False, name: str = "") -> Formula:
    return Formula(Place(Path("docs/en/page.md"), line), tex, display=display, name=name)


class TestRendering:
    def test_inline_and_display(self, formulas: Formulas) -> None:
        assert formulas.prepare([formula("x^2"), formula("x^2", display=True)]) == []
        inline, display = formulas.html["x^2", False], formulas.html["x^2", True]
        assert inline.startswith('<span class="katex"><span class="katex-mathml">')
        assert display.startswith('<span class="katex-display">')
        assert "<msup><mi>x</mi><mn>2</mn></msup>" in inline

    def test_search_finds_the_unicode_and_not_the_tex(self, formulas: Formulas) -> None:
        formulas.prepare([formula(r"\theta")])
        html = formulas.html[r"\theta", False]
        assert '<annotation data-search-exclude encoding="application/x-tex">\\theta' in html
        assert '<span class="katex-html" data-search-exclude aria-hidden="true">' in html
        assert "<mi>θ</mi>" in html

    def test_without_its_source_a_formula_needs_nothing_that_holds_both(
        self, formulas: Formulas
    ) -> None:
        aligned = r"\begin{aligned}a&=b\end{aligned}"
        formulas.prepare([formula("(x)"), formula(aligned)])
        math = without_source(formulas.html["(x)", False])
        assert '<math xmlns="http://www.w3.org/1998/Math/MathML"><mo' in math
        assert "</mo></math>" in math
        table = without_source(formulas.html[aligned, False])
        assert '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtable' in table
        for html in (math, table):
            assert "semantics" not in html
            assert "annotation" not in html

    def test_it_is_the_same_every_time(self, formulas: Formulas, tmp_path: Path) -> None:
        again = Formulas(REPOSITORY, Store(tmp_path / "other"))
        for one in (formulas, again):
            one.prepare([formula(r"\hat y = \sigma(z)"), formula("L", display=True)])
        assert formulas.html == again.html


class TestKeeping:
    def test_each_is_rendered_once(
        self, formulas: Formulas, rendered: list[tuple[str, bool]]
    ) -> None:
        wanted = [formula("x"), formula("y"), formula("x", 7), formula("x", display=True)]
        assert formulas.prepare(wanted) == []
        assert rendered == [("x", False), ("y", False), ("x", True)]
        again = Formulas(REPOSITORY, formulas.store)
        assert again.prepare(wanted) == []
        assert len(rendered) == 3
        assert again.html == formulas.html

    def test_a_broken_one_is_rendered_again(self, formulas: Formulas) -> None:
        formulas.prepare([formula("x")])
        (path,) = (path for path in formulas.store.folder.rglob("*") if path.is_file())
        path.write_bytes(path.read_bytes()[:40])
        again = Formulas(REPOSITORY, formulas.store)
        assert again.prepare([formula("x")]) == []
        assert again.html == formulas.html

    def test_another_version_of_katex_renders_anew(
        self, tmp_path: Path, formulas: Formulas, rendered: list[tuple[str, bool]]
    ) -> None:
        formulas.prepare([formula("x")])
        package = tmp_path / "node_modules" / "katex"
        (package / "dist").mkdir(parents=True)
        script = (formulas.folder / "dist" / "katex.min.js").read_text(encoding="utf-8")
        (package / "dist" / "katex.min.js").write_text(f"{script}\n//", encoding="utf-8")
        Formulas(tmp_path, formulas.store).prepare([formula("x")])
        assert rendered == [("x", False), ("x", False)]


class TestRefusals:
    def test_place_name_and_reason(self, formulas: Formulas) -> None:
        problems = formulas.prepare(
            [
                formula("x"),
                formula(r"\frac{1}{", 5, display=True, name="bce"),
                formula(r"\sqr{2}", 9),
            ]
        )
        assert [str(problem) for problem in problems] == [
            "docs/en/page.md:5: formula bce: KaTeX parse error: Unexpected end of input in a "
            "macro argument, expected '}' at end of input: \\frac{1}{\n    in $\\frac{1}{$",
            "docs/en/page.md:9: KaTeX parse error: Undefined control sequence: \\sqr "
            "at position 1: \\̲s̲q̲r̲{2}\n    in $\\sqr{2}$",
        ]
        assert set(formulas.html) == {("x", False)}

    def test_each_place_is_told_each_time(self, formulas: Formulas) -> None:
        wrong = [formula(r"\no", 5), formula(r"\no", 9)]
        for _ in range(2):
            assert [problem.place.line for problem in formulas.prepare(wrong)] == [5, 9]

    @pytest.mark.parametrize(
        "tex",
        ["é", "x % why", "x ≔ 1 \u200b", r"\href{https://a.org}{x}", r"\includegraphics{a.png}"],
    )
    def test_what_katex_alone_would_show_somehow_is_refused(
        self, formulas: Formulas, tex: str
    ) -> None:
        assert len(formulas.prepare([formula(tex, display=True)])) == 1

    def test_katex_is_not_installed(self, tmp_path: Path) -> None:
        (problem,) = Formulas(tmp_path, Store(tmp_path)).prepare([formula("x")])
        assert str(problem) == (
            "package.json:1: KaTeX is not installed\n    Run make site, or npm ci."
        )

    def test_the_build_tells_the_place(self, tiny_project: Tiny) -> None:
        table = ("/// table | numbers.plain", "///")
        lines = ("So $x$ and", "", r"then $\sqr{2}$.", *table)
        (problem,) = tiny_project.problems(*lines)
        assert problem.startswith(f"docs/en/page.md:{BODY + 2}: KaTeX parse error")
