"""The words of the glossary at their first mention."""

import pytest
from bs4 import BeautifulSoup

from scripts.website.asked.glossary import BIBLIOGRAPHY, GLOSSARY, Term, read_glossary
from scripts.website.finish.terms import explain_terms
from tests.website.asked.test_glossary import SOURCE


@pytest.fixture
def terms() -> list[Term]:
    return read_glossary(SOURCE, lambda words: words.replace("*", "").replace("$", ""))


def explained(html: str, terms: list[Term], uri: str = "page.md") -> BeautifulSoup:
    return BeautifulSoup(explain_terms(html, terms, uri, "glossary.html"), "html.parser")


def test_the_first_mention_alone_is_explained(terms: list[Term]) -> None:
    made = explained("<p>Cross-entropy and entropies. Entropy.</p>", terms)
    links = made.select("a.term")
    assert [link.text for link in links] == ["Cross-entropy", "entropies"]
    assert [link["href"] for link in links] == [
        "glossary.html#cross-entropy",
        "glossary.html#entropy",
    ]
    for link in links:
        tip = made.find(id=link["aria-describedby"])
        assert tip
        assert tip["role"] == "tooltip"
        assert link.find_next_sibling() == tip
        assert "data-search-exclude" in tip.attrs


@pytest.mark.parametrize("uri", [GLOSSARY, BIBLIOGRAPHY])
def test_titles_of_works_and_the_glossary_itself_are_left_alone(
    terms: list[Term], uri: str
) -> None:
    html = "<ul><li>Author. Entropy and support. <em>Journal of entropy</em>.</li></ul>"
    assert explain_terms(html, terms, uri, "glossary.html") == html
    assert explain_terms(html, terms, "page.md", "glossary.html") != html


def test_longer_names_come_first_and_parts_of_words_do_not_count(terms: list[Term]) -> None:
    made = explained("<p>relative entropy, subsupport, non-entropy; entropy</p>", terms)
    assert [link.text for link in made.select("a.term")] == ["relative entropy", "entropy"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Entropy</h2>",
        "<p><code>entropy</code></p>",
        '<p><a href="x.html">entropy</a></p>',
        '<p class="question">Entropy?</p>',
        '<div class="formula"><p>entropy</p></div>',
        "<figure><figcaption><p>entropy</p></figcaption></figure>",
        "<p>It may surprise you, with the support of a friend.</p>",
        "<table><tr><td><p>entropy</p></td></tr></table>",
    ],
)
def test_what_is_no_prose_is_left_alone(html: str, terms: list[Term]) -> None:
    assert explain_terms(html, terms, "page.md", "glossary.html") == html


def test_a_page_does_not_explain_what_it_is_about(terms: list[Term]) -> None:
    html = "<p>Entropy and arg max.</p>"
    made = explained(html, terms, "foundations/entropy.md")
    assert [link.text for link in made.select("a.term")] == ["arg max"]
    assert explain_terms(html, terms, GLOSSARY, "glossary.html") == html


def test_a_link_of_the_author_has_its_meaning_too(terms: list[Term]) -> None:
    link = '<a href="../reference/glossary.html#entropy">uncertainty</a>'
    made = explained(f"<p>Entropy is {link}.</p>", terms)
    (term,) = made.select("a.term")
    assert term.text == "uncertainty"
    assert made.find(id=term["aria-describedby"])
