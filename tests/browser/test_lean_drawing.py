"""Formulas look as KaTeX draws them, in fewer elements and with marks for their symbols."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from py_mini_racer import MiniRacer

from scripts.website.made.lean_drawing import STYLES, lean
from tests.built.copies import ROOT, Built

KATEX = ROOT / "node_modules" / "katex" / "dist"
FARTHEST = 0.25
"""Pixels; browsers round each distance to 1/64 px, and a formula has many."""

# What each pair consists of is drawn in a line of text, which shows height, depth and width too.
PLACES = """() => {
  const seen = /[^\\s\\u200b\\u2060]/u;
  const drawn = (line) => {
    const { left, top, height } = line.getBoundingClientRect();
    const found = [["line", 0, height]];
    const note = (what, box) => found.push([what, box.x - left, box.y - top, box.width]);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (let i = 0; i < text.length; i++) {
        if (!seen.test(text.data[i])) continue;
        const range = new Range();
        range.setStart(text, i);
        range.setEnd(text, i + 1);
        note(text.data[i], range.getBoundingClientRect());
      }
    }
    for (const part of line.querySelectorAll("svg, .frac-line")) {
      note(part.tagName, part.getBoundingClientRect());
    }
    return found;
  };
  return [...document.querySelectorAll(".pair")].map((pair) => [...pair.children].map(drawn));
}"""

CONSTRUCTS = (
    r"\frac{\frac12+x}{1-\frac{a}{b_i^2}}",
    r"\sqrt[3]{x+\sqrt{\frac12}}\;\hat y\,\bar{\mathbf x}\;\tilde{\theta}",
    r"\sum_{i=1}^{N}\prod_{j}\max_{\mathbf w}\lim_{n\to\infty}\int_0^1 x\,dx",
    r"\begin{pmatrix}a&b\\c&\frac12\end{pmatrix}\left\{\frac{x}{2}\right|_{0}",
    r"\begin{cases}0&\text{if }\hat y=y,\\1&\text{otherwise}\end{cases}",
    r"\begin{aligned}a&=b+c\\&\le d\end{aligned}\quad\underbrace{x+y}_{n}\overline{z}",
    r"\mathbb E[\log p(X)]\ge -\mathrm{KL}(p\,\Vert\,q)\qquad{}x'^{\top}_{k}{}",
    r"\bigl(a\bigr)\Bigl[b\Bigr]\mathrel{\overset{?}{=}}\operatorname{softmax}(z)_k!",
)


@pytest.fixture(scope="module")
def katex() -> Iterator[MiniRacer]:
    with MiniRacer() as engine:
        engine.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
        engine.eval("const draw = (tex, displayMode) => katex.renderToString(tex, {displayMode})")
        yield engine


def drawing_of(html: str) -> str:
    """Return the drawing in what KaTeX returns."""
    return str(BeautifulSoup(html, "html.parser").find(class_="katex-html"))


def formulas_of(page: Path) -> Iterator[tuple[str, bool, str]]:
    """Yield the TeX of each formula of a built page, whether it is on display, and its drawing."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for formula in soup.select(".katex"):
        source, drawing = formula.find("annotation"), formula.find(class_="katex-html")
        if source is not None and drawing is not None:
            yield source.get_text(), bool(formula.find_parent(class_="katex-display")), str(drawing)


def farthest(chrome: Browser, folder: Path, pairs: list[tuple[str, str]]) -> dict[int, Any]:
    """Return what each pair of drawings has at different places, by the number of the pair."""
    lines = (
        "".join(f'<div>x <span class="katex">{drawing}</span> x</div>' for drawing in pair)
        for pair in pairs
    )
    body = "\n".join(f'<div class="pair">{both}</div>' for both in lines)
    style = f'<link rel="stylesheet" href="{(KATEX / "katex.min.css").as_uri()}">'
    # KaTeX's own drawings are to stand as they do without what ours need.
    style += f"<style>.pair > :last-child {{ {STYLES} }}</style>"
    (folder / "pairs.html").write_text(
        f"<!doctype html><meta charset=utf-8>{style}<body style='width:4000px'>{body}",
        encoding="utf-8",
    )
    page = chrome.new_page()
    try:
        page.goto((folder / "pairs.html").as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        return {
            number: differences
            for number, pair in enumerate(page.evaluate(PLACES))
            if (differences := _differences(*pair))
        }
    finally:
        page.close()


def _differences(before: list[Any], after: list[Any]) -> list[Any]:
    if [one[0] for one in before] != [one[0] for one in after]:
        return ["other signs", before, after]
    return [
        (one, other)
        for one, other in zip(before, after, strict=True)
        if any(abs(a - b) > FARTHEST for a, b in zip(one[1:], other[1:], strict=True))
    ]


def test_every_formula_of_the_site_is_where_katex_puts_it(
    chrome: Browser, katex: MiniRacer, built: Built, tmp_path: Path
) -> None:
    ours = {
        (tex, display): drawing
        for page in sorted(built.site.rglob("*.html"))
        for tex, display, drawing in formulas_of(page)
    }
    assert len(ours) > 500
    pairs = [
        (drawing_of(str(katex.call("draw", *formula))), drawing)
        for formula, drawing in ours.items()
    ]
    found = farthest(chrome, tmp_path, pairs)
    names = list(ours)
    assert {names[number][0]: found[number][:2] for number in found} == {}


@pytest.mark.parametrize("display", [True, False])
def test_constructs_beyond_those_of_the_site(
    chrome: Browser, katex: MiniRacer, tmp_path: Path, display: bool
) -> None:
    raw = [drawing_of(str(katex.call("draw", tex, display))) for tex in CONSTRUCTS]
    found = farthest(chrome, tmp_path, [(one, lean(one)) for one in raw])
    assert {CONSTRUCTS[number]: found[number][:2] for number in found} == {}


def test_a_drawing_has_at_most_half_of_the_elements(katex: MiniRacer) -> None:
    raw = "".join(drawing_of(str(katex.call("draw", tex, True))) for tex in CONSTRUCTS)
    assert lean(raw).count("<span") <= 0.5 * raw.count("<span")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("margin-bottom:", "margin-top:"),
        ("margin-right:.278em", "margin-right:.2em"),
        ("top:-3.85em", "top:-3.95em"),
        ("--height:2.007em", "--height:2.1em"),
        ("--depth:-.686em", "--depth:-.8em"),
        ("=", "≈"),
    ],
)
def test_what_is_elsewhere_is_seen(
    chrome: Browser, katex: MiniRacer, tmp_path: Path, right: str, wrong: str
) -> None:
    raw = drawing_of(str(katex.call("draw", r"L_i = \frac{1}{N^2}", True)))
    damaged = re.sub(right, wrong, lean(raw))
    assert farthest(chrome, tmp_path, [(raw, damaged), (raw, lean(raw))]).keys() == {0}, json.dumps(
        damaged
    )
