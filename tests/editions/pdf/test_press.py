"""The pages that a book names: those of the print that readers get, not of a proof."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.editions.pdf.adapting import BEGINS
from scripts.editions.pdf.layout import Book
from scripts.editions.pdf.press import settled
from scripts.editions.pdf.printing import Printer, printer
from scripts.editions.pdf.problems import BookError
from scripts.editions.pdf.words import words_of

pytestmark = pytest.mark.slow

STYLE = """
@page { size: 100px 400px; margin: 0; }
* { margin: 0; padding: 0; }
p { font: 10px/20px monospace; }
b { display: inline-block; width: 60px; }
.page { display: inline-block; width: 50px; white-space: nowrap; overflow: hidden; }
"""


def paragraph(target: str) -> str:
    return f"<p><b>{target}</b><!--page after-comma {target}--></p>"


def block(height: int, name: str = "filler") -> str:
    return f'<div id="{name}" style="height: {height}px; break-inside: avoid">{name}</div>'


def book(*parts: str) -> Book:
    links = "".join(f'<a href="#{name}"></a>' for name in ("first", "second"))
    head = f'<html lang="en"><head><meta charset="utf-8"><style>{STYLE}</style></head>'
    body = "\n".join(parts)
    return Book(words_of("en"), [], f"{head}<body>{body}<div hidden>{links}</div></body></html>")


@pytest.fixture(scope="module")
def press(program: Path) -> Iterator[Printer]:  # noqa: ARG001
    with printer(60) as opened:
        yield opened


class Press:
    """Prints, and remembers each text that it was given."""

    def __init__(self, press: Printer, file: Path) -> None:
        self._press = press
        self._file = file
        self.texts: list[str] = []

    def __call__(self, html: str, *, tagged: bool) -> bytes:
        self.texts.append(html)
        self._file.write_text(html, encoding="utf-8")
        return self._press.print(self._file, tagged=tagged)


def final_text(book: Book, press: Printer, folder: Path) -> str:
    prints = Press(press, folder / "book.html")
    settled(book, "A4", prints)
    return prints.texts[-1]


def test_what_is_in_sight_is_named_without_its_page(press: Printer, tmp_path: Path) -> None:
    text = final_text(book(block(40, "first"), paragraph("first")), press, tmp_path)
    assert "p.\N{NO-BREAK SPACE}" not in text


def test_what_leaves_the_page_after_the_proof_is_named(press: Printer, tmp_path: Path) -> None:
    """The page of the first, in sight, goes; the second moves a page up, but not its mention."""
    parts = [block(20, "first"), paragraph("first"), block(330), block(25, "second")]
    text = final_text(book(*parts, paragraph("second")), press, tmp_path)
    assert text.count("p.\N{NO-BREAK SPACE}1<") == 1


def test_a_link_that_is_broken_over_two_pages_names_its_page(
    press: Printer, tmp_path: Path
) -> None:
    words = "two lines of text"
    link = f'<a href="#second"><!--{BEGINS}-->{words}<!--page after-comma second--></a>'
    parts = [block(380), f'<p style="orphans: 1; widows: 1">{link}</p>', block(20, "second")]
    text = final_text(book(block(0, "first"), *parts), press, tmp_path)
    assert text.count("p.\N{NO-BREAK SPACE}2<") == 1


def test_pages_that_do_not_settle_are_told(press: Printer, tmp_path: Path) -> None:
    prints = Press(press, tmp_path / "book.html")

    def restless(html: str, *, tagged: bool) -> bytes:
        more = block(400) * (len(prints.texts) % 2)
        return prints(html.replace("<body>", f"<body>{more}"), tagged=tagged)

    with pytest.raises(BookError, match="still change after"):
        settled(book(paragraph("second"), block(400), block(10, "second")), "A4", restless)
