"""What a page has for a lecture: its slides and its exercises, both taken from the page itself.

Slides show what a lecturer does not want to write on a board: what the page says in short, its
formulas under their numbers, figures, tables, plain code and quick questions. What is said between
them, the lecturer says.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from scripts.website.finish.set_aside import SetAside
from scripts.website.finish.slide_sizes import (
    GAP,
    HEIGHT,
    WIDTH,
    caption_height,
    code_size,
    figure_size,
    fit,
    formula_size,
    table_size,
)

EXERCISES = "exercises"
"""The id of the section of exercises: a page that has it is one for lectures."""

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_ON_THE_SITE = (
    "details.evidence, details.numbers, details.careful, .own-numbers, .live, .drawing.wide, "
    "span.on-screen, .term-tip, .headerlink, .take-along, .page-foot, .download, "
    "button, script, style, noscript"
)
_IDLE = ("id", "aria-describedby", "data-copy", "data-count", "data-room", "data-search-exclude")
_SHOWN = "h2[id], h3[id], .formula, figure"
_SMALLEST_TABLE = 0.66
"""A table that would have to be drawn smaller goes on, on the next slide."""
_FIGURE_WIDTH, _FIGURE_HEIGHT, _BESIDE = 740.0, 500.0, 1.9
"""The largest drawing with its words at its side; a wider one has them below."""


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, its heading, the id of its section on the page, and what it shows."""

    kind: str
    heading: str
    anchor: str
    body: str


@dataclass(frozen=True)
class Lecture:
    """A page for lectures, all of it HTML: links lead to the site from a folder within it."""

    uri: str
    title: str
    slides: list[Slide]
    exercises: list[tuple[str, str]]
    """Each exercise and its solution."""

    @property
    def name(self) -> str:
        """The id of the page among others."""
        return posixpath.basename(posixpath.splitext(self.uri)[0])


@dataclass
class _Pile:
    """Things that go on one slide, as long as there is room."""

    heading: str = ""
    anchor: str = ""
    parts: list[str] = field(default_factory=list)
    height: float = 0.0


def lecture_of(html: str, address: str, continued: str) -> Lecture | None:
    """Return what a finished page has for a lecture; nothing where it has no exercises.

    Args:
        html: the page.
        address: where it stands on the site.
        continued: the word for a table that goes on, after its number.
    """
    found = _ARTICLE.search(html)
    if found is None or f'id="{EXERCISES}"' not in found[0]:
        return None
    return _Reader(found[0], address, continued).read()


