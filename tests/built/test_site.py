"""What readers get: the built pages, read back as HTML."""

import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built.copies import Built
from tests.pages import HANDOUTS

CONCEPTS = [
    "foundations/loss-functions",
    "foundations/mean-squared-error",
    "foundations/self-information",
    "foundations/entropy",
    "foundations/kl-divergence",
    "foundations/cross-entropy",
    "classification/binary",
    "classification/multiclass",
    "derivation/one-sample",
    "derivation/many-samples",
    "derivation/many-classes",
    "derivation/logits",
    "classification/perplexity",
    "code/numpy",
    "code/stability",
    "code/stream",
    "trade-offs/gradients",
    "trade-offs/training-curve",
    "trade-offs/many-labels",
    "trade-offs/margins",
    "trade-offs/label-smoothing",
]
COMPARISONS = [
    *(f"code/{name}" for name in ("frameworks", "frameworks-traps", "accuracy", "autodiff")),
    "trade-offs/contrastive",
]
"""What is compared is shown in tables and tabs, not in figures and listings."""
ANSWERS = ["code/questions"]
"""Short answers: what each has is read in its source."""
LISTS_OF_FORMULAS = [
    f"reference/{name}" for name in ("formulas", "formulas-of-the-loss", "formulas-in-use")
]
REFERENCE = [
    *LISTS_OF_FORMULAS,
    *(f"reference/{name}" for name in ("notation", "errata", "bibliography", "glossary")),
    "reference/argument",
    "reference/lecturing",
]
NOTEBOOKS = ["notebooks/two_models", "notebooks/logistic_regression"]
PAGES = ["index", *CONCEPTS, *COMPARISONS, *ANSWERS, *REFERENCE, *NOTEBOOKS]


@cache
def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content_of(built: Built, page: str) -> Tag:
    article = soup_of(built.site / f"{page}.html").find("article")
    assert isinstance(article, Tag)
    return article


def test_the_site_has_these_pages_and_no_others(built: Built) -> None:
    found = {
        p.relative_to(built.site).with_suffix("").as_posix() for p in built.site.rglob("*.html")
    }
    assert found == {*PAGES, *HANDOUTS, "404"}


def test_others_may_read_the_folder(built: Built, tmp_path: Path) -> None:
    """A server runs as another user; what is usual is what any new folder has."""
    (usual := tmp_path / "usual").mkdir()
    assert built.site.stat().st_mode == usual.stat().st_mode


def test_no_source_maps_are_shipped(built: Built) -> None:
    assert [*built.site.rglob("*.map")] == []
    texts = {path: path.read_bytes() for path in built.site.rglob("*.[cj]s*")}
    assert len(texts) > 5
    assert [path for path, text in texts.items() if b"sourceMappingURL" in text] == []


@pytest.mark.parametrize("page", [*PAGES, *HANDOUTS])
def test_ids_are_unique(built: Built, page: str) -> None:
    ids = Counter(tag["id"] for tag in soup_of(built.site / f"{page}.html").find_all(id=True))
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("page", [*PAGES, *HANDOUTS])
def test_every_link_and_anchor_of_the_site_leads_somewhere(built: Built, page: str) -> None:
    here = built.site / f"{page}.html"
    for link in soup_of(here).find_all("a", href=True):
        address, anchor = urldefrag(urljoin(here.as_uri(), str(link["href"])))
        parts = urlsplit(address)
        if parts.scheme != "file":
            continue
        target = Path(parts.path)
        assert target.exists() or target.is_dir(), link["href"]
        if anchor and target.suffix == ".html":
            ids = {tag["id"] for tag in soup_of(target).find_all(id=True)}
            assert anchor in ids or anchor.startswith("__"), link["href"]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_of_the_source_forms(built: Built, page: str) -> None:
    article = BeautifulSoup(str(content_of(built, page)), "html.parser")
    for hidden in article.find_all(["code", "pre", "annotation", "script", "style"]):
        hidden.decompose()
    text = article.get_text()
    for left in ("///", "$$", "[@", "<!--", "-->", "{#", "FORMULA", "`=", "wzxhzdk"):
        assert left not in text, left
    assert not re.search(r"(?<!\w)\$[^\s$][^$]*\$", text)


