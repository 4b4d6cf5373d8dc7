"""The index of a small book: what is listed, where it leads, and how its pages are written."""

from bs4 import BeautifulSoup

from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.drawn import Drawn, DrawnFormula
from scripts.editions.pdf.index import Indexer, write_index
from scripts.editions.pdf.layout import Reference, list_pages
from scripts.editions.pdf.words import words_of

GLOSSARY = """
<ul><li id="reference-glossary--entropy"><strong>Entropy</strong> (mean surprise): a mean.
<a href="#text--mean">Text</a></li></ul>
<h2 id="reference-glossary--other-names">Other names</h2>
<ul><li><a href="#text--mean">Mean</a>: <code>average</code>, <code>nowhere</code></li></ul>
"""
TEXT = """
<h1>Text</h1><p>The <a href="#reference-glossary--entropy">entropies</a> come first.</p>
<h2 id="text--mean">A mean</h2><p>The mean surprise is the entropy, an average
(<a href="#reference-bibliography--shannon1948">Shannon 1948, section 6</a>).</p>
<figure class="listing"><pre><span class="nf">mean_of</span> <span class="nf">_own</span></pre>
</figure><h2>Next</h2><p>average <!--kept formula 1--></p>
"""
NOTATION = "<table><tbody><tr><td><!--kept formula 0--></td></tr></tbody></table>"


def indexed() -> tuple[dict[str, list[str]], BeautifulSoup, str]:
    """Return the places of each entry, the text with its places, and the index as written."""
    pages = {"text": TEXT, "reference/glossary": GLOSSARY, "reference/notation": NOTATION}
    soups = {name: BeautifulSoup(html, "html.parser") for name, html in pages.items()}
    chapters = [Chapter(f"{name}.html", "", name, soup) for name, soup in soups.items()]
    formulas = [DrawnFormula("H", "", ""), DrawnFormula("H", "", "")]
    entries = Indexer(chapters, Drawn(formulas)).entries()
    written = write_index(entries, words_of("en"))
    return {entry.label: entry.places for entry in entries}, soups["text"], written


def behind(text: BeautifulSoup, place: str) -> str:
    """Return the words of the element that a place is in, or stands behind."""
    found = text.find(id=place)
    assert found is not None
    assert found.parent is not None
    return found.parent.get_text()


def test_a_term_leads_to_where_it_is_explained_and_mentioned() -> None:
    entries, text, _ = indexed()
    assert [behind(text, place) for place in entries["Entropy"]] == ["entropy", "entropies"]
    assert [behind(text, place) for place in entries["Mean surprise"]] == ["mean surprise"]


def test_other_names_are_listed_where_their_section_has_them() -> None:
    entries, text, _ = indexed()
    (place,) = entries["Average"]
    assert behind(text, place) == "average"
    assert "Nowhere" not in entries


def test_a_word_has_one_entry_however_it_is_capitalised() -> None:
    twice = """<li id="reference-glossary--kl"><strong>KL</strong> (relative entropy)
    <a href="#text--mean">Text</a></li><li id="reference-glossary--re">
    <strong>Relative entropy</strong>: see KL</li><li id="reference-glossary--w">
    <strong>pos_weight</strong> <a href="#text--mean">Text</a></li>"""
    text = '<h2 id="text--mean">A</h2><p>Relative entropy, pos_weight.</p>'
    chapters = [
        Chapter(f"{name}.html", "", name, BeautifulSoup(html, "html.parser"))
        for name, html in (("text", text), ("reference/glossary", twice))
    ]
    labels = [entry.label for entry in Indexer(chapters, Drawn([])).entries()]
    assert labels == ["pos_weight", "Relative entropy"]


def test_works_and_functions_are_listed() -> None:
    entries, text, _ = indexed()
    assert [behind(text, place) for place in entries["Shannon 1948"]] == ["Shannon 1948, section 6"]
    (place,) = entries["<code>mean_<wbr>of</code>"]
    assert behind(text, place) == "mean_of"
    assert not [label for label in entries if "own" in label]


def test_a_symbol_leads_to_the_first_formula_that_is_it_alone() -> None:
    entries, text, _ = indexed()
    (place,) = entries["<!--kept formula 0-->"]
    assert behind(text, place) == "average "


def test_it_is_written_by_letters_after_the_symbols() -> None:
    _, _, written = indexed()
    letters = BeautifulSoup(written, "html.parser").select(".letter")
    assert [letter.get_text() for letter in letters] == ["Symbols", "A", "E", "M", "S"]


def test_pages_are_in_order_neighbours_as_one_and_the_main_one_alone() -> None:
    places = [("main", 7), ("a", 3), ("b", 8), ("c", 9), ("d", 9), ("e", 10), ("f", 12)]
    assert list_pages(places) == [
        Reference("a", "3"),
        Reference("main", "7", is_main=True),
        Reference("b", "8–10"),
        Reference("f", "12"),
    ]
    assert list_pages([("a", 3), ("b", 3)]) == [Reference("a", "3")]