class _Reader:
    """Takes one page apart."""

    def __init__(self, article: str, address: str, continued: str) -> None:
        self.aside = SetAside()
        self.address = address
        self.continued = continued
        body = BeautifulSoup(self.aside.take(article), "html.parser")
        for part in body.select(_ON_THE_SITE):
            part.decompose()
        for term in body.select("a.term"):
            term.unwrap()
        for link in body.select("a[href]"):
            link["href"] = self._from_beside(str(link["href"]))
        self.body = body

    def read(self) -> Lecture:
        title = self.body.select_one("h1")
        assert title is not None
        self.title = title.get_text().strip()
        self._name_regions()
        head = title.decode_contents().strip()
        slides = [self._title(head), *self._in_short(), *self._shown(), *self._quizzes()]
        return Lecture(self.address, self.aside.put_back(head), slides, [*self._exercises()])

    def _from_beside(self, href: str) -> str:
        """Return where a link of the page leads from a folder beside that of the page."""
        parts = urlsplit(href)
        if parts.scheme or href.startswith("//"):
            return href
        path = posixpath.join(posixpath.dirname(self.address), parts.path)
        whole = posixpath.normpath(path) if parts.path else self.address
        return f"../{whole}" + (f"#{parts.fragment}" if parts.fragment else "")

    def _name_regions(self) -> None:
        """Name what scrolls after its page too: tables are numbered page by page."""
        for region in self.body.select('[role="region"][aria-label]'):
            region["aria-label"] = f"{self.title}: {region['aria-label']}"

    def _title(self, head: str) -> Slide:
        question = self.body.select_one(".question")
        asked = self._html(question) if question else ""
        return self._slide("title", head, "", asked)

    def _in_short(self) -> Iterator[Slide]:
        for short in self.body.select(".in-short"):
            name = short.select_one(".in-short-title")
            listed = short.select_one("ul, ol")
            if name and listed:
                yield self._slide("short", name.decode_contents(), "", self._html(listed))

    def _shown(self) -> Iterator[Slide]:
        """Yield the slides of formulas, figures, tables and code, section by section."""
        pile = _Pile()
        for part in self.body.select(_SHOWN):
            if part.get("id") == EXERCISES:
                break
            if part.name in ("h2", "h3"):
                yield from self._full(pile)
                pile = _Pile(part.decode_contents().strip(), str(part["id"]))
            elif not _is_put_away(part):
                for shown, height in self._sized(part):
                    if pile.parts and pile.height + height > HEIGHT:
                        yield from self._full(pile)
                        pile = _Pile(pile.heading, pile.anchor)
                    pile.parts.append(shown)
                    pile.height += height + GAP
        yield from self._full(pile)

    def _full(self, pile: _Pile) -> Iterator[Slide]:
        if pile.parts:
            yield self._slide("shown", pile.heading, pile.anchor, "".join(pile.parts))

    def _sized(self, part: Tag) -> Iterator[tuple[str, float]]:
        """Yield what a formula or figure is on slides, each with its height there."""
        kinds = part.get_attribute_list("class")
        if "formula" in kinds:
            yield self._formula(part)
        elif "table" in kinds:
            yield from self._table(part)
        elif "listing" in kinds:
            yield from self._listing(part)
        elif part.select_one(".drawing"):
            yield self._figure(part)

    def _formula(self, formula: Tag) -> tuple[str, float]:
        [drawn, *_] = self.aside.in_order(str(formula))
        width, height = formula_size(drawn)
        smaller = fit(width, height)
        return self._html(formula, f"--fit: {smaller}"), height * smaller

    def _figure(self, figure: Tag) -> tuple[str, float]:
        [drawn, *_] = self.aside.in_order(str(figure.select_one(".drawing")))
        width, height = figure_size(drawn)
        beside = width / height < _BESIDE
        below = 0 if beside else caption_height(figure.find("figcaption"))
        room = _FIGURE_WIDTH if beside else WIDTH
        larger = min(room / width, (_FIGURE_HEIGHT - below) / height)
        figure["class"] = f"figure {'beside' if beside else 'above'}"
        return self._html(figure, f"--wide: {larger * width / 12.8:.2f}"), HEIGHT

    def _table(self, figure: Tag) -> Iterator[tuple[str, float]]:
        """Yield a table, a long one row after row on more than one slide."""
        caption = figure.find("figcaption")
        assert caption is None or isinstance(caption, Tag)
        above = caption_height(caption)
        head, body = figure.select("thead > tr"), figure.select_one("tbody")
        groups = _groups(figure.select("tbody > tr"))
        for pieces in range(1, len(groups) + 1):
            cut = _cut(groups, pieces)
            sizes = [table_size([*head, *rows], self.aside) for rows in cut]
            fits = [fit(w, h * HEIGHT / (HEIGHT - above)) for w, h in sizes]
            if min(fits) >= _SMALLEST_TABLE:
                break
        region = figure.select_one('[role="region"]')
        name = str(region["aria-label"]) if region else ""
        for piece, (rows, smaller, (_, height)) in enumerate(zip(cut, fits, sizes, strict=True)):
            if body:
                body.clear()
                body.extend(rows)
            if region and piece:
                region["aria-label"] = f"{name}, {piece + 1}"
            yield self._html(figure, f"--fit: {smaller}"), height * smaller + above
            if not piece:
                self._shorten(caption)

    def _shorten(self, caption: Tag | None) -> None:
        """Leave of a caption its number, and say that it goes on: its words stand before."""
        if caption and (number := caption.select_one(".caption-number")):
            paragraph = number.find_parent("p") or caption
            paragraph.clear()
            paragraph.append(number)
            number.string = f"{number.get_text().rstrip('.')}, {self.continued}."

    def _listing(self, listing: Tag) -> Iterator[tuple[str, float]]:
        for code in listing.select(".highlight"):
            width, height = code_size(code)
            for scrolling in code.select("pre"):
                # On a phone, where the theme sees to it on pages.
                scrolling["tabindex"] = "0"
            smaller = fit(width, height)
            yield self._html(code, f"--fit: {smaller}"), height * smaller

    def _quizzes(self) -> Iterator[Slide]:
        """Yield the quick questions with their choices; the answers stand on the page."""
        heading = self.body.find(id=EXERCISES)
        for quiz in self.body.select(".quiz"):
            question = quiz.select_one(".quiz-question")
            choices = quiz.select(".choice > summary")
            if question and choices:
                listed = "".join(f"<li>{self._words(choice)}</li>" for choice in choices)
                body = f'<ol class="choices" type="A">{listed}</ol>'
                anchor = EXERCISES if heading else ""
                yield self._slide("quiz", question.decode_contents(), anchor, body)

    def _exercises(self) -> Iterator[tuple[str, str]]:
        """Yield each exercise with its solution, which is folded on the page."""
        asked = ""
        for part in self._of_exercises():
            if part.name != "details":
                asked += self._html(part)
                continue
            if summary := part.find("summary", recursive=False):
                summary.extract()
            yield asked, self._words(part)
            asked = ""

    def _of_exercises(self) -> Iterator[Tag]:
        """Yield what the section of exercises holds, without its quick questions."""
        heading = self.body.find(id=EXERCISES)
        for part in heading.find_next_siblings() if isinstance(heading, Tag) else ():
            if part.name in ("h1", "h2"):
                return
            if "quiz" not in part.get_attribute_list("class"):
                yield part

    def _slide(self, kind: str, heading: str, anchor: str, body: str) -> Slide:
        return Slide(kind, self.aside.put_back(heading), anchor, self.aside.put_back(body))

    def _words(self, part: Tag) -> str:
        """Return what is in a part of the page."""
        _drop_idle(part)
        return self.aside.put_back(part.decode_contents())

    def _html(self, part: Tag, style: str = "") -> str:
        """Return a part of the page, with what its style says for slides."""
        _drop_idle(part)
        if style:
            part["style"] = style
        return self.aside.put_back(str(part))


def _drop_idle(part: Tag) -> None:
    """Drop ids, which may be those of another page too, and what only scripts ask for."""
    for element in [part, *part.find_all(True)]:
        for name in _IDLE:
            element.attrs.pop(name, None)


def _is_put_away(part: Tag) -> bool:
    """Tell whether readers see it only when they ask for it, or as a part of something else."""
    around = part.find_parent(["figure", "details"])
    is_folded_formula = part.name == "div" and around is not None and around.name == "details"
    return bool(part.find_parent(class_="tabbed-set") or (around and not is_folded_formula))


def _groups(rows: list[Tag]) -> list[list[Tag]]:
    """Return the rows of a table, those together that one cannot be read without."""
    groups: list[list[Tag]] = []
    for row in rows:
        if groups and "call" in row.get_attribute_list("class"):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _cut(groups: list[list[Tag]], pieces: int) -> list[list[Tag]]:
    """Return the rows in so many pieces of about the same length."""
    length = -(-len(groups) // pieces)
    starts = range(0, len(groups), length)
    return [[row for group in groups[at : at + length] for row in group] for at in starts]
