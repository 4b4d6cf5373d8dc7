"""Slides and sheets of exercises for each part of the menu, made from its finished pages.

They are other forms of the pages, not pages: no menu has them, search does not find them and the
book is without them. A page that holds ``AWAITS`` lists them; without one, none are made.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from scripts.common.sources import environment, own_code
from scripts.common.store import key_of
from scripts.website.asked.words import WORDS
from scripts.website.finish.lecture import Lecture, Slide, lecture_of
from scripts.website.finish.links import SHEETS, SLIDES, address_of
from scripts.website.finish.policy import policy_of
from scripts.website.ready import Site

AWAITS = '<div class="lectures"></div>'
"""What a page has where the slides and sheets are to be listed."""

_SHEET_STYLES = (
    "assets/katex/katex.min.css", "assets/type.css", "assets/palette.css", "assets/handouts.css",
)  # fmt: skip
_SLIDE_STYLES = (*_SHEET_STYLES, "assets/slides.css")


@dataclass(frozen=True)
class Part:
    """A part of the menu with its pages for lectures."""

    title: str
    lectures: list[Lecture]

    @property
    def file(self) -> str:
        """What the names of its files begin with."""
        return re.sub(r"\W+", "-", self.title.lower())

    @property
    def slides(self) -> int:
        """How many slides there are, the first one included."""
        return 1 + sum(len(lecture.slides) for lecture in self.lectures)

    @property
    def exercises(self) -> int:
        """How many exercises there are."""
        return sum(len(lecture.exercises) for lecture in self.lectures)


def place_handouts(folder: Path, site: Site, pages: Mapping[str, str]) -> str:
    """Write the slides and sheets of all parts into the site; return the list of them.

    Args:
        folder: the site.
        site: what it was made from.
        pages: the finished pages, by their addresses.
    """
    parts = [*_parts(site, pages)]
    say = WORDS[site.project.docs.name].__getitem__
    for part in parts:
        for address, html in _documents(part, site, say):
            (folder / address).parent.mkdir(exist_ok=True)
            (folder / address).write_text(html, encoding="utf-8")
    return _list_of(parts, say)


def _parts(site: Site, pages: Mapping[str, str]) -> Iterator[Part]:
    for title, entries in groupby(site.menu, key=lambda entry: entry.section):
        addresses = [address_of(entry.uri) for entry in entries]
        lectures = [_kept(pages[one], one, site) for one in addresses if one in pages]
        if found := [lecture for lecture in lectures if lecture is not None]:
            yield Part(title, found)


def _kept(html: str, address: str, site: Site) -> Lecture | None:
    """Return what a page has for a lecture, as it was kept or as it is read now."""
    store = site.project.results.store
    made_of = own_code("scripts.website.finish.lecture.lecture_of")
    key = key_of("lecture", environment(site.project.root), made_of, address, html)
    if (kept := store.get(key)) is None:
        lecture = lecture_of(html, address)
        kept = {"lecture": lecture and asdict(lecture)}
        store.put(key, kept)
    if (found := kept["lecture"]) is None:
        return None
    slides = [Slide(**slide) for slide in found["slides"]]
    return Lecture(found["uri"], found["title"], slides, [(a, s) for a, s in found["exercises"]])


def _documents(part: Part, site: Site, say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of the slides and of both sheets."""
    slides = f"{part.title}: {say('slides').lower()}"
    script = '<script src="../assets/slides.js"></script>'
    body = f'{script}<main class="slides">{"".join(_slides(part, site))}</main>'
    yield f"{SLIDES}/{part.file}.html", _document(slides, body, _SLIDE_STYLES, site)
    for ending in ("", "-solutions"):
        title = f"{part.title}: {say('exercises').lower()}"
        if ending:
            title += f" {say('with_solutions')}"
        solved = say("solution") if ending else ""
        sheet = f'{script}<main class="sheet"><h1>{escape(title)}</h1>{_sheet(part, solved)}</main>'
        yield f"{SHEETS}/{part.file}{ending}.html", _document(title, sheet, _SHEET_STYLES, site)


def _document(title: str, body: str, styles: tuple[str, ...], site: Site) -> str:
    linked = "".join(f'<link rel="stylesheet" href="../{style}">' for style in styles)
    return (
        f'<!doctype html>\n<html lang="{site.project.docs.name}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy_of(())}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)} - {escape(site.name)}</title>"
        f'<link rel="icon" href="../assets/favicon.svg">{linked}</head>'
        f'<body data-md-color-scheme="default">{body}</body></html>\n'
    )


def _slides(part: Part, site: Site) -> Iterator[str]:
    """Yield all slides of a part, of which the first one lists its pages."""
    listed = "".join(f'<li><a href="#{one.name}">{one.title}</a></li>' for one in part.lectures)
    first = f'<h1>{escape(part.title)}</h1><ol class="contents">{listed}</ol>'
    home = f'<a href="../index.html">{escape(site.name)}</a>'
    yield _framed("opening", "", first, home, 1, part.slides)
    number = 1
    for lecture in part.lectures:
        for slide in lecture.slides:
            number += 1
            yield _slide(slide, lecture, number, part.slides)


def _slide(slide: Slide, lecture: Lecture, number: int, count: int) -> str:
    address = f"../{lecture.uri}" + (f"#{slide.anchor}" if slide.anchor else "")
    page = f'<a href="{address}">{lecture.title}</a>'
    if slide.kind == "title":
        body = f"<h2>{slide.heading}</h2>{slide.body}"
        return _framed("title", f' id="{lecture.name}"', body, page, number, count)
    body = f'<h3>{slide.heading}</h3><div class="body">{slide.body}</div>'
    return _framed(slide.kind, "", body, page, number, count)


def _framed(kind: str, named: str, body: str, foot: str, number: int, count: int) -> str:
    return (
        f'<section class="slide {kind}"{named}>{body}<div class="foot"><span>{foot}</span>'
        f"<span>{number} / {count}</span></div></section>"
    )


def _sheet(part: Part, solved: str) -> str:
    """Return the exercises page by page, with solutions if there is a word for them."""
    return "".join(
        f'<section id="{lecture.name}"><h2><a href="../{lecture.uri}">{lecture.title}</a></h2>'
        f"{''.join(_exercise(*one, solved) for one in lecture.exercises)}</section>"
        for lecture in part.lectures
        if lecture.exercises
    )


def _exercise(asked: str, solution: str, solved: str) -> str:
    told = f'<div class="solution"><p class="solution-title">{solved}</p>{solution}</div>'
    return f'<div class="exercise">{asked}{told if solved else ""}</div>'


def _list_of(parts: list[Part], say: Callable[[str], str]) -> str:
    """Return the table of all slides and sheets, for a page one folder below the home page."""
    heads = "".join(f'<th scope="col">{say(one)}</th>' for one in ("part", "slides", "sheets"))
    rows = "".join(f"<tr>{_row(part, say)}</tr>" for part in parts)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{say("lectures")}">'
        f'<table class="written"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(part: Part, say: Callable[[str], str]) -> str:
    slides = say("count_slides").format(part.slides)
    exercises = say("count_exercises").format(part.exercises)
    sheet = f"../{SHEETS}/{part.file}"
    return (
        f'<th scope="row">{escape(part.title)}</th>'
        f'<td><a class="unbroken" href="../{SLIDES}/{part.file}.html">{slides}</a></td>'
        f'<td><a class="unbroken" href="{sheet}.html">{exercises}</a>, '
        f'<a href="{sheet}-solutions.html">{say("with_solutions")}</a></td>'
    )