@pytest.mark.parametrize("page", PAGES)
def test_every_formula_is_drawn_and_said(built: Built, page: str) -> None:
    for formula in content_of(built, page).find_all(class_="formula"):
        assert formula.find("math")
        assert formula.find(class_="katex-html")


@pytest.mark.parametrize("page", PAGES)
def test_every_display_formula_has_evidence_or_a_reason(built: Built, page: str) -> None:
    for formula in content_of(built, page).find_all(class_="formula"):
        if page in LISTS_OF_FORMULAS:
            evidence = formula.find_next_sibling(class_="found")
        else:
            evidence = formula.find("details", class_="evidence", recursive=False)
            marks = [summary.get_text() for summary in formula.select("details > summary")]
            (mark,) = marks
            assert re.fullmatch(
                r"checked( and proved|, proved for \w = \d(, \w = \d)*)?|not checked", mark
            )
            assert all(size in str(evidence) for size in re.findall(r"\w = \d", mark))
        assert isinstance(evidence, Tag)
        said = evidence.get_text()
        reason = re.search(r"Not checked by machine: \S.{10,}", said)
        assert reason or re.search(r"\d+ points|60 digits", said), formula.get("id")


def test_the_totals_are_those_of_the_page_of_all_formulas(built: Built) -> None:
    home = content_of(built, "index")
    totals = {tag["data-count"]: int(tag.get_text()) for tag in home.select("[data-count]")}
    lists = [content_of(built, page) for page in LISTS_OF_FORMULAS]
    found = [tag for page in lists for tag in page.select(".found:not(.in-sentences)")]
    unchecked = [tag for tag in found if "Not checked by machine" in tag.get_text()]
    checked = [tag for tag in found if tag not in unchecked]
    steps = sum(len(tag.select("ol.steps > li")) or 1 for tag in checked)
    proved = sum(len(re.findall(r"Proved by", tag.get_text())) for tag in checked)
    sized = sum(len(re.findall(r"Proved by SymPy, \w = ", tag.get_text())) for tag in checked)
    assert 0 < totals.pop("sized") <= sized
    assert totals == {
        "formulas": len(found),
        "steps": steps,
        "checked": len(checked),
        "unchecked": len(unchecked),
        "proved": proved,
    }
    assert len(unchecked) < 0.03 * len(found)
    claims = [tag for page in lists for tag in page.select(".found.in-sentences > ul > li")]
    assert int(lists[0].select("[data-count=claims]")[0].get_text()) == len(claims) > 0
    drawn = sum(len(content_of(built, page).find_all(class_="formula")) for page in PAGES)
    assert drawn == 2 * len(found)


def test_functions_in_evidence_lead_to_their_code(built: Built) -> None:
    links = [
        (link, page)
        for page in CONCEPTS
        for link in content_of(built, page).select(".evidence a:has(code)")
    ]
    assert len(links) > 50
    for link, page in links:
        address, anchor = urldefrag(str(link["href"]))
        there = (
            (built.site / f"{page}.html").parent / address
            if address
            else built.site / f"{page}.html"
        )
        listing = soup_of(there.resolve()).find(id=anchor)
        assert isinstance(listing, Tag)
        assert link.get_text().rpartition(".")[2] in listing.get_text()


