"""The books are offered where they are, and nowhere else."""

from pathlib import Path

from scripts.editions.downloads import BOOKS, offer_books

PAGE = (
    '<html lang="en"><footer><div class="md-copyright">\n'
    '<div class="md-copyright__highlight">CC BY</div></div></footer></html>'
)


def site(folder: Path, *books: str) -> Path:
    (folder / "part").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "part" / "page.html").write_text(PAGE)
    for book in books:
        (folder / book).write_bytes(b"")
    return folder


def test_each_page_leads_to_the_books_that_are_there(tmp_path: Path) -> None:
    first, *others = BOOKS
    folder = site(tmp_path / "site", first)
    offer_books(folder)
    assert f'href="{first}"' in (folder / "index.html").read_text()
    below = (folder / "part" / "page.html").read_text()
    assert f'href="../{first}"' in below
    assert not [book for book in others if book in below]


def test_a_site_without_books_stays_as_it_is(tmp_path: Path) -> None:
    folder = site(tmp_path / "site")
    offer_books(folder)
    assert (folder / "index.html").read_text() == PAGE


def test_offering_again_says_what_there_is_now(tmp_path: Path) -> None:
    first, second, *_ = BOOKS
    folder = site(tmp_path / "site", first)
    offer_books(folder)
    (folder / second).write_bytes(b"")
    offer_books(folder)
    page = (folder / "index.html").read_text()
    assert page.count(f'href="{first}"') == page.count(f'href="{second}"') == 1
    (folder / first).unlink()
    (folder / second).unlink()
    offer_books(folder)
    assert (folder / "index.html").read_text() == PAGE
