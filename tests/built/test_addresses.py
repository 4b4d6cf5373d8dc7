"""Where the site says that it and its source live: nowhere by default, where it is told else."""

import re
from pathlib import PurePosixPath

import pytest

from scripts.website.finish.links import is_handout
from scripts.website.made.colab import colab_address
from tests.built.copies import Built, build, copy_project

ADDRESS = "https://example.org/learn/"
SOURCE = "https://github.com/owner/name"


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


def test_notebooks_open_in_colab_where_the_source_is_on_github(
    addressed: Built, built: Built
) -> None:
    pages = {name: html for name, html in pages_of(addressed).items() if "notebooks/" in name}
    assert pages
    for name, html in pages.items():
        address = colab_address(SOURCE, PurePosixPath(name).with_suffix(".ipynb").name)
        assert re.search(rf'<a href="?{re.escape(address)}"?>', html), name
        assert (addressed.site / name).with_suffix(".ipynb").is_file()
    assert not any("colab" in html for html in pages_of(built).values())


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


def test_each_page_leads_to_where_it_is_edited_and_mended(addressed: Built, built: Built) -> None:
    edited = re.compile(rf'href="{SOURCE}/edit/main/(docs/en/[\w/-]+\.(?:md|py))"')
    pages = pages_of(addressed)
    sources = [link for html in pages.values() for link in edited.findall(html)]
    assert len(sources) == len(set(sources)) == len(pages)
    assert all((built.root / path).is_file() for path in sources)
    for name, html in pages.items():
        assert f'href="{SOURCE}/issues/new?title=' in html, name
        assert ADDRESS.replace(":", "%3A").replace("/", "%2F") + name.replace("/", "%2F") in html
    for name, html in pages_of(built).items():
        assert not re.search(r'href="[^"]*/(edit/main|issues/new)', html), name
