"""Social cards: the right words, the right size, the same bytes."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from scripts.common.store import CACHE
from scripts.website.asked.page import Page
from scripts.website.beside import cards
from scripts.website.beside.cards import Card, card_address, card_of, draw_card
from tests.website.tiny import KATEX, cut_short

LONG = Card("Site", "Part", "A title of many words that needs more than one line", "What " * 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(KATEX)
    return tmp_path


def test_a_card_has_the_size_that_is_asked_for_and_little_weight(root: Path) -> None:
    drawn = draw_card(LONG, root)
    with Image.open(BytesIO(drawn)) as card:
        assert card.size == (1200, 630)
    assert len(drawn) < 60_000


def test_the_same_words_make_the_same_bytes_and_others_do_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draw_card(LONG, root)
    with monkeypatch.context() as patch:
        patch.setattr(cards, "_drawn", lambda *_: pytest.fail("it is drawn again"))
        assert draw_card(LONG, root) == drawn
    shutil.rmtree(root / CACHE)
    assert draw_card(LONG, root) == drawn
    assert draw_card(Card("Site", "Part", "Another", ""), root) != drawn


@pytest.mark.parametrize("length", [0, 70, -1])
def test_a_card_that_was_cut_short_is_drawn_anew(root: Path, length: int) -> None:
    drawn = draw_card(LONG, root)
    cut_short(root, length)
    assert draw_card(LONG, root) == drawn


def test_a_card_says_the_title_and_the_question() -> None:
    body = "# Page\n\nHow *far* is [it](a.md)?\n{ .question }\n"
    assert card_of(Page(uri="a/b.md", title="Page", body=body), "Site", "Part") == Card(
        "Site", "Part", "Page", "How far is it?"
    )
    notebook = Page(uri="n.py", title="N", body="# N\n\n*Which one?*\n{ .question }\n")
    assert card_of(notebook, "S", "").question == "Which one?"
    assert card_address("a/b.md") == "assets/cards/a-b.png"
