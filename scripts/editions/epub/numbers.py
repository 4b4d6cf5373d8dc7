"""The numbers of figures, which are folded on the site: in a reader of EPUB nothing folds.

They stand together at the end of the book. A link below each figure leads to its numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.tags import new_tag

_MARK = "numbers-of-"
"""What the ids of folded numbers begin with; that of their figure follows."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of a figure, and what leads back to it."""

    chapter: Chapter
    label: str
    figure_id: str
    content: Tag

    @property
    def id(self) -> str:
        """Where the link of the figure leads."""
        return str(self.content["id"])


def mark_numbers(chapter: Chapter) -> None:
    """Give the folded numbers of each figure an id, by which they are found when unfolded."""
    for numbers in chapter.body.select("figure[id] > details.numbers"):
        assert numbers.parent is not None
        numbers["id"] = f"{_MARK}{numbers.parent['id']}"


def take_out_numbers(chapter: Chapter, words: str) -> Iterator[Numbers]:
    """Take the numbers of figures out of an adapted chapter; leave a link in each caption."""
    for content in chapter.body.select(f"figure + [id^='{chapter.name}--{_MARK}']"):
        figure = content.find_previous_sibling("figure")
        assert isinstance(figure, Tag)
        assert figure.figcaption is not None
        numbers = Numbers(chapter, _label(figure.figcaption), str(figure["id"]), content.extract())
        link = new_tag("a", words, href=f"#{numbers.id}", class_="to-numbers")
        # A caption may be paragraphs; the link goes on in the last.
        (figure.figcaption.select("p") or [figure.figcaption])[-1].extend([" ", link])
        yield numbers


def _label(caption: Tag) -> str:
    number = caption.select_one(".caption-number")
    return number.get_text().strip().rstrip(".") if number else ""
