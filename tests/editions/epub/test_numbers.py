"""The numbers of figures stand at the end of the EPUB."""

from bs4 import BeautifulSoup

from scripts.editions.epub.numbers import mark_numbers, take_out_numbers
from scripts.editions.pdf.adapting import adapt
from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.words import words_of

FIGURE = (
    '<figure id="fig-a" class="figure"><svg></svg><figcaption>'
    '<span class="caption-number">Figure 2.</span> Says.</figcaption>'
    '<details class="numbers"><summary>The numbers</summary><table></table></details></figure>'
)


def test_a_figure_leads_to_its_numbers() -> None:
    chapter = Chapter("p.html", "", "", BeautifulSoup(f"{FIGURE}<p>next</p>", "html.parser"))
    mark_numbers(chapter)
    adapt(chapter, {"p.html"}, words_of("en"))
    (numbers,) = take_out_numbers(chapter, "Its numbers")
    assert (numbers.label, numbers.figure_id) == ("Figure 2", "p--fig-a")
    (link,) = chapter.body.select("figcaption a")
    assert (link.get_text(), link["href"]) == ("Its numbers", f"#{numbers.id}")
    assert not chapter.body.select("table")
    assert numbers.content.select("table")
