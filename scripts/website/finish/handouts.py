"""Slides and sheets of exercises for each part of the menu, made from its finished pages.

They are other forms of the pages, not pages: no menu has them, search does not find them and the
book is without them. A page that holds ``AWAITS`` lists them; without one, none are made.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path

from scripts.common.latest import latest
from scripts.common.sources import own_code
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
_ELEMENTS = 11_900
"""More in one set would make it slow: a part that has more becomes several, page by page."""
_TAG = re.compile("<[a-z]")
_AROUND = 7
"""So many elements a slide has around what it shows."""


@dataclass(frozen=True)
class Deck:
    """A set of slides: those of a part of the menu, or of some of its pages."""

    file: str
    lectures: list[Lecture]

    @property
    def address(self) -> str:
        """Where it is in the site."""
        return f"{SLIDES}/{self.file}.html"


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
    def decks(self) -> list[Deck]:
        """The slides in as few sets as are light enough, about as heavy as each other."""
        weights = [_elements(lecture) for lecture in self.lectures]
        count = -(-sum(weights) // _ELEMENTS) or 1
        found: list[list[Lecture]] = [[] for _ in range(count)]
        behind = 0
        for lecture, weight in zip(self.lectures, weights, strict=True):
            middle = behind + weight / 2
            found[min(int(middle * count / (sum(weights) or 1)), count - 1)].append(lecture)
            behind += weight
        filled = [lectures for lectures in found if lectures]
        return [
            Deck(self.file + (f"-{number}" if number > 1 else ""), lectures)
            for number, lectures in enumerate(filled, start=1)
        ]

    @property
    def exercises(self) -> int:
        """How many exercises there are."""
        return sum(len(lecture.exercises) for lecture in self.lectures)


def _elements(lecture: Lecture) -> int:
    shown = [slide.heading + slide.body for slide in lecture.slides]
    return sum(_AROUND + len(_TAG.findall(one)) for one in shown)


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
    return latest(("lecture", address), html, partial(_from_store, html, address, site))


def _from_store(html: str, address: str, site: Site) -> Lecture | None:
    store = site.project.results.store
    made_of = own_code("scripts.website.finish.lecture.lecture_of")
    continued = WORDS[site.project.docs.name]["continued"]
    key = key_of("lecture", site.project.environment, made_of, address, continued, html)
    if (kept := store.get(key)) is None:
        lecture = lecture_of(html, address, continued)
        kept = {"lecture": lecture and asdict(lecture)}
        store.put(key, kept)
    if (found := kept["lecture"]) is None:
        return None
    slides = [Slide(**slide) for slide in found["slides"]]
    return Lecture(found["uri"], found["title"], slides, [(a, s) for a, s in found["exercises"]])


def _documents(part: Part, site: Site, say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of the slides and of both sheets."""
    script = '<script src="../assets/slides.js"></script>'
    decks = part.decks
    for number, deck in enumerate(decks, start=1):
        title = f"{part.title}: {say('slides').lower()}"
        if len(decks) > 1:
            title += f", {say('one_of').format(number, len(decks))}"
        slides = "".join(_slides(part.title, decks, number - 1, site, say))
        body = f'{script}<main class="slides">{slides}</main>'
        yield deck.address, _document(title, body, _SLIDE_STYLES, site)
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


def _slides(
    title: str, decks: list[Deck], at: int, site: Site, say: Callable[[str], str]
) -> list[str]:
    """Return all slides of a set. The first one lists the pages of its part, the last one leads on.

    Where a part has several sets, the pages of the others are listed with links to them.
    """
    home = f'<a href="../index.html">{escape(site.name)}</a>'
    listed = "".join(_entry(one, deck, decks[at]) for deck in decks for one in deck.lectures)
    first = f'<h1>{escape(title)}</h1><ol class="contents">{listed}</ol>'
    count = _count(decks, at)
    shown = [(slide, lecture) for lecture in decks[at].lectures for slide in lecture.slides]
    slides = [
        _framed("opening", "", first, home, 1, count),
        *(_slide(*one, number, count) for number, one in enumerate(shown, start=2)),
    ]
    if at + 1 < len(decks):
        listed = "".join(_entry(one, decks[at + 1]) for one in decks[at + 1].lectures)
        last = f'<h2>{say("goes_on")}</h2><ul class="contents">{listed}</ul>'
        slides.append(_framed("opening", "", last, home, count, count))
    return slides


def _entry(lecture: Lecture, deck: Deck, here: Deck | None = None) -> str:
    """Return a link to the first slide of a page, in this set or in another."""
    file = "" if deck is here else f"{deck.file}.html"
    return f'<li><a href="{file}#{lecture.name}">{lecture.title}</a></li>'


def _count(decks: list[Deck], at: int) -> int:
    """Return how many slides a set has, with the first one and the one that leads on."""
    shown = sum(len(lecture.slides) for lecture in decks[at].lectures)
    return 1 + shown + (at + 1 < len(decks))


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
    decks = part.decks
    slides = ", ".join(
        f'<a class="unbroken" href="../{deck.address}">'
        f"{say('count_more' if at else 'count_slides').format(_count(decks, at))}</a>"
        for at, deck in enumerate(decks)
    )
    exercises = say("count_exercises").format(part.exercises)
    sheet = f"../{SHEETS}/{part.file}"
    return (
        f'<th scope="row">{escape(part.title)}</th><td>{slides}</td>'
        f'<td><a class="unbroken" href="{sheet}.html">{exercises}</a>, '
        f'<a href="{sheet}-solutions.html">{say("with_solutions")}</a></td>'
    )
