"""Numbers that are unique in the book: chapter 4, section 4.2, formula (4.5), Figure 4.1.

The last part is the number that a formula, figure, table or exercise has on its page of the site.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bs4 import Comment, Tag

from scripts.editions.pdf.adapting import Solution
from scripts.editions.pdf.chapters import Chapter
from scripts.editions.pdf.tags import new_tag
from scripts.editions.pdf.words import Words

_NUMBERED = ".formula-number, .caption-number"
_NUMBER = re.compile(r"\d+")
_LISTED = "--rests-"
_REFERENCE = re.compile(
    r"^.*\((?P<formula>\d+)\)$|^(?P<bare>\d+)$|^(?P<kind>\w+\s)(?P<number>\d+)", re.DOTALL
)


def give_numbers(
    chapters: Sequence[Chapter], solutions: Sequence[Solution], words: Words
) -> list[Solution]:
    """Give numbers to chapters, sections, and all that has a number on its page, in place.

    Returns:
        The solutions with the numbers of their exercises.
    """
    numbers = {chapter.name: at for at, chapter in enumerate(chapters, start=1)}
    for chapter in chapters:
        _number_headings(chapter.body, numbers[chapter.name])
        for exercise in chapter.body.select("[id*='--exercise-'] > strong"):
            _extend(exercise, numbers[chapter.name])
        _number_content([chapter.body], numbers[chapter.name], numbers, words)
        _number_list(chapter.body, numbers)
    for solution in solutions:
        _number_content(solution.content, numbers[solution.chapter.name], numbers, words)
    return [
        replace(solution, label=_extended(solution.label, numbers[solution.chapter.name]))
        for solution in solutions
    ]


def _number_content(
    parts: Iterable[Tag], chapter: int, numbers: Mapping[str, int], words: Words
) -> None:
    exercise = re.compile(rf"(?<=\b{words.exercise}\s)\d+")
    for part in parts:
        for text in part.find_all(string=exercise):
            if not isinstance(text, Comment):
                text.replace_with(exercise.sub(rf"{chapter}.\g<0>", text))
        for numbered in part.select(_NUMBERED):
            _extend(numbered, chapter)
        for reference in part.select("a.reference[href^='#']"):
            _refer(reference, numbers[str(reference["href"])[1:].partition("--")[0]])


def _number_list(body: Tag, numbers: Mapping[str, int]) -> None:
    """Give the list of the argument, which leads to formulas and within itself, their numbers."""
    leads_to = {
        f"#{item['id']}": str(link["href"])
        for item in body.select(f"li[id*='{_LISTED}']")
        if (link := item.find("a", href=True))
    }
    for link in body.select(":is(.rests, .alone) a[href]"):
        target = str(link["href"])
        _extend(link, numbers[leads_to.get(target, target)[1:].partition("--")[0]])


def _number_headings(body: Tag, chapter: int) -> None:
    for heading in body.select("h1"):
        heading.insert(0, _heading_number(f"{chapter}"))
    for at, heading in enumerate(body.select("h2[id]"), start=1):
        heading.insert(0, _heading_number(f"{chapter}.{at}"))


def _heading_number(number: str) -> Tag:
    return new_tag("span", f"{number} ", class_="heading-number")


def _extend(numbered: Tag, chapter: int) -> None:
    """Put the number of the chapter before the number within it."""
    for text in numbered.find_all(string=True):
        if not isinstance(text, Comment):
            text.replace_with(_extended(text, chapter))


def _extended(text: str, chapter: int) -> str:
    return _NUMBER.sub(rf"{chapter}.\g<0>", text, count=1)


def _refer(reference: Tag, chapter: int) -> None:
    """Name what a reference leads to by its number in the book; it needs no title of a page."""
    for text in reference.find_all(string=True):
        if not isinstance(text, Comment) and (found := _REFERENCE.match(text)):
            text.replace_with(_named(found, chapter, in_brackets=_in_brackets(reference)))


def _in_brackets(reference: Tag) -> bool:
    """Tell whether the brackets of the text hold nothing but the reference."""
    before, after = reference.previous_sibling, reference.next_sibling
    return str(before or "").endswith("(") and str(after or "").startswith(")")


def _named(found: re.Match[str], chapter: int, *, in_brackets: bool) -> str:
    if formula := found["formula"] or found["bare"]:
        number = f"{chapter}.{formula}"
        return number if in_brackets else f"({number})"
    return f"{found['kind']}{chapter}.{found['number']}"
