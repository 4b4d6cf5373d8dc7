"""Pages say what they tell in short, and those of the teaching path read in nine minutes."""

from pathlib import Path

import pytest

from scripts.website.asked.pages import read_page
from scripts.website.asked.reading_time import minutes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "en"
TEACHING = ("foundations", "derivation", "classification", "trade-offs")
PAGES = sorted(path for folder in TEACHING for path in (DOCS / folder).glob("*.md"))
IDS = [path.relative_to(DOCS).as_posix() for path in PAGES]
CODE = sorted((DOCS / "code").glob("*.md"))


@pytest.mark.parametrize("path", [*PAGES, *CODE], ids=lambda path: path.stem)
def test_a_page_begins_in_short(path: Path) -> None:
    page = read_page(ROOT, path.relative_to(ROOT), path.relative_to(DOCS).as_posix())
    (short,) = page.shorts
    text = path.read_text(encoding="utf-8").splitlines()
    assert text[short.place.line - 3] == "{ .question }", "it stands below the question"


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_a_page_reads_in_nine_minutes(path: Path) -> None:
    assert minutes(path.read_text(encoding="utf-8")) <= 9
