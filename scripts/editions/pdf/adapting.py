"""Makes a chapter fit for paper: nothing folded, nothing to click but links within the book."""

import posixpath
import re
from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import Comment, Tag
from bs4.element import NavigableString

from scripts.editions.pdf.chapters import Chapter, chapter_name
from scripts.editions.pdf.tags import add_class, new_tag
from scripts.editions.pdf.words import Words

NO_PAGE_NAMED = ("reference-glossary", "reference-bibliography")
"""Chapters in the order of the alphabet: a reader finds an entry without its page."""

_SHORT = 14
"""So many letters in a cell stay on one line."""
_LINE = 80
"""So many letters below a listing are one line, that says where more of it stands."""
_LONG = 9
"""A table of more rows may go over to the next page."""

_HYPHENED = re.compile(r"(\w+(?:-\w+)+)")

SOLUTION = "solution"

BEGINS = "link-begins"
"""The comment at the beginning of a link whose page may be named at its end."""

_FOR_THE_SCREEN = (
    "details.evidence, .term-tip, .on-screen, .live, .drawing.wide, .download, "
    ".footnote-backref, script, style, button, input, template"
)
_IDLE_ATTRIBUTES = (
    "tabindex", "data-search-exclude", "data-count", "data-copy", "title", "download",
    "aria-describedby",
)  # fmt: skip


@dataclass(frozen=True)
class Solution:
    """The solution of an exercise, which stands at the end of the book."""

    chapter: Chapter
    label: str
    exercise_id: str
    solution_id: str
    content: list[Tag]


def adapt(chapter: Chapter, uris: Container[str], words: Words) -> list[Solution]:
    """Change the chapter's content in place; return the solutions that were taken out of it."""
    body = chapter.body
    for element in body.select(_FOR_THE_SCREEN):
        element.decompose()
    for element in body.find_all(True):
        for name in _IDLE_ATTRIBUTES:
            element.attrs.pop(name, None)
    for element in body.select(".formula-body, .step, .scroll"):
        element.attrs = {"class": element["class"]}
    _fill_cells(body)
    _keep_names_whole(body)
    _keep_citations_whole(body)
    _keep_titles_whole(body)
    _let_long_tables_go_over(body)
    _keep_announcements(body)
    _keep_pointers(body)
    _stack_tabs(body)
    folded = _mark_solutions(body)
    _link_within_the_book(chapter, uris)
    solutions = [
        _take_out(chapter, number, exercise, details, words)
        for number, (exercise, details) in enumerate(folded, start=1)
    ]
    _unfold(body)
    return solutions


def page_mark(target: str, form: str) -> Comment:
    """Return the comment that a page number replaces, once it is known."""
    return Comment(f"page {form} {target}")


def _fill_cells(body: Tag) -> None:
    """Put a blank into empty cells: Chromium leaves them out of the structure of their table."""
    for cell in body.select("td, th"):
        if not cell.contents:
            cell.string = "\N{NO-BREAK SPACE}"


def _keep_names_whole(body: Tag) -> None:
    """Keep what is short in a cell on one line: scikit-learn has a hyphen, ValueError two words."""
    for cell in body.select("th, td, td code"):
        if len(cell.get_text()) <= _SHORT:
            add_class(cell, "unbroken")
            for chance in cell.select("wbr"):
                chance.decompose()


def _keep_citations_whole(body: Tag) -> None:
    """Keep the year with its author: the index names the page that both are on."""
    for link in body.select("a[href*='bibliography.html#']"):
        add_class(link, "unbroken")


def _keep_titles_whole(body: Tag) -> None:
    """Keep a word of a heading on one line: what is broken at its hyphen is hard to search."""
    for text in [
        text for title in body.select("h1, h2, h3, h4") for text in title.find_all(string=True)
    ]:
        parts = _HYPHENED.split(text)
        if len(parts) > 1 and not isinstance(text, Comment):
            words = [
                new_tag("span", part, class_="unbroken") if at % 2 else NavigableString(part)
                for at, part in enumerate(parts)
            ]
            text.replace_with(*words)


def _let_long_tables_go_over(body: Tag) -> None:
    for figure in body.select("figure.table"):
        if len(figure.select("tr")) > _LONG:
            add_class(figure, "long")


def _keep_announcements(body: Tag) -> None:
    """Keep a paragraph that ends with a colon with what it announces."""
    for paragraph in body.select("p"):
        if paragraph.get_text().rstrip().endswith(":"):
            add_class(paragraph, "announcing")


