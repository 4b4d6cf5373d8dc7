"""The measurement of pages: that it compares what it says, and tells when a goal is missed."""

from urllib.request import urlopen

from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from scripts.website.bench.pages import VARIANTS, Work, failures, heaviest, table, variants, work_of
from tests.browser.test_transfer import pages_by_weight
from tests.built.copies import Built

PAGE = "foundations/self-information.html"


def test_the_heaviest_page_is_one_of_the_site(built: Built) -> None:
    name = heaviest(built.site)
    assert name == f"{pages_by_weight(built)[0]}.html"


def test_they_differ_in_their_formulas_alone(built: Built) -> None:
    with variants(built.site, PAGE) as (home, addresses):
        soups = {
            name: BeautifulSoup(urlopen(home + address).read(), "html.parser")
            for name, address in addresses.items()
        }
    assert list(soups) == list(VARIANTS)
    whole, plain, mathjax, _ = soups.values()
    sources = [formula.get_text() for formula in whole.select(".katex annotation")]
    assert len(sources) > 20
    assert not plain.select(".katex, math")
    assert not mathjax.select(".katex")
    assert len(mathjax.select("math")) == len(whole.select(".katex")) - len(sources)
    said = mathjax.get_text()
    assert all(f"({source}\\" in said or f"[{source}\\" in said for source in sources)
    assert mathjax.select_one("script[src='/mathjax/tex-mml-chtml.js']")
    for soup in soups.values():
        for part in soup.select(".katex, script"):
            part.decompose()
    words = {name: " ".join(soup.get_text().split()) for name, soup in soups.items()}
    assert words["as built"] == words["without formulas"]


def test_work_is_measured(chrome: Browser, built: Built) -> None:
    with variants(built.site, PAGE) as (home, addresses):
        found = {name: work_of(chrome, home + address) for name, address in addresses.items()}
        context = chrome.new_context()
        page = context.new_page()
        page.goto(home + addresses["with MathJax"])
        page.wait_for_function("document.querySelectorAll('mjx-container').length > 20")
        assert page.locator("mjx-merror").count() == 0
        context.close()
    assert 0 < found["as built"].opened <= found["as built"].read
    assert found["with MathJax"].opened > found["as built"].opened


def test_a_missed_goal_is_told() -> None:
    def found(*opened: float) -> dict[str, Work]:
        return {name: Work(ms, ms) for name, ms in zip(VARIANTS, opened, strict=True)}

    assert failures(found(140, 100, 800, 300)) == []
    assert failures(found(160, 100, 900, 300)) == [
        "1.60 times the work of the page without formulas; at most 1.5 is wanted"
    ]
    assert failures(found(140, 100, 560, 300)) == [
        "MathJax needs 4.0 times as much; at least 5 is wanted"
    ]
    lines = table("page.html", found(140, 100, 560, 300)).splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["as", "without", "with", "the"]
    assert "0.71×" in lines[3]
