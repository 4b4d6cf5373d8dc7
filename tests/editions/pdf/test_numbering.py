"""Numbers that are unique in the book: those of the site behind that of the chapter."""

from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.adapting import Solution
from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.numbering import give_numbers
from scripts.editions.pdf.words import words_of


def numbered(*pages: str) -> list[Tag]:
    chapters = [
        Chapter(f"p{at}.html", "", "", BeautifulSoup(html, "html.parser"))
        for at, html in enumerate(pages, start=1)
    ]
    give_numbers(chapters, [], words_of("en"))
    return [chapter.body for chapter in chapters]


def test_chapters_and_sections_are_numbered() -> None:
    first, second = numbered("<h1>A</h1>", '<h1>B</h1><h2 id="a">a</h2><h2 id="b">b</h2>')
    assert first.get_text() == "1 A"
    assert [heading.get_text() for heading in second.select("h1, h2")] == ["2 B", "2.1 a", "2.2 b"]


def test_formulas_figures_and_exercises_have_the_number_of_their_chapter() -> None:
    _, page = numbered(
        "",
        '<a class="formula-number">(3)</a> <span class="caption-number">Figure 2.</span> '
        '<p id="p2--exercise-1"><strong>Exercise 1.</strong></p>',
    )
    assert page.get_text() == "(2.3) Figure 2.2. Exercise 2.1."


def test_a_reference_is_the_number_alone_also_from_another_chapter() -> None:
    page, _ = numbered(
        '<a class="reference" href="#p2--eq-a">Losses (MSE, 2 of them) (6)<!--page--></a>; '
        '<a class="reference" href="#p1--eq-b">(1)</a>; '
        '<a class="reference" href="#p2--fig-c">Figure\xa03, Losses</a>',
        "",
    )
    assert page.get_text() == "(2.6); (1.1); Figure\xa02.3, Losses".replace(", Losses", "")
    assert "<!--page-->" in str(page)


def test_brackets_that_hold_a_reference_alone_are_not_doubled() -> None:
    link = '<a class="reference" href="#p1--eq-a">(6)<!--page--></a>'
    alone = '<a class="reference" href="#p1--eq-a">6</a>'
    (page,) = numbered(f"a ({link}), ({link} and b), (b {link}), c ({alone})")
    assert page.get_text() == "a (1.6), ((1.6) and b), (b (1.6)), c (1.6)"


def test_solutions_are_numbered_as_their_exercises() -> None:
    chapter = Chapter("p1.html", "", "", BeautifulSoup("", "html.parser"))
    content = BeautifulSoup('<p><a class="formula-number">(7)</a></p>', "html.parser")
    solution = Solution(chapter, "Exercise 4", "exercise", "solution", [content])
    (found,) = give_numbers([chapter], [solution], words_of("en"))
    assert found.label == "Exercise 1.4"
    assert content.get_text() == "(1.7)"


def test_an_exercise_that_a_sentence_names_has_the_number_of_its_chapter() -> None:
    _, page = numbered("", "<p>It need not (exercise 3). <!--exercise 4--></p>")
    assert page.get_text() == "It need not (exercise 2.3). "


def test_the_list_of_the_argument_names_formulas_by_the_chapters_that_they_are_in() -> None:
    _, _, listed = numbered(
        "",
        "",
        '<ul class="rests"><li id="p3--rests-a"><a href="#p1--eq-a">(4)\xa0mean</a>: rests on '
        '<a href="#p3--rests-b">(5)\xa0sum</a>.</li>'
        '<li id="p3--rests-b"><a href="#p2--eq-b">(5)\xa0sum</a></li></ul>'
        '<ul class="alone"><li><a href="#p2--eq-c">(6)\xa0other</a></li></ul>',
    )
    assert listed.get_text() == "(1.4)\xa0mean: rests on (2.5)\xa0sum.(2.5)\xa0sum(2.6)\xa0other"
