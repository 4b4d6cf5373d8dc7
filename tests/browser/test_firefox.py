"""A second engine looks at every page: Firefox, where it is installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.firefox import Firefox, firefox
from tests.browser.visits import SCHEMES, WIDTHS, told
from tests.built.copies import Built
from tests.pages import PAGES
from tests.patience import wait_until

LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
LAYOUT = LAYOUT[LAYOUT.index("() =>") :]


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("Firefox is not installed; sudo apt-get install firefox-esr")
    with firefox(program) as started:
        yield started


def foreign(fox: Firefox, home: str) -> list[str]:
    """Return the requests that went elsewhere."""
    own = (home, "data:", "blob:", "about:")
    return [address for address in fox.requests if not address.startswith(own)]


def show_palette(fox: Firefox, scheme: str) -> None:
    """Switch by the button until the page has this palette."""
    fox.evaluate(f"""(() => {{
        if (document.body.dataset.mdColorScheme === "{scheme}") return;
        const buttons = document.querySelectorAll("[data-palette]");
        [...buttons].find((button) => button.checkVisibility()).click();
    }})()""")
    assert fox.evaluate("document.body.dataset.mdColorScheme") == scheme


SHOWN = {
    "http": [(1280, SCHEMES["light"]), (390, SCHEMES["dark"])],
    "file": [(390, SCHEMES["light"]), (1280, SCHEMES["dark"])],
}
"""The widths and palettes in which a page is looked at: all four, two over each way it comes."""


@pytest.mark.parametrize("kind", SHOWN)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_order(fox: Firefox, built: Built, home: str, name: str, kind: str) -> None:
    root = home if kind == "http" else f"{built.site.as_uri()}/"
    fox.problems.clear()
    fox.requests.clear()
    fox.open(f"{root}{name}.html")
    for width, scheme in SHOWN[kind]:
        fox.resize(width)
        show_palette(fox, scheme)
        assert told(fox.evaluate(f"({LAYOUT})()")) == "", (width, scheme)
    assert told(fox.problems) == ""
    assert told(foreign(fox, root)) == ""


@pytest.mark.parametrize("kind", ["http", "file"])
def test_search_finds(fox: Firefox, built: Built, home: str, kind: str) -> None:
    root = home if kind == "http" else f"{built.site.as_uri()}/"
    fox.problems.clear()
    fox.resize(WIDTHS[0])
    fox.open(f"{root}classification/binary.html")
    fox.type("/")
    fox.type(*"focal loss")
    shown = "[...document.querySelectorAll('.md-search-result__link')].map((link) => link.href)"
    assert wait_until(lambda: bool(fox.evaluate(shown)))
    found: list[str] = fox.evaluate(shown)
    assert any("trade-offs/label-smoothing.html" in address for address in found)
    assert told(fox.problems) == ""
