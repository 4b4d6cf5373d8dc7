"""The moving picture of the README: what it shows, what it weighs, and that it can be made."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from scripts.website.picture import FIGURE, HEAVIEST, PAGE, PICTURE, recorded, save, shares
from tests.browser.test_live import FIGURES
from tests.built.copies import Built

ROOT = Path(__file__).parents[2]


def test_the_readme_shows_a_picture_that_moves_and_is_light() -> None:
    assert f"]({PICTURE.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text("utf-8")
    assert PICTURE.stat().st_size <= HEAVIEST
    with Image.open(PICTURE) as picture:
        assert getattr(picture, "n_frames", 1) >= 20


def test_its_figure_is_one_that_moves() -> None:
    assert (PAGE, FIGURE) in {(f"{figure.page}.html", figure.id) for figure in FIGURES}


def test_the_control_goes_to_both_ends_and_begins_again_at_its_start() -> None:
    way = shares(8)
    assert way == [
        0,
        0.25,
        0.5,
        0.75,
        1,
        0.75,
        0.5,
        0.25,
        0,
        -0.25,
        -0.5,
        -0.75,
        -1,
        -0.75,
        -0.5,
        -0.25,
    ]


def most_apart(one: Image.Image, other: Image.Image) -> int:
    """Return how far the shades of any point are apart, of 255."""
    return int(np.max(np.asarray(ImageChops.difference(one, other))))


@pytest.mark.usefixtures("program")
def test_it_is_recorded_from_the_built_site(built: Built, tmp_path: Path) -> None:
    pictures = recorded(built.site, PAGE, FIGURE, steps=2)
    start, high, again, low = pictures
    assert len({picture.size for picture in pictures}) == 1
    # Where a browser paints parts anew, their edges may be a shade lighter or darker.
    assert most_apart(start, again) < 30
    assert most_apart(start, high) > 100
    assert most_apart(high, low) > 100
    weight = save(pictures, tmp_path / "one.webp")
    assert (tmp_path / "one.webp").stat().st_size == weight


@pytest.mark.usefixtures("program")
def test_a_figure_that_does_not_move_is_told(built: Built) -> None:
    with pytest.raises(LookupError, match=r"index.html has no moving figure fig-none\."):
        recorded(built.site, PAGE, "fig-none")


def test_a_heavy_picture_is_refused(tmp_path: Path) -> None:
    noise = [Image.effect_noise((400, 400), 90 + k).convert("RGB") for k in range(3)]
    with pytest.raises(ValueError, match=r"weighs [\d,]+ bytes, and may weigh 200,000"):
        save(noise, tmp_path / "heavy.webp")
    assert not (tmp_path / "heavy.webp").exists()
