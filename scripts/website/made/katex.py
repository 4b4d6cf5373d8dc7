"""Formulas as HTML and MathML, rendered by KaTeX when the site is built."""

import html as markup
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from py_mini_racer import JSEvalException, MiniRacer

from scripts.common.problems import Place, Problem
from scripts.common.sources import own_code
from scripts.common.store import Store, hash_of, key_of
from scripts.website.asked.page import Formula
from scripts.website.made.formula_width import WIDTH, with_width
from scripts.website.made.lean_drawing import lean

_RENDER = """
function render(tex, displayMode, hasMarks) {
  // Without this, KaTeX prints a command such as \\href in red, and says nothing.
  function trust(context) {
    if (hasMarks && context.command === "\\\\htmlData") return true;
    throw new katex.ParseError(`${context.command} is not allowed in a formula`);
  }
  const strict = (code) => hasMarks && code === "htmlExtension" ? "ignore" : "error";
  const options = { displayMode, output: "htmlAndMathml", throwOnError: true, strict, trust };
  const html = katex.renderToString(tex, options);
  return [html, displayMode ? widthOf(katex.__renderToHTMLTree(tex, options)) : 0];
}
"""
_ANNOTATION = re.compile(r"(<annotation[^>]*>).*?(</annotation>)", re.DOTALL)
_SEMANTICS = re.compile(r"<semantics>(?:<mrow>(.*?)</mrow>|(.*?))</semantics>", re.DOTALL)
"""What holds a formula together with its source, and does nothing without one."""

_BEGIN, _END = "<!--drawing-->", "<!--/drawing-->"
DRAWING = re.compile(f"{_BEGIN}.*?{_END}", re.DOTALL)
"""The part of a rendered formula that is there to be seen, beside the part that is read."""


class Formulas:
    """The rendered formulas of a site; each is rendered once and kept in the store."""

    def __init__(self, root: Path, store: Store) -> None:
        self.folder = root / "node_modules" / "katex"
        self.store = store
        self.html: dict[tuple[str, bool], str] = {}

    def prepare(self, formulas: Sequence[Formula]) -> list[Problem]:
        """Render what is new; return what KaTeX refuses, each with its place."""
        script = self.folder / "dist" / "katex.min.js"
        if not script.is_file():
            what = "KaTeX is not installed"
            return [Problem(Place(Path("package.json"), 1), what, "Run make site, or npm ci.")]
        katex = hash_of(script)
        made_by = own_code(*(f"{__name__}.{name}" for name in ("_rendered", "_RENDER", "WIDTH")))
        kept: dict[str, str | None] = {}
        new: list[tuple[str, Formula]] = []
        for formula in formulas:
            parts = (formula.tex, str(formula.display), formula.marks_of)
            key = key_of("formula", katex, made_by, *parts)
            if key not in kept:
                kept[key] = self.store.get(key)
            if (html := kept[key]) is None:
                new.append((key, formula))
            else:
                self.html[formula.tex, formula.display] = html
        return self._render(new) if new else []

    def _render(self, new: Sequence[tuple[str, Formula]]) -> list[Problem]:
        problems = []
        # An engine that is left open can keep Python from ending.
        with MiniRacer() as engine:
            engine.eval((self.folder / "dist" / "katex.min.js").read_text(encoding="utf-8"))
            engine.eval(WIDTH)
            engine.eval(_RENDER)
            for key, formula in new:
                if (formula.tex, formula.display) in self.html:
                    continue
                try:
                    html = _rendered(engine, formula)
                except JSEvalException as error:
                    problems.append(_refusal(formula, str(error)))
                    continue
                self.store.put(key, html)
                self.html[formula.tex, formula.display] = html
        return problems


def without_source(html: str) -> str:
    """Return a rendered formula without its TeX: where it stands elsewhere too, it is weight."""
    return _SEMANTICS.sub(r"\1\2", _ANNOTATION.sub("", html))


def _rendered(engine: MiniRacer, formula: Formula) -> str:
    made: Any = engine.call("render", formula.tex, formula.display, bool(formula.marks_of))
    html, width = made
    return with_width(_with_its_drawing(_without_marks_in_source(html, formula)), width)


def _refusal(formula: Formula, error: str) -> Problem:
    message = next((line for line in error.splitlines() if "KaTeX" in line), error)
    what = message.partition("ParseError: ")[2] or message
    if "Maximum call stack" in error:
        what = "its brackets are too deep within each other"
    name = f"formula {formula.name}: " if formula.name else ""
    return Problem(formula.place, f"{name}{what}", f"in ${formula.tex}$")


def _without_marks_in_source(html: str, formula: Formula) -> str:
    """Keep what the author wrote as the source of the MathML."""
    if not formula.marks_of:
        return html
    source = markup.escape(formula.marks_of)
    return _ANNOTATION.sub(lambda found: f"{found[1]}{source}{found[2]}", html)


def _with_its_drawing(html: str) -> str:
    """Mark the drawing in a formula, lean, and leave to search what MathML says in Unicode.

    Neither the raw TeX nor the drawn copy is for search.
    """
    html = html.replace("<annotation ", "<annotation data-search-exclude ")
    before, start, drawing = html.partition('<span class="katex-html"')
    around = before.count("<span") - before.count("</span>")
    end = len(drawing) - around * len("</span>")
    drawn = lean(f"{start}{drawing[:end]}").replace(start, f"{start} data-search-exclude", 1)
    return f"{before}{_BEGIN}{drawn}{_END}{drawing[end:]}"
