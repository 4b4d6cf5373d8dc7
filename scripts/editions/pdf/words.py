"""The few words that the book adds to those of the site, in each language."""

from dataclasses import dataclass
from datetime import datetime

from scripts.editions.pdf.problems import BookError


@dataclass(frozen=True)
class Words:
    """What is printed on pages and beside links; ``{}`` stands for what changes."""

    contents: str
    numbers: str
    numbers_of_figure: str
    numbers_of_figures: str
    part: str
    page: str
    exercise: str
    solution: str
    solutions: str
    index: str
    symbols: str
    version: str
    date: str
    months: tuple[str, ...]

    def on_page(self, number: int | str) -> str:
        """Return the number of a page as it stands beside a reference; no line breaks in it."""
        return self.page.replace(" ", "\u00a0").format(number)

    def dated(self, moment: datetime) -> str:
        """Return a date as a reader writes it."""
        return self.date.format(
            day=moment.day, month=self.months[moment.month - 1], year=moment.year
        )


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_WORDS = {
    "en": Words(
        contents="Contents",
        numbers="Numbers begin with that of their chapter: formula ({chapter}.{number}) is formula "
        "({number}) on the page “{title}” of the site. So do those of figures, tables and "
        "exercises. A number that is missing is that of a table that only the site has.",
        numbers_of_figure="Its numbers",
        numbers_of_figures="Numbers of the figures",
        part="Part {}",
        page="p. {}",
        exercise="exercise",
        solution="Solution",
        solutions="Solutions of the exercises",
        index="Index",
        symbols="Symbols",
        version="Version {version}, from the source of {date}",
        date="{day} {month} {year}",
        months=_ENGLISH_MONTHS,
    ),
}


def words_of(language: str) -> Words:
    """Return the words of a language.

    Raises:
        BookError: nobody has translated them yet.
    """
    if language not in _WORDS:
        raise BookError(f"{__name__} has no words for the language '{language}'.")
    return _WORDS[language]