@pytest.mark.parametrize("page", [*CONCEPTS, *COMPARISONS])
def test_a_concept_page_has_all_of_its_parts(built: Built, page: str) -> None:
    article = content_of(built, page)
    assert len(article.find_all("h1")) == 1
    question = article.find("p", class_="question")
    assert question
    assert question.get_text().strip().endswith("?")
    if page in COMPARISONS:
        assert article.select("table, .tabbed-set")
    else:
        assert article.find("figure", class_="figure")
        assert article.find("figure", class_="listing")
    assert article.find(class_="formula") or page.startswith("code/")
    assert article.find("h2", id="what-can-go-wrong")
    exercises = article.find("h2", id="exercises")
    assert isinstance(exercises, Tag)
    folded = [tag for tag in exercises.find_all_next("details") if article in tag.parents]
    solutions = [
        tag
        for tag in folded
        if not {"evidence", "choice", "cite"} & {*tag.get_attribute_list("class")}
    ]
    asked = re.findall(r"Exercise \d", article.get_text())
    assert 2 <= len(solutions) <= 4
    assert len(asked) >= len(solutions)
    assert any(tag.select(".value, table") for tag in solutions), "no solution is computed"


@pytest.mark.parametrize("page", PAGES)
def test_figures_have_text_alternatives_and_take_their_colours_from_the_page(
    built: Built, page: str
) -> None:
    for svg in content_of(built, page).select(".drawing svg"):
        assert svg["role"] == "img"
        assert len(str(svg["aria-label"])) > 30
        assert svg.find("text"), "text is drawn, not written"
        assert not re.search(r"#[0-9a-fA-F]{6}", str(svg))
        assert "font-family" not in str(svg)


def test_the_derivation_is_numbered_as_in_the_article(built: Built) -> None:
    formulas = content_of(built, "derivation/one-sample").find_all(class_="formula")
    first_five = [(f["id"], f.select(".formula-number")[0].get_text()) for f in formulas[:5]]
    assert first_five == [
        ("eq-bernoulli-one", "(1)"),
        ("eq-bernoulli-zero", "(2)"),
        ("eq-bernoulli", "(3)"),
        ("eq-bernoulli-log", "(4)"),
        ("eq-bernoulli-negative-log", "(5)"),
    ]


def test_search_holds_readable_text(built: Built) -> None:
    index = json.loads((built.site / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = [f"{entry['title']} {entry['text']}" for entry in index["docs"]]
    assert len(texts) > 100
    for text in texts:
        assert not re.search(r"\\(frac|log|hat|sum|mathrm|begin|sigma)", text), text
        assert "/// " not in text
    assert any("H(P,Q)" in text for text in texts)
    assert not any("H(P)H(P)" in text for text in texts), "a formula stands there twice"


def test_notebooks_can_be_downloaded_with_their_outputs(built: Built) -> None:
    for page in NOTEBOOKS:
        notebook = json.loads((built.site / f"{page}.ipynb").read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert any(cell["outputs"] for cell in code)
        assert "var(--figure" not in json.dumps(notebook)
        link = content_of(built, page).find("a", href=re.compile(r"\.ipynb$"))
        assert link, "the page does not link its notebook"


ELEMENTS = 12_000
"""More make a page slow on a phone."""


class _Elements(HTMLParser):
    """Counts the elements that a browser makes of a page when it runs no scripts.

    One that runs them takes what is in ``noscript`` for text, and makes fewer.
    """

    count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.count += 1


def elements_of(html: str) -> int:
    reader = _Elements()
    reader.feed(html)
    return reader.count


def test_what_only_browsers_without_scripts_see_counts_too() -> None:
    assert elements_of("<p>a<br>b<noscript><i>c</i></noscript><img/></p><p>") == 6


@pytest.mark.parametrize("page", [*PAGES, *HANDOUTS])
def test_no_page_is_too_heavy(built: Built, page: str) -> None:
    html = (built.site / f"{page}.html").read_text(encoding="utf-8")
    assert 30 < elements_of(html) <= ELEMENTS


def test_every_symbol_is_said_and_has_a_place(built: Built) -> None:
    for row in content_of(built, "reference/notation").select("tbody tr"):
        said = row.select_one("td:nth-child(2) > .said")
        assert said, row.get_text()
        assert said.get_text().strip()
    first = content_of(built, "reference/notation").select("td:last-child > a[href*='#eq-']")
    assert len(first) > 15
