"""A page shows what was found about its formulas."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

from scripts.formulas.doors.markdown_extension import DoubtfulFormulasError, EvidenceExtension
from scripts.formulas.doors.settings import Settings
from tests.formulas.doors.examples import NAMES, PAGE, RIGHT, copied, spoil


def shown(project: Path, text: str = "") -> str:
    settings = replace(Settings.of(project), samples=10)
    page = text or (project / PAGE).read_text(encoding="utf-8")
    return Markdown(extensions=[EvidenceExtension(settings)]).convert(page)


def test_evidence_stands_below_each_formula(tmp_path: Path) -> None:
    html = shown(copied(tmp_path))
    assert html.count('<details class="evidence">') == len(NAMES)
    compared = r"derivative of the checked formula compound at \d+ points"
    order = [re.escape(RIGHT), compared, "Several times"]
    places = [match.start() for part in order if (match := re.search(part, html))]
    assert len(places) == len(order)
    assert places == sorted(places)


def test_what_is_no_formula_of_the_project_is_left_alone(tmp_path: Path) -> None:
    project = copied(tmp_path)
    text = "```\n<!-- check: compound -->\n$$\nx\n$$\n```\n\n$$\ny\n$$\n"
    assert "details" not in shown(project, text)


def test_words_are_no_markup(tmp_path: Path) -> None:
    html = shown(copied(tmp_path))
    assert not re.search(r"<(?!/?(details|summary|ol|li|p|h1|h2|em)\b|!--)", html)


def test_a_doubt_ends_the_conversion(tmp_path: Path) -> None:
    project = copied(tmp_path)
    spoil(project)
    with pytest.raises(DoubtfulFormulasError, match=r"compound\.md:29: slope"):
        shown(project)
