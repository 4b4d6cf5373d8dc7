"""Links to sources become links to pages."""

import pytest

from scripts.website.finish.links import is_handout, with_links_to_pages

PAGES = {"index.md", "a/one.md", "b/two.md", "n/book.py"}


@pytest.mark.parametrize(
    ("here", "link", "resolved"),
    [
        ("a/one.md", "../b/two.md#x", "../b/two.html#x"),
        ("a/one.md", "../n/book.py", "../n/book.html"),
        ("a/one.md", "one.md", "one.html"),
        ("index.md", "a/one.md#x", "a/one.html#x"),
        ("n/book.py", "../index.md", "../index.html"),
        # What leads to no page is told of elsewhere; what leads elsewhere is none of ours.
        ("a/one.md", "two.md", "two.md"),
        ("a/one.md", "https://example.org/one.md", "https://example.org/one.md"),
        ("a/one.md", "#one.md", "#one.md"),
    ],
)
def test_a_link_leads_to_the_built_page(here: str, link: str, resolved: str) -> None:
    made = with_links_to_pages(f'<a class="x" href="{link}">x</a>', here, PAGES)
    assert made == f'<a class="x" href="{resolved}">x</a>'


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("slides/the-loss.html", True),
        ("../exercises/in-code-solutions.html#entropy", True),
        ("slides.html", False),
        ("exercises/sheet.pdf", False),
        ("foundations/exercises.html", False),
        ("myslides/one.html", False),
    ],
)
def test_what_is_for_lecturers_is_known_by_its_folder(address: str, is_one: bool) -> None:
    assert is_handout(address) is is_one
