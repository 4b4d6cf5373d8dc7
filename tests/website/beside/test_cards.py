"""Social cards: the right words, the right size, the same bytes."""

from pathlib import Path

import pytest
from PIL import Image

from scripts.website.asked.pages import Page
from scripts.website.beside.cards import Card, card_address, card_of, draw_card
from tests.website.tiny import KATEX

LONG = Card("Site", "Part", "A title of many words that needs more than one line", "What " * 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(KATEX)
    return tmp_path


def test_a_card_has_the_size_that_is_asked_for_and_little_weight(root: Path) -> None:
    path = draw_card(LONG, root)
    with Image.open(path) as card:
        assert card.size == (1200, 630)
    assert path.stat().st_size < 60_000


def test_the_same_words_make_the_same_bytes_and_others_do_not(root: Path) -> None:
    first = draw_card(LONG, root)
    drawn = first.read_bytes()
    first.unlink()
    assert draw_card(LONG, root).read_bytes() == drawn
    other = draw_card(Card("Site", "Part", "Another", ""), root)
    assert other != first
    assert other.read_bytes() != drawn


def test_a_card_says_the_title_and_the_question() -> None:
    body = "# Page\n\nHow *far* is [it](a.md)?\n{ .question }\n"
    assert card_of(Page("a/b.md", "Page", body), "Site", "Part") == Card(
        "Site", "Part", "Page", "How far is it?"
    )
    assert card_of(Page("n.py", "N", "# N\n\n*Which one?*\n"), "S", "").question == "Which one?"
    assert card_address("a/b.md") == "assets/cards/a-b.png"
