"""Pages of the site, made fit for paper."""

from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.adapting import adapt
from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.words import words_of


def adapted(html: str) -> Tag:
    article = BeautifulSoup(f"<article>{html}</article>", "lxml").article
    assert article is not None
    adapt(Chapter("part/page.html", "Part", "Page", article), {"part/page.html"}, words_of("en"))
    return article


def test_the_meaning_of_a_word_is_not_printed_behind_it() -> None:
    article = adapted(
        '<p>A <a class="term" href="#logit" aria-describedby="term-logit">logit</a>'
        '<span class="term-tip" id="term-logit">A real number.</span> here.</p>'
    )
    assert article.get_text() == "A logit here."
    assert not article.select("[aria-describedby]")


def test_what_only_a_screen_can_do_is_not_printed() -> None:
    assert adapted('<p>Read. <span class="on-screen">Click.</span></p>').get_text() == "Read. "
    drawn = '<div class="drawing">A</div><div class="drawing wide">B</div>'
    assert adapted(f"<figure>{drawn}</figure>").get_text() == "A"


def test_the_numbers_of_a_figure_are_unfolded_behind_it() -> None:
    article = adapted(
        "<figure><figcaption>Caption.</figcaption>"
        '<details class="numbers"><summary>The numbers</summary><p>1</p></details></figure>'
    )
    assert not article.select("details, summary")
    assert [part.get_text() for part in article.select("figure, .unfolded")] == [
        "Caption.",
        "The numbers1",
    ]


def test_what_is_short_in_a_cell_stays_on_one_line() -> None:
    article = adapted(
        "<table><tbody><tr><th>scikit-learn</th><td>weights, 8</td></tr>"
        "<tr><th>scikit-learn from probabilities</th>"
        "<td><code>Value<wbr/>Error</code> labels: got none</td></tr></tbody></table>"
    )
    assert [cell.get_text() for cell in article.select(".unbroken")] == [
        "scikit-learn",
        "weights, 8",
        "ValueError",
    ]
    assert not article.select("wbr")


def test_where_more_stands_is_said_beside_the_listing() -> None:
    listing = '<div class="highlight"><pre>x = 1</pre></div>'
    article = adapted(
        f'{listing}<p><a href="#a">How to find out</a></p>{listing}<p>Then the rest follows.</p>'
        f'{listing}<p>{"Long. " * 20}<a href="#a">More</a></p>'
    )
    assert [line.get_text() for line in article.select(".pointer")] == ["How to find out"]


def test_the_solution_is_named_at_the_end_of_its_exercise() -> None:
    article = adapted(
        '<h2 id="exercises">Exercises</h2><p><strong>Exercise 1.</strong> Here is a switch:</p>'
        '<div class="formula">x</div><p>Who uses it?</p><details><p>Nobody.</p></details>'
    )
    first, last = article.select("p")
    assert first["id"] == "part-page--exercise-1"
    assert first.get_text() == "Exercise 1. Here is a switch:"
    assert last.get_text() == "Who uses it? Solution"


def test_only_long_tables_may_be_broken() -> None:
    def table(rows: int) -> str:
        return (
            f'<figure class="table"><table><tbody>{"<tr><td>1</td></tr>" * rows}</table></figure>'
        )

    short, long = adapted(table(5) + table(30)).select("figure")
    assert "long" not in short.get_attribute_list("class")
    assert "long" in long.get_attribute_list("class")


def test_a_paragraph_with_a_colon_stays_with_what_it_announces() -> None:
    article = adapted("<p>Two sizes: small and large.</p><p>Two sizes: </p><ul><li>small</li></ul>")
    assert [found.get_text() for found in article.select(".announcing")] == ["Two sizes: "]


def test_names_of_formulas_name_their_page() -> None:
    article = adapted(
        '<ul class="formula-names"><li><a href="#formula-bce">BCE</a></li></ul>'
        '<p><a href="#formula-bce">above</a></p>'
    )
    names, other = article.select("a")
    assert "<!--page after-comma part-page--formula-bce-->" in str(names)
    assert "<!--" not in str(other)


def test_a_word_of_a_heading_is_not_broken_at_its_hyphen() -> None:
    article = adapted("<h1>Rare: multi-label, pos_weight</h1><p>A one-hot row.</p>")
    assert [word.get_text() for word in article.select(".unbroken")] == ["multi-label"]
    assert article.get_text() == "Rare: multi-label, pos_weightA one-hot row."
