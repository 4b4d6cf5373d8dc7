"""The fields that filter a list: on screens alone, and nothing that search reads."""

from bs4 import BeautifulSoup

from scripts.website.markdown.filters import FILTER, choice, filter_box, typed


def test_the_box_is_for_screens_alone_and_no_words_of_search() -> None:
    box = filter_box(typed("words", "A word"), "{n} of {all}")
    assert FILTER in box
    found = BeautifulSoup(box, "html.parser").div
    assert found is not None
    assert "on-screen" in found["class"]
    assert found.has_attr("data-search-exclude")
    assert found.select("[role=status]")[0]["data-found"] == "{n} of {all}"


def test_a_choice_begins_with_everything_and_escapes_what_it_offers() -> None:
    soup = BeautifulSoup(choice("symbol", "Symbol", "Any", [('a"<b', "a < b")]), "html.parser")
    options = [(option["value"], option.get_text()) for option in soup.select("option")]
    assert options == [("", "Any"), ('a"<b', "a < b")]
    assert soup.select("label > select[name=symbol]")
