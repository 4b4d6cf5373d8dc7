"""What is left of a page where a reader view, or a program, takes its text without the styles."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built.copies import Built

NAMES = ["classification/binary", "derivation/logits", "foundations/entropy"]


def extracted(built: Built, name: str) -> Tag:
    """Return the article without what says of itself that it is not to be seen.

    The same as Mozilla's Readability, which is the reader view of Firefox, takes out first.
    """
    soup = BeautifulSoup((built.site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    article = soup.article
    assert article is not None
    unseen = "[hidden], [aria-hidden=true], noscript, script, style, annotation, button"
    for part in article.select(unseen):
        part.decompose()
    return article


@pytest.mark.parametrize("name", NAMES)
def test_meanings_of_words_do_not_run_into_sentences(built: Built, name: str) -> None:
    whole = (built.site / f"{name}.html").read_text(encoding="utf-8")
    tips = BeautifulSoup(whole, "html.parser").select(".term-tip")
    assert tips
    text = " ".join(extracted(built, name).get_text().split())
    for tip in tips:
        assert " ".join(tip.get_text().split())[:40] not in text


@pytest.mark.parametrize("name", NAMES)
def test_formulas_are_there_once(built: Built, name: str) -> None:
    for formula in extracted(built, name).select(".katex"):
        assert len(formula.select("math")) == 1
        assert re.sub(r"\s", "", formula.get_text()) == re.sub(r"\s", "", formula.math.get_text())  # type: ignore[union-attr]