def _keep_pointers(body: Tag) -> None:
    """Keep the line below a listing that only says where more of it stands with the listing."""
    for paragraph in body.select(".highlight + p:has(> a)"):
        if len(paragraph.get_text()) <= _LINE:
            add_class(paragraph, "pointer")


def _stack_tabs(body: Tag) -> None:
    """Put tabs one after another, each below its label."""
    for tabs in body.select(".tabbed-set"):
        labels = tabs.select(":scope > label, :scope > .tabbed-labels > label")
        contents = tabs.select(":scope > .tabbed-content > .tabbed-block") or tabs.select(
            ":scope > .tabbed-content"
        )
        stacked = new_tag("div", class_="tabs")
        for label, content in zip(labels, contents, strict=True):
            title = new_tag("p", class_="tab-label")
            title.extend(list(label.contents))
            tab = new_tag("div", class_="tab")
            tab.append(title)
            tab.extend(list(content.contents))
            stacked.append(tab)
        tabs.replace_with(stacked)


def _mark_solutions(body: Tag) -> list[tuple[Tag, Tag]]:
    """Return how each exercise begins, and its folded solution, which now says that it is one."""
    heading = body.find(id="exercises")
    found: list[tuple[Tag, Tag]] = []
    exercise: Tag | None = None
    for element in heading.find_next_siblings() if isinstance(heading, Tag) else ():
        if element.name in ("h1", "h2"):
            break
        if element.name == "p" and element.select_one(":scope > strong:first-child"):
            exercise = element
        elif element.name == "details" and exercise is not None:
            element["class"] = SOLUTION
            found.append((exercise, element))
            exercise = None
    return found


def _take_out(chapter: Chapter, number: int, exercise: Tag, details: Tag, words: Words) -> Solution:
    """Take a solution out of its chapter, and leave a link to it at the exercise."""
    exercise["id"] = f"{chapter.name}--exercise-{number}"
    solution_id = f"solutions--{chapter.name}-{number}"
    link = new_tag("a", words.solution, href=f"#{solution_id}", class_="to-solution")
    link.append(page_mark(solution_id, "after-comma"))
    last = details.find_previous_sibling("p")
    assert isinstance(last, Tag)
    last.append(" ")
    last.append(link)
    details.extract()
    _unfold(details)
    content = [child for child in details.find_all(recursive=False) if child.name != "summary"]
    strong = exercise.find("strong")
    label = strong.get_text().rstrip(".") if strong else ""
    return Solution(chapter, label, str(exercise["id"]), solution_id, content)


def _unfold(body: Tag) -> None:
    """Print folded parts open, as a titled part of the text.

    The numbers of a figure go behind it: its caption must be the last in it.
    """
    for numbers in body.select("figure > details.numbers"):
        assert numbers.parent is not None
        numbers.parent.insert_after(numbers.extract())
    for details in body.select("details"):
        details.name = "div"
        details["class"] = "unfolded"
        details.attrs.pop("open", None)
        if summary := details.find("summary", recursive=False):
            assert isinstance(summary, Tag)
            summary.name = "p"
            summary["class"] = "unfolded-title"


def _link_within_the_book(chapter: Chapter, uris: Container[str]) -> None:
    """Have ids begin with the chapter's name, and links lead to them."""
    for element in chapter.body.find_all(id=True):
        element["id"] = f"{chapter.name}--{element['id']}"
    for link in chapter.body.select("a[href]"):
        url = urlsplit(str(link["href"]))
        if url.scheme:
            continue
        folder = posixpath.dirname(chapter.uri)
        uri = posixpath.normpath(posixpath.join(folder, url.path)) if url.path else chapter.uri
        if uri not in uris:
            link.unwrap()
            continue
        name = chapter_name(uri)
        target = f"{name}--{url.fragment}" if url.fragment else name
        link["href"] = f"#{target}"
        if link.find_parent(class_="formula-names"):
            link.append(page_mark(target, "after-comma"))
            continue
        _name_page(link, name, target, elsewhere=uri != chapter.uri)


def _name_page(link: Tag, chapter: str, target: str, elsewhere: bool) -> None:
    """Have the page named behind a reference, and behind any link into another chapter."""
    classes = link.get_attribute_list("class")
    if "reference" in classes:
        link.insert(0, Comment(BEGINS))
        link.append(page_mark(target, "after-comma"))
    elif not elsewhere:
        return
    elif "formula-number" in classes:
        link.append(page_mark(target, "below"))
    elif chapter not in NO_PAGE_NAMED and not link.find("code"):
        link.insert_after(page_mark(target, "in-parentheses"))
