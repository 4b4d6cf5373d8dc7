"""The same sources build with another generator, and nothing of a page gets lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built.copies import ROOT, Built, build, copy_project
from tests.built.test_site import PAGES
from tests.pages import HANDOUTS

pytestmark = pytest.mark.nightly

PINS = ROOT / "scripts/website/zensical.txt"
PARTS = {
    "formulas": r'class="formula"',
    "drawn formulas": r'class="katex-html"',
    "evidence": r'<details class="evidence"',
    "symbols": r"data-symbol=",
    "explained words": r'class="term-tip"',
    "named heads": r"<math aria-label=",
    "values": r'class="value"',
    "figures": r'<svg role="img"',
    "tables": r"<table",
    "listings": r'<figure class="listing"',
    "outputs": r'class="output"',
    "ids": r'\bid="(?!__)',
}


@pytest.fixture(scope="module")
def with_zensical(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the site as Zensical builds it, from packages that stand beside the project's own."""
    packages = tmp_path_factory.mktemp("packages")
    uv = str(Path(sys.executable).with_name("uv"))
    command = [uv, "pip", "install", "--python", sys.executable, "--target", str(packages)]
    command += ["--no-deps", "--require-hashes", "--requirements", str(PINS)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip(f"Zensical cannot be installed: there is no {uv}")
    if ran.returncode:
        pytest.skip(f"Zensical cannot be installed: {ran.stderr.strip().splitlines()[-1]}")
    root = copy_project(tmp_path_factory.mktemp("zensical") / "project", cache_of=built.root)
    (root / ".cache/kept").touch()
    return build(root, "--generator", "zensical", PYTHONPATH=str(packages))


def article(site: Path, page: str) -> str:
    html = (site / f"{page}.html").read_text(encoding="utf-8")
    return html[html.index("<article") : html.rindex("</article>")]


def links(html: str) -> list[str]:
    return re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html)


def test_the_site_is_built_and_the_cache_kept(with_zensical: Built) -> None:
    assert with_zensical.status == 0, with_zensical.said
    assert (with_zensical.root / ".cache/kept").exists()
    assert not list((with_zensical.root / ".cache").glob("building-*"))
    made = {
        path.relative_to(with_zensical.site).with_suffix("").as_posix()
        for path in with_zensical.site.rglob("*.html")
    }
    assert made == {*PAGES, *HANDOUTS, "404"}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_the_same(built: Built, with_zensical: Built, page: str) -> None:
    ours, theirs = article(built.site, page), article(with_zensical.site, page)
    for name, pattern in PARTS.items():
        assert len(re.findall(pattern, theirs)) == len(re.findall(pattern, ours)), name
    assert links(theirs) == links(ours)


@pytest.mark.parametrize("page", [*PAGES, "404"])
def test_a_page_has_its_policy_and_asks_for_nothing_from_elsewhere(
    with_zensical: Built, page: str
) -> None:
    html = (with_zensical.site / f"{page}.html").read_text(encoding="utf-8")
    assert html.count('<meta http-equiv="Content-Security-Policy"') == 1
    assert "<!--content-->" not in html
    assert not re.search(r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?//', html)


def test_what_stands_beside_the_pages_is_the_same(built: Built, with_zensical: Built) -> None:
    beside = ("assets/cards/*", "assets/katex/**/*", "assets/type.css", "notebooks/*.ipynb", "*.py")
    for pattern in beside:
        ours = {path.relative_to(built.site) for path in built.site.glob(pattern)}
        assert ours
        for name in ours:
            made = with_zensical.site / name
            assert made.is_dir() or made.read_bytes() == (built.site / name).read_bytes()
    assert not list(with_zensical.site.glob("notebooks/*.py"))


def test_search_reads_the_same_words(built: Built, with_zensical: Built) -> None:
    ours = json.loads((built.site / "search/search_index.json").read_text("utf-8"))["docs"]
    theirs = json.loads((with_zensical.site / "search.json").read_text("utf-8"))["items"]
    known = {entry["location"]: entry for entry in ours}
    assert len(theirs) > 250
    for entry in theirs:
        one = known[entry["location"]]
        assert (entry["text"], entry["tags"]) == (one["text"], one.get("tags", []))


def test_what_is_wrong_is_told_and_leaves_the_site_as_it_was(with_zensical: Built) -> None:
    page = with_zensical.root / "docs/en/trade-offs/margins.md"
    text = page.read_text(encoding="utf-8")
    before = with_zensical.digests()
    packages = {"PYTHONPATH": ""}
    page.write_text(f"{text}\nSee [@eq:none].\n", encoding="utf-8")
    again = build(with_zensical.root, "--generator", "zensical", **packages)
    assert again.status == 1
    assert "[@eq:none] refers to nothing" in again.said
    page.write_text(text, encoding="utf-8")
    again = build(with_zensical.root, "--generator", "zensical", **packages)
    assert again.status == 1
    assert "Zensical is not installed. Run: make zensical" in again.said
    assert "Traceback" not in again.said
    assert again.digests() == before
