"""Record a moving figure of the built site as a small picture that moves by itself.

    python -m scripts.website.picture [--figure ID] [--page NAME] [--out FILE]

A README cannot run scripts, so it shows this: the first control of the figure is led over its
range and back, in a browser, and each step becomes a frame. `make picture` writes the one that
README.md shows.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page

from scripts.common.browser import NoBrowserError, browser
from scripts.common.folder_server import served

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / ".github" / "figure.webp"
FIGURE, PAGE = "fig-home-price", "index.html"
STEPS = 14
"""So many steps lead from one end of the control to the other."""

MILLISECONDS = 90
"""How long a frame is shown."""

HEAVIEST = 200_000
"""What the picture may weigh, in bytes: it is kept with the sources."""

_PLACE = """(id) => {
    const boxes = [...document.querySelectorAll(
      `#${id} svg, #${id} .live-control, #${id} .live-lines`,
    )].map((part) => part.getBoundingClientRect());
    const x = Math.min(...boxes.map((box) => box.left));
    const y = Math.min(...boxes.map((box) => box.top));
    const width = Math.max(...boxes.map((box) => box.right)) - x;
    const height = Math.max(...boxes.map((box) => box.bottom)) - y;
    return { x, y, width, height };
}"""
_SET = """([id, share]) => {
    const input = document.querySelector(`#${id} .live-control input`);
    const [start, low, high] = [input.defaultValue, input.min, input.max].map(Number);
    input.value = share < 0 ? start + share * (start - low) : start + share * (high - start);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def shares(steps: int) -> list[float]:
    """Return the way of the control: from its start to the upper end, the lower one, and back.

    The start is 0, the lower end −1 and the upper end 1.
    """
    half = max(1, steps // 2)
    up, down = [k / half for k in range(half)], [1 - k / half for k in range(2 * half)]
    return [*up, *down, *(k / half - 1 for k in range(half))]


def frames(page: Page, figure: str, steps: int) -> Iterator[Image.Image]:
    """Lead the first control of a figure along its way, and return what is seen at each step."""
    # Below the bar of the site, and downwards: upwards, its button to the top would appear.
    page.locator(f"#{figure} svg").evaluate(
        "svg => scrollTo({ top: svg.getBoundingClientRect().top - 90, behavior: 'instant' })"
    )
    for share in shares(steps):
        page.evaluate(_SET, [figure, share])
        place: FloatRect = page.evaluate(_PLACE, figure)
        shot = page.screenshot(clip=place, animations="disabled")
        yield Image.open(io.BytesIO(shot)).convert("RGB")


def recorded(site: Path, name: str, figure: str, steps: int = STEPS) -> list[Image.Image]:
    """Return a figure of a page of the built site as frames, in the light palette.

    Raises:
        NoBrowserError: there is none.
        LookupError: the page has no moving figure of this id.
    """
    with served(site) as home, browser() as started:
        page = started.new_page(viewport={"width": 480, "height": 900}, color_scheme="light")
        page.goto(home + name, wait_until="load")
        if not page.locator(f"#{figure} .live-control input").count():
            raise LookupError(f"{name} has no moving figure {figure}.")
        return list(frames(page, figure, steps))


def save(pictures: list[Image.Image], out: Path) -> int:
    """Write frames as an animated picture, and return what it weighs, in bytes.

    Raises:
        ValueError: it weighs more than a README may cost.
    """
    stream = io.BytesIO()
    first, *others = pictures
    options = {
        "duration": MILLISECONDS,
        "loop": 0,
        "method": 6,
        "quality": 60,
        "minimize_size": True,
    }
    first.save(stream, "WEBP", save_all=True, append_images=others, **options)
    weight = len(stream.getvalue())
    if weight > HEAVIEST:
        raise ValueError(f"The picture weighs {weight:,} bytes, and may weigh {HEAVIEST:,}.")
    out.write_bytes(stream.getvalue())
    return weight


def main() -> None:
    """Record and write; say what was written, or what is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--page", default=PAGE)
    parser.add_argument("--figure", default=FIGURE)
    parser.add_argument("--out", type=Path, default=PICTURE)
    arguments = parser.parse_args()
    if not (arguments.site / arguments.page).exists():
        sys.exit(f"{arguments.site} has no page {arguments.page}. Run make site.")
    try:
        pictures = recorded(arguments.site, arguments.page, arguments.figure)
        weight = save(pictures, arguments.out)
    except (NoBrowserError, LookupError, ValueError) as error:
        sys.exit(str(error))
    print(f"{arguments.out}: {len(pictures)} frames, {weight / 1000:.0f} kB")


if __name__ == "__main__":
    main()
