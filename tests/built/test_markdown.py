"""Each page as Markdown, and the list of them for programs."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.built.copies import Built
from tests.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_markdown_has_what_the_page_has(built: Built, name: str) -> None:
    html = (built.site / f"{name}.html").read_text(encoding="utf-8")
    text = (built.site / f"{name}.md").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "lxml").article
    assert article is not None
    for source in article.select(".formula > .formula-body annotation"):
        assert source.get_text().strip() in text
    for heading in article.select("h2"):
        for link in heading.select(".headerlink, .katex"):
            link.decompose()
        words = re.findall(r"\w+", heading.get_text())
        assert all(word in text for word in words), words
    for figure in article.select("figure[id] > .drawing svg[aria-label]"):
        assert str(figure["aria-label"]) in text
    code = re.compile(r"```.*?```|`[^`]*`|\$[^$]*\$", re.DOTALL)
    assert not re.search(r"</?(?:p|div|span|a|td|tr|table|svg|math)\b", code.sub("", text))


def test_links_of_the_markdown_lead_to_files(built: Built) -> None:
    for name in PAGES:
        page = built.site / f"{name}.md"
        links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        for address in (link for link in links if "://" not in link):
            assert (page.parent / address).exists(), (name, address)


def test_programs_find_every_page_of_the_menu(built: Built) -> None:
    listed = (built.site / "llms.txt").read_text(encoding="utf-8")
    assert listed.startswith("# ")
    addresses = re.findall(r"\]\((.+?)\)", listed)
    assert sorted(addresses) == sorted(f"{name}.md" for name in PAGES)
    # Notebooks have no place where they could say what they are about.
    unsaid = re.findall(r"\]\((.+?)\)$", listed, re.M)
    assert all(address.startswith("notebooks/") for address in unsaid), unsaid
