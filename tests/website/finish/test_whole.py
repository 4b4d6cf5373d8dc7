"""A folder as a generator leaves it becomes the site."""

import json
from pathlib import Path

import pytest

from scripts.website.finish.whole import finish, finished
from scripts.website.problems import BuildError
from scripts.website.ready import Entry, Site
from tests.website.tiny import BODY, Tiny

MARK = "data-0123"
HEAD = f'<meta charset="utf-8"><script {MARK}>one()</script><h2 id="menu">Menu</h2>'
GLOSSARY = "- **Entropy**: the mean *surprise*. [Entropy](../b.md)\n  { #entropy }\n"


def page(content: str, head: str = HEAD) -> str:
    return f"<html>{head}<main><!--content-->{content}<!--/content--></main></html>"


@pytest.fixture
def site(tiny_project: Tiny) -> Site:
    tiny_project.page("a.md", "Text.", title="One")
    tiny_project.page("b.md", "Text.", title="Two")
    tiny_project.page("reference/glossary.md", GLOSSARY, title="Glossary")
    project = tiny_project.project()
    project.prepare()
    return Site(project, "Tiny", (Entry("a.md", "Part"), Entry("b.md")), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "reference").mkdir(parents=True)
    (folder / "a.html").write_text(
        page('<h1 id="one">One</h1><p>Entropy, see <a href="b.md#x">two</a>.</p>'),
        encoding="utf-8",
    )
    two = '<h1 id="two">Two</h1><p id="x">Entropy.</p>'
    (folder / "b.html").write_text(page(two), encoding="utf-8")
    words = page('<h1 id="words">Words</h1><p id="entropy">Entropy.</p>')
    (folder / "reference/glossary.html").write_text(words, encoding="utf-8")
    (folder / "404.html").write_text(f"{HEAD}<p>entropy</p>", encoding="utf-8")
    listed = [{"location": "a.html", "title": "One", "text": "?"}]
    (folder / "search.json").write_text(json.dumps({"items": listed}), encoding="utf-8")
    return folder


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_pages_what_stands_beside_them_and_search(site: Site, folder: Path) -> None:
    finish(folder, site, MARK)
    made = read(folder, "a.html")
    assert "<!--" not in made
    assert '<a href="b.html#x">two</a>' in made
    assert '<a class="term" href="reference/glossary.html#entropy"' in made
    assert 'class="term"' not in read(folder, "b.html"), "it explains the word itself"
    for name in ("a.html", "b.html", "404.html"):
        assert read(folder, name).count("Content-Security-Policy") == 1
        assert "'sha256-" in read(folder, name)
        assert MARK not in read(folder, name)
    assert (folder / "assets/cards/a.png").exists()
    assert (folder / "assets/type.css").exists()
    assert (folder / "assets/katex/katex.min.css").exists()
    (entry,) = json.loads(read(folder, "search.json"))["items"]
    assert entry["text"] == "<p>Entropy, see two.</p>"


def test_a_link_that_leads_nowhere_is_told(site: Site, folder: Path, tiny_project: Tiny) -> None:
    tiny_project.change("docs/en/a.md", "Text.", "See [it](none.md) and [it](b.md#none).")
    links = '<a href="none.md">it</a><a href="b.md#none">it</a>'
    (folder / "a.html").write_text(page(f'<h1 id="one">One</h1>{links}'), encoding="utf-8")
    with pytest.raises(BuildError) as told:
        # What the generator has told of is not told again.
        finish(folder, site, MARK, {("a.md", "none.md"), ("b.md", "b.md#none")})
    assert [str(problem) for problem in told.value.problems] == [
        f"docs/en/a.md:{BODY}: the link b.html#none is broken: "
        "b.html has nothing with the id 'none'"
    ]


def test_a_page_that_is_served_has_no_policy(site: Site, folder: Path) -> None:
    finish(folder, site)
    assert "Content-Security-Policy" not in read(folder, "a.html")
    assert 'class="term"' in read(folder, "a.html")


def test_a_finished_page_is_made_once(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    finish(folder, site, MARK)
    first = {path: path.read_text(encoding="utf-8") for path in written}
    monkeypatch.setattr("scripts.website.finish.whole.finished", None)
    for path, text in written.items():
        # Another build has another mark.
        path.write_text(text.replace(MARK, "data-4567"), encoding="utf-8")
    finish(folder, site, "data-4567")
    assert {path: path.read_text(encoding="utf-8") for path in written} == first


def test_where_the_mark_stands_counts(site: Site, folder: Path) -> None:
    path = folder / "a.html"
    before = path.read_text(encoding="utf-8")
    finish(folder, site, MARK)
    path.write_text(before.replace(f" {MARK}>one()", f">one()<!--{MARK}-->"), encoding="utf-8")
    with pytest.raises(BuildError, match=r"docs/en/a\.md:1: the script <script> comes from no"):
        finish(folder, site, MARK)


def test_all_that_pages_may_not_hold_is_told_at_once(site: Site, folder: Path) -> None:
    for name in ("a", "b"):
        html = page(f'<h1 id="x">{name}</h1><p onclick="x()">x</p></article><form></form>')
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    with pytest.raises(BuildError) as told:
        finish(folder, site, MARK)
    assert [(str(p.place), p.what) for p in told.value.problems] == [
        ("docs/en/a.md:1", "the attribute onclick on <p>"),
        ("docs/en/a.md:1", "<form> in a page"),
        ("docs/en/b.md:1", "the attribute onclick on <p>"),
        ("docs/en/b.md:1", "<form> in a page"),
    ]


@pytest.mark.parametrize("content", ["<!--/content--><form></form>", "<form></form><!--content-->"])
def test_no_content_gets_out_of_sight(site: Site, content: str) -> None:
    with pytest.raises(BuildError, match="<form> in a page"):
        finished(page(content), "a.md", site, MARK)


def test_content_that_no_template_marks_is_told(site: Site) -> None:
    with pytest.raises(
        BuildError, match=r"docs/en/a\.md:1: its template does not mark the content"
    ):
        finished("<html><main><p>Text.</p></main></html>", "a.md", site, MARK)


def test_front_matter_counts_though_the_page_is_the_same(
    site: Site, folder: Path, tiny_project: Tiny
) -> None:
    written = read(folder, "a.html")
    finish(folder, site, MARK)
    (folder / "a.html").write_text(written, encoding="utf-8")
    tiny_project.change("docs/en/a.md", "description: A page.", "description: A\ntemplate: x.html")
    with pytest.raises(BuildError, match=r"docs/en/a\.md:3: the front matter holds 'template'"):
        finish(folder, site, MARK)


def test_only_what_readers_need_is_sent(site: Site) -> None:
    head = f"{HEAD}\n\n    <title>\n  A</title>\n"
    content = "<p>a</p>\n    <pre><code>x\n\n    y</code></pre><p data-search-exclude>b</p>"
    made = finished(page(content, head), "b.md", site, MARK).html
    assert "\n<title>\nA</title>\n<main>" in made
    assert "<p>a</p>\n    <pre>" in made
    assert "x\n\n    y</code>" in made
    assert "<p>b</p>" in made
