"""The way of the argument on the built site: complete, and the same drawn and listed."""

import posixpath
import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built.copies import Built
from tests.pages import PAGES

PAGE = "reference/argument"


@pytest.fixture(scope="module")
def page(built: Built) -> BeautifulSoup:
    return BeautifulSoup((built.site / f"{PAGE}.html").read_text("utf-8"), "html.parser")


def named(links: list[Tag]) -> list[str]:
    return [re.sub(r".*#(?:eq|rests)-", "", str(link["href"])) for link in links]


def test_every_formula_of_the_site_is_there_once(built: Built, page: BeautifulSoup) -> None:
    listed = [item["id"] for item in page.select(".rests li")]
    alone = page.select(".alone a")
    names = [str(name).removeprefix("rests-") for name in listed] + named(alone)
    wanted = []
    for uri in PAGES:
        html = BeautifulSoup((built.site / f"{uri}.html").read_text("utf-8"), "html.parser")
        wanted += [str(tag["id"]) for tag in html.select(".formula[id^=eq-]")]
    assert sorted(names) == sorted(name.removeprefix("eq-") for name in wanted)


def test_every_link_leads_to_a_formula_under_its_number(built: Built, page: BeautifulSoup) -> None:
    links = page.select(".argument a[href*='#eq-']")
    assert len(links) > 200
    pages: dict[str, BeautifulSoup] = {}
    for link in links:
        path, _, target = str(link["href"]).partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(PAGE), path))
        if path not in pages:
            pages[path] = BeautifulSoup((built.site / path).read_text("utf-8"), "html.parser")
        number = pages[path].select_one(f"#{target} > .formula-number")
        assert number
        assert link.get_text().startswith(number.get_text())


def test_the_drawing_says_what_the_list_says(page: BeautifulSoup) -> None:
    boxes = page.select(".graph li")
    names = named([box.find_all("a")[0] for box in boxes])
    drawn = {
        (names[int(str(use["href"]).removeprefix("#box-"))], name)
        for box, name in zip(boxes, names, strict=True)
        for use in box.select(".below use[href^='#box']")
    }
    turned = {
        (name, names[int(str(use["href"]).removeprefix("#box-"))])
        for box, name in zip(boxes, names, strict=True)
        for use in box.select(".above use[href^='#box']")
    }
    assert drawn == turned
    assert len(drawn) > 150
    listed = {
        (other, str(item["id"]).removeprefix("rests-"))
        for item in page.select(".rests li")
        if ": rests on " in item.get_text()
        for other in named(grounds_of(item))
    }
    assert listed == drawn


def grounds_of(item: Tag) -> list[Tag]:
    """Return the links of an entry that stand before the semicolon."""
    end = str(item).find("; ")
    links = item.find_all("a")[1:]
    return [link for link in links if end < 0 or str(item).find(str(link)) < end]


def test_what_the_text_of_the_pages_says_is_there(page: BeautifulSoup) -> None:
    """A twin, a definition and a sentence: each of the three reasons."""
    for name, ground in [
        ("bce-gradient-yhat", "bce"),
        ("ce-decomposition", "kl"),
        ("gibbs-sums", "gibbs"),
    ]:
        (item,) = page.select(f"#rests-{name}")
        assert ground in named(grounds_of(item)), name
