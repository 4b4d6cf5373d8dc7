"""The page for addresses that lead nowhere: one of the site, whatever the address is."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts.common.folder_server import served
from tests.browser.visits import Watch, layout_problems, told, visit
from tests.built.copies import Built

SHOWN_AT = {
    "the root": ("", "nowhere"),
    "a folder of the site": ("", "foundations/nowhere"),
    "a folder of nobody": ("", "a/b/c/nowhere"),
    "a site below the root": ("learn/", "foundations/binary-croentropy"),
    "a nameless folder": ("learn/", "nowhere/"),
    "deep below the root": ("learn/", "a/b/nowhere"),
    "the disk": (None, "404"),
}
"""Where the page is seen: where the site begins, and the address that leads nowhere."""


@pytest.fixture(scope="module")
def server(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site at the root, and again below it, where it does not know that it is."""
    root = tmp_path_factory.mktemp("server")
    for path in built.site.iterdir():
        (root / path.name).symlink_to(path)
    (root / "learn").symlink_to(built.site)
    with served(root) as address:
        yield address


@pytest.fixture(scope="module")
def below(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site below the root of a server that has nothing else, as pages of a project."""
    root = tmp_path_factory.mktemp("below")
    (root / "learn").symlink_to(built.site)
    shutil.copy(built.site / "404.html", root)
    with served(root) as address:
        yield address


def complaints(watch: Watch) -> str:
    """Return what the page complains of, but for the address that is wrong on purpose."""
    return told([one for one in watch.problems if " 404 " not in one and "nowhere" not in one])


@pytest.mark.parametrize("where", SHOWN_AT)
def test_it_looks_like_the_site_and_searches(
    chrome: Browser, built: Built, server: str, below: str, where: str
) -> None:
    root, address = SHOWN_AT[where]
    home = {"": server, "learn/": below, None: f"{built.site.as_uri()}/"}[root]
    begins = f"{home}{root or ''}"
    with visit(chrome, begins, address) as (page, watch):
        page.locator("html.js").wait_for(state="attached")
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--site-rule')")
        page.locator(".md-nav--primary a", has_text="Perplexity").first.wait_for(state="visible")
        links = page.eval_on_selector_all("article a", "links => links.map((link) => link.href)")
        assert f"{begins}index.html" in links
        assert layout_problems(page) == []
        look_for(page, "perplexity")
        found = page.locator(".md-search-result__item a").first
        found.click()
        page.wait_for_url(f"{begins}classification/perplexity.html*")
        assert page.locator("h1").inner_text().startswith("Perplexity")
        # Where it has to find the site first, it asks in vain.
        assert root != "" or complaints(watch) == ""


def look_for(page: Page, words: str) -> None:
    page.locator("html.js").wait_for(state="attached")
    box = page.locator("input[name=query]")
    box.click()
    box.press_sequentially(words)
    page.locator(".md-search-result__item a").first.wait_for(state="visible")


def test_what_is_near_is_named_and_looked_for(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "classification/binary-croentropy", width=390) as (page, _):
        near = page.locator(".near a")
        assert {link.inner_text() for link in near.all()} >= {"Cross-entropy of two distributions"}
        near_name = near.first.inner_text()
        page.locator("html.js").wait_for(state="attached")
        page.get_by_role("button", name="Search for “binary croentropy”").click()
        page.locator(".md-search-result__item a").first.wait_for(state="visible")
        assert page.locator("input[name=query]").input_value() == "binary croentropy"
        leads_to = near.first.evaluate("link => link.href")
        near.first.evaluate("link => link.click()")
        page.wait_for_url(leads_to)
        assert page.locator("h1").inner_text().startswith(near_name)


def test_where_nothing_is_near_nothing_is_named(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "zzz/%F0%9F%98%80") as (page, _):
        assert page.locator("h1").inner_text() == "Page not found"
        assert not page.locator(".near").is_visible()
