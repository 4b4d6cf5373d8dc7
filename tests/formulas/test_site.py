"""Every formula of the site is checked, and nearly none carries a reason why not."""

from collections.abc import Iterable

import pytest

from scripts.formulas import Settings, check_tree
from scripts.formulas.checks.evidence import FormulaEvidence, totals
from tests.built.copies import Built
from tests.formulas.pages import ROOT, SITE
from tests.snippets.plain.tiers import PLAIN


@pytest.mark.slow
def test_every_formula_of_the_site(built: Built) -> None:
    report = check_tree(Settings.of(built.root))
    assert [str(doubt) for doubt in report.doubts] == []
    assert report.problems == ()
    count = totals(report.formulas)
    assert count.unchecked < 0.03 * count.formulas
    assert count.formulas >= 100
    assert_plain_code_is_compared(report.formulas)


def assert_plain_code_is_compared(formulas: Iterable[FormulaEvidence]) -> None:
    """Expect that wherever careful code is compared, the plain code of its name is somewhere."""
    steps = [step for formula in formulas for step in formula.steps]
    matched = {str(step.function).rpartition(".")[2] for step in steps if step.function}
    said = {word for step in steps for remark in step.remarks for word in remark.split()}
    assert matched & {name for _, name in PLAIN} <= said
    assert len(matched & said) > 30


def test_each_symbol_of_the_table_has_words_of_its_own() -> None:
    table = (ROOT / SITE / "reference" / "notation.md").read_text("utf-8")
    rows = [line.split("|")[1:4] for line in table.splitlines() if line.startswith("| $")]
    shared = [symbols for symbols, _, home in rows if "built in" not in home and "$, $" in symbols]
    # A row for several symbols gives each of them the meaning of all.
    assert shared == []
