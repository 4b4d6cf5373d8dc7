"""Small pages with one formula, for the tests of the checker."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence
from scripts.formulas.checks.formula import check
from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.evaluation.twins import TwinTable
from scripts.formulas.reading.documents import Documents, Written, read_tree

ROOT = Path(__file__).parents[2]
CORPUS = Path("tests/formulas/corpus")
CORPUS_PACKAGE = "tests.formulas.corpus_functions"
SITE = Path("docs/en")


@cache
def corpus() -> Documents:
    """Read the formulas that the checker was first made for."""
    return read_tree(ROOT, CORPUS, CORPUS / "notation.md")


@cache
def corpus_twins() -> TwinTable:
    """Find their twins."""
    return twin_table(corpus().formulas, Functions(CORPUS_PACKAGE))


@cache
def site() -> Documents:
    """Read the formulas of the site."""
    return read_tree(ROOT, SITE, SITE / "reference" / "notation.md")


@cache
def site_twins() -> TwinTable:
    """Find their twins."""
    return twin_table(site().formulas, Functions("snippets"))


@dataclass(frozen=True)
class Page:
    """A page with one formula and its notation, read beside the pages of the corpus."""

    tex: str
    notation: str = ""
    options: str = ""

    @property
    def text(self) -> str:
        """The page in Markdown."""
        block = f"<!-- notation\n{self.notation.strip()}\n-->\n\n" if self.notation else ""
        options = f"; {self.options}" if self.options else ""
        return f"# A page\n\n{block}<!-- check: it{options} -->\n$$\n{self.tex}\n$$\n"

    def documents(self, folder: Path) -> Documents:
        """Read the page from a folder that it is written to."""
        page = folder / "page.md"
        page.write_text(self.text, encoding="utf-8")
        table = (ROOT / CORPUS / "notation.md").read_text(encoding="utf-8")
        (folder / "notation.md").write_text(table, encoding="utf-8")
        return read_tree(folder, Path("page.md"), Path("notation.md"))

    def written(self, folder: Path) -> Written:
        """Return the formula as it is read from the page."""
        documents = self.documents(folder)
        assert not documents.problems, documents.problems
        return documents.formulas[0]


def result_of(
    folder: Path, tex: str, notation: str = "", options: str = "", *, samples: int = 20
) -> FormulaEvidence | Doubt:
    """Check a formula with the functions and the twins of the corpus."""
    formula = Page(tex, notation, options).written(folder)
    return check(formula, CORPUS_PACKAGE, samples=samples, twins=corpus_twins().afresh())


def evidence_of(
    folder: Path, tex: str, notation: str = "", options: str = "", *, samples: int = 20
) -> FormulaEvidence:
    """Check a formula that passes."""
    result = result_of(folder, tex, notation, options, samples=samples)
    assert isinstance(result, FormulaEvidence), str(result)
    return result


def message_about(
    folder: Path, tex: str, notation: str = "", options: str = "", *, samples: int = 20
) -> str:
    """Check a formula that does not pass."""
    result = result_of(folder, tex, notation, options, samples=samples)
    assert isinstance(result, Doubt), f"{tex} passes: {result}"
    return str(result)
