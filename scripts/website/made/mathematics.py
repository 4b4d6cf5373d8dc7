"""What the checker reads: the mathematics of all pages, and the code that they may name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.common.latest import latest
from scripts.common.sources import Sources, environment
from scripts.common.store import key_of
from scripts.formulas.reading.documents import pages_below
from scripts.formulas.reading.mathematics import mathematics_of
from scripts.formulas.reading.parts import markdown_of
from scripts.website.asked.needs import NOTATION


@dataclass(frozen=True)
class Mathematics:
    """A hash of all that is said, and by the file of each page the lines in which it stands."""

    key: str
    lines: Mapping[str, Sequence[int]]


def read_mathematics(docs: Path, sources: Sources) -> Mathematics:
    """Return the mathematics of the pages below ``docs``.

    Raises:
        SourceError: a module that they name cannot be read.
    """
    root = sources.root
    # The words of its table are shown beside formulas.
    said = [environment(root), _text_of(docs / NOTATION)]
    lines: dict[str, Sequence[int]] = {}
    for path in pages_below(docs):
        file, text = path.relative_to(root), markdown_of(path)
        page = mathematics_of(file, text)
        said += [str(file), page.said, _code_named_in(text, file, sources)]
        lines[str(file)] = page.lines
    return Mathematics(key_of(*said), lines)


def _code_named_in(text: str, file: Path, sources: Sources) -> str:
    """Return a hash of the code that a page names: so formulas are bound to it in the notation."""
    return latest(
        ("code named in", file),
        (sources, text),
        lambda: sources.fingerprint(sources.mentioned("snippets", text)),
    )


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
