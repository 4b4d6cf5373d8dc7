"""Shows below each checked formula of a page what was found about it: for Python-Markdown.

    markdown.Markdown(extensions=["checked-formulas"])

The project is that of the current folder, as its ``pyproject.toml`` describes it. All its formulas
are checked when the first page is converted; one that is in doubt ends the conversion. How formulas
are drawn is left to others.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from ..checks.evidence import FormulaEvidence
from ..reading.pages import Display, take_apart
from .api import check_tree
from .outputs import problems_of
from .settings import Settings


class DoubtfulFormulasError(Exception):
    """Formulas do not pass; the text says where and why."""


class EvidenceExtension(Extension):
    """Puts the evidence of the formulas of a project into its pages."""

    def __init__(self, settings: Settings | None = None, **options: Any) -> None:
        self.settings = settings
        super().__init__(**options)

    @cached_property
    def evidence(self) -> dict[str, FormulaEvidence]:
        """What was found, by the names of the formulas.

        Raises:
            DoubtfulFormulasError: something is in doubt.
        """
        report = check_tree(self.settings or Settings.of(Path()))
        if problems := [*problems_of(report)]:
            raise DoubtfulFormulasError("\n".join(map(str, problems)))
        return {formula.name: formula for formula in report.formulas}

    def extendMarkdown(self, md: Markdown) -> None:
        """Have the evidence put in before Markdown reads the page."""
        # Before HTML (20) and fences (25), after the text is normalised (30).
        md.preprocessors.register(_Evidence(self, md), "formula-evidence", 29)


class _Evidence(Preprocessor):
    def __init__(self, extension: EvidenceExtension, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a page with the evidence below its formulas."""
        below = dict(self._below(lines))
        written: list[str] = []
        for number, line in enumerate(lines):
            written.append(line)
            if number in below:
                assert self.md is not None
                written += ["", self.md.htmlStash.store(_details(below[number])), ""]
        return written

    def _below(self, lines: Sequence[str]) -> Iterator[tuple[int, FormulaEvidence]]:
        """Yield the number of each last line of a formula, with what was found about it."""
        for part in take_apart(Path("page.md"), "\n".join(lines)).parts:
            found = self.extension.evidence.get(part.name) if isinstance(part, Display) else None
            if found is not None:
                closing = (at for at in range(part.number, len(lines)) if "$$" in lines[at])
                yield next(closing, len(lines) - 1), found


def _details(found: FormulaEvidence) -> str:
    """Return the evidence of a formula, one item a step."""
    items = "".join(f"<li>{escape(step.words)}</li>" for step in found.steps)
    tried = f"<p>{escape(found.words)}</p>" if found.words else ""
    return f'<details class="evidence"><summary>checked</summary><ol>{items}</ol>{tried}</details>'


def makeExtension(**options: Any) -> Extension:
    """Return the extension, as Python-Markdown asks for it."""
    return EvidenceExtension(**options)
