"""Slides and sheets are written where a page lists them, and nowhere else."""

import re
from pathlib import Path

import pytest

from scripts.website.finish.handouts import AWAITS
from scripts.website.finish.whole import finish
from scripts.website.ready import Entry, Site
from tests.website.tiny import Tiny

MARK = "data-0123"
EXERCISE = (
    "<p><strong>Exercise {}.</strong> Why?</p><details><summary>Solution</summary>{}</details>"
)


def page(content: str) -> str:
    marked = f"<article><!--content-->{content}<!--/content--></article>"
    return f'<html><meta charset="utf-8">{marked}</html>'


def lecture(title: str, *solutions: str) -> str:
    asked = (EXERCISE.format(number, one) for number, one in enumerate(solutions, start=1))
    head = f'<h1 id="t">{title}</h1><p class="question">Is it?</p>'
    return page(f'{head}<h2 id="exercises">Exercises</h2>{"".join(asked)}')


@pytest.fixture
def site(tiny_project: Tiny) -> Site:
    for uri in ("a.md", "part/b.md", "c.md", "list/it.md"):
        tiny_project.page(uri, "Text.", title=uri[0])
    tiny_project.page("reference/glossary.md", "- **Word**: a word. [a](../a.md)\n  { #word }\n")
    project = tiny_project.project()
    project.prepare()
    menu = (
        Entry("a.md", "One & more"),
        Entry("part/b.md", "One & more"),
        Entry("c.md", "Two"),
        Entry("list/it.md", "Two"),
    )
    return Site(project, "Tiny", menu, ())


PAGES = {
    "a": lecture("A", "<p>So.</p>", "<p>Thus.</p>"),
    "part/b": lecture("B", '<p><a href="../a.html#t">A</a></p>'),
    "c": page("<h1>C</h1>"),
    "list/it": page(f'<h1 id="l">List</h1>{AWAITS}'),
    "reference/glossary": page('<h1>Words</h1><p id="word">Word.</p>'),
}


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    folder = tmp_path / "site"
    for name, html in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    finish(folder, site, MARK)
    return folder


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_a_part_without_exercises_has_none(folder: Path) -> None:
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert {name for name in made if name.startswith(("slides/", "exercises/"))} == {
        "slides/one-more.html",
        "exercises/one-more.html",
        "exercises/one-more-solutions.html",
    }


def test_they_are_listed_with_their_numbers(folder: Path) -> None:
    listed = read(folder, "list/it.html")
    assert AWAITS not in listed
    assert '<th scope="row">One &amp; more</th>' in listed
    slides = read(folder, "slides/one-more.html").count('<section class="slide')
    assert slides == 3
    assert f'<a class="unbroken" href="../slides/one-more.html">{slides} slides</a>' in listed
    assert '<a class="unbroken" href="../exercises/one-more.html">3 exercises</a>' in listed
    assert '<a href="../exercises/one-more-solutions.html">with solutions</a>' in listed
    assert "[3 exercises](../exercises/one-more.html)" in read(folder, "list/it.md")


def test_a_part_with_too_many_elements_has_two_sets_that_lead_to_each_other(
    tmp_path: Path, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(folder, "slides/one-more.html")
    monkeypatch.setattr("scripts.website.finish.handouts._ELEMENTS", 15)
    again = tmp_path / "again"
    for name, html in PAGES.items():
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        (again / f"{name}.html").write_text(html, encoding="utf-8")
    finish(again, site, MARK)
    first, second = (read(again, f"slides/one-more{end}.html") for end in ("", "-2"))
    assert re.findall(r"<span>(\d / \d)</span>", first) == ["1 / 3", "2 / 3", "3 / 3"]
    assert re.findall(r"<span>(\d / \d)</span>", second) == ["1 / 2", "2 / 2"]
    assert "<title>One &amp; more: slides, 1 of 2 - Tiny</title>" in first
    assert '<li><a href="#a">A</a></li><li><a href="one-more-2.html#b">B</a></li>' in first
    assert '<li><a href="one-more.html#a">A</a></li><li><a href="#b">B</a></li>' in second
    assert 'It goes on with</h2><ul class="contents"><li><a href="one-more-2.html#b">B' in first
    assert "It goes on with" not in second + whole
    listed = read(again, "list/it.html")
    assert '<a class="unbroken" href="../slides/one-more.html">3 slides</a>, ' in listed
    assert '<a class="unbroken" href="../slides/one-more-2.html">2 more</a>' in listed
    assert (again / "exercises/one-more.html").is_file()
    assert not (again / "exercises/one-more-2.html").exists()


def test_slides_lead_to_their_pages_and_are_numbered(folder: Path) -> None:
    slides = read(folder, "slides/one-more.html")
    assert re.findall(r"<span>(\d / \d)</span>", slides) == ["1 / 3", "2 / 3", "3 / 3"]
    assert '<li><a href="#b">B</a></li>' in slides
    assert '<section class="slide title" id="b"><h2>B</h2>' in slides
    assert '<a href="../part/b.html">B</a>' in slides
    assert "<title>One &amp; more: slides - Tiny</title>" in slides


def test_one_sheet_has_solutions_and_the_other_has_none(folder: Path) -> None:
    asked, solved = (read(folder, f"exercises/one-more{end}.html") for end in ("", "-solutions"))
    assert asked.count("Why?") == solved.count("Why?") == 3
    assert "So." not in asked
    assert "Solution" not in asked
    assert solved.count('<div class="solution"><p class="solution-title">Solution</p>') == 3
    assert '<p><a href="../a.html#t">A</a></p>' in solved


def test_they_run_nothing_that_stands_in_them_and_ask_not_to_be_found(folder: Path) -> None:
    for name in ("slides/one-more.html", "exercises/one-more.html"):
        html = read(folder, name)
        assert "script-src 'self' file:;" in html
        assert re.findall(r"<script[^>]*>", html) == ['<script src="../assets/slides.js">']
        assert '<meta name="robots" content="noindex">' in html
        assert MARK not in html


def test_without_a_list_there_are_none(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "bare"
    (folder / "reference").mkdir(parents=True)
    (folder / "a.html").write_text(lecture("A", "So."), encoding="utf-8")
    words = page('<h1>Words</h1><p id="word">Word.</p>')
    (folder / "reference/glossary.html").write_text(words, encoding="utf-8")
    finish(folder, site, MARK)
    assert not (folder / "slides").exists()
    assert not (folder / "exercises").exists()


def test_a_page_that_has_not_changed_is_not_read_again(
    tmp_path: Path, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise AssertionError("it was read again")

    before = read(folder, "slides/one-more.html")
    monkeypatch.setattr("scripts.website.finish.handouts.lecture_of", fails)
    again = tmp_path / "again"
    for name, html in (
        ("a", lecture("A", "<p>So.</p>", "<p>Thus.</p>")),
        ("list/it", page(AWAITS)),
    ):
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        (again / f"{name}.html").write_text(html, encoding="utf-8")
    (again / "reference").mkdir()
    (again / "reference/glossary.html").write_text(page('<p id="word">W</p>'), encoding="utf-8")
    finish(again, site, MARK)
    assert 'id="a"' in read(again, "slides/one-more.html")
    assert before != read(again, "slides/one-more.html"), "page b is not there"
