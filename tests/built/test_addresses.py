"""Where the site says that it and its source live: nowhere by default, where it is told else."""

import re

import pytest

from scripts.website.finish.links import is_handout
from tests.built.copies import Built, build, copy_project

ADDRESS = "https://example.org/learn/"
SOURCE = "https://example.org/owner/name"


@pytest.fixture(scope="module")
def addressed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copy_project(tmp_path_factory.mktemp("addressed") / "project", cache_of=built.root)
    again = build(root, SITE_URL=ADDRESS, REPO_URL=SOURCE)
    assert again.status == 0, again.said
    return again


def pages_of(built: Built) -> dict[str, str]:
    return {
        path.relative_to(built.site).as_posix(): path.read_text(encoding="utf-8")
        for path in built.site.rglob("*.html")
        if path.name != "404.html" and not is_handout(path.relative_to(built.site).as_posix())
    }


def meta(html: str, name: str) -> str | None:
    found = re.search(rf'<meta (?:property|name)="?{name}"? content="?([^">]+)', html)
    return found[1] if found else None


def test_each_page_names_its_address_and_its_card(addressed: Built) -> None:
    for name, html in pages_of(addressed).items():
        address = ADDRESS + name
        canonical = re.search(r'<link rel="?canonical"? href="?([^">\s]+)', html)
        assert canonical is not None, name
        assert canonical[1] == address
        assert meta(html, "og:url") == address, name
        card = meta(html, "og:image")
        assert card is not None, name
        assert card.startswith(ADDRESS), name
        assert (addressed.site / card.removeprefix(ADDRESS)).is_file(), name


def test_the_sitemap_lists_every_page(addressed: Built) -> None:
    listed = set(re.findall(r"<loc>(.*?)</loc>", (addressed.site / "sitemap.xml").read_text()))
    assert listed == {ADDRESS + name for name in pages_of(addressed)}


def test_without_an_address_none_is_invented(built: Built) -> None:
    for name, html in pages_of(built).items():
        assert 'rel="canonical"' not in html, name
        assert meta(html, "og:url") is None, name
        assert meta(html, "og:image") is None, name
    assert "<loc>" not in (built.site / "sitemap.xml").read_text()


def test_listings_link_to_their_lines_where_the_source_is_known(
    addressed: Built, built: Built
) -> None:
    linked = re.compile(rf'href="?{SOURCE}/blob/HEAD/(snippets/[\w/]+\.py)#L(\d+)-L(\d+)')
    found = [link for html in pages_of(addressed).values() for link in linked.findall(html)]
    assert len(found) > 70
    for path, first, last in found:
        lines = (built.root / path).read_text(encoding="utf-8").splitlines()
        assert re.match(r"def |class |@|\w+ ?[:=]", lines[int(first) - 1])
        assert lines[int(last) - 1].strip()
    assert not any("/blob/HEAD/" in html for html in pages_of(built).values())
