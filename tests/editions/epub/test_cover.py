"""The cover of the EPUB: in the site's type, with the first picture of the home page."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from scripts.editions.edition import Edition
from scripts.editions.epub import cover
from scripts.editions.epub.cover import draw_cover
from scripts.website.beside.cards import BLUE, PAPER, font_at
from scripts.website.beside.fonts import SANS, SERIF
from tests.website.tiny import REPOSITORY

pytestmark = pytest.mark.slow

EDITION = Edition(
    language="en",
    title="A title of two lines, not of one",
    description="What it is about, in so many words that they take a second line on the cover.",
    rights="CC BY 4.0",
    version="1.2.3",
    date=datetime(2026, 11, 30, tzinfo=UTC),
)


def drawn(edition: Edition) -> Image.Image:
    return Image.open(io.BytesIO(draw_cover(edition, REPOSITORY))).convert("RGB")


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(one, other).getbbox()


def test_it_is_set_in_the_type_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(path: str, size: int) -> object:
        asked.append(Path(path).name)
        return font_at(path, size)

    monkeypatch.setattr(cover, "font_at", noted)
    draw_cover(EDITION, REPOSITORY)
    wanted = (SERIF["bold"], SERIF["normal"], SANS["normal"])
    assert list(dict.fromkeys(asked)) == [Path(file).name for file in wanted]


def test_words_stand_above_the_picture_and_the_version_below_it() -> None:
    whole = drawn(EDITION)
    assert whole.size == (1200, 1800)
    named = changed(whole, drawn(replace(EDITION, title="Another")))
    told = changed(whole, drawn(replace(EDITION, description="Another")))
    numbered = changed(whole, drawn(replace(EDITION, version="1.2.4")))
    assert named
    assert told
    assert numbered
    # The picture is what is neither: it has the colours of the figures.
    picture = whole.crop((0, told[3] + 1, 1200, numbered[1] - 1))
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert {tuple(bytes.fromhex(colour[1:])) for colour in (BLUE, PAPER)} <= colours
    assert named[1] < told[3] < numbered[1]
    assert min(named[0], told[0], numbered[0]) >= 100
    assert max(named[2], told[2], numbered[2]) <= 1100


def test_it_is_the_same_each_time() -> None:
    assert draw_cover(EDITION, REPOSITORY) == draw_cover(EDITION, REPOSITORY)
