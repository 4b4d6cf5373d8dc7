"""Every formula of the site is checked, and nearly none carries a reason why not."""

import pytest

from scripts.formulas.checks.evidence import totals
from scripts.formulas.report.tree import check_tree
from tests.built.copies import Built
from tests.formulas.pages import ROOT, SITE


@pytest.mark.slow
def test_every_formula_of_the_site(built: Built) -> None:
    report = check_tree(built.root, SITE)
    assert [str(doubt) for doubt in report.doubts] == []
    assert report.problems == ()
    count = totals(report.formulas)
    assert count.unchecked < 0.03 * count.formulas
    assert count.formulas >= 100


def test_each_symbol_of_the_table_has_words_of_its_own() -> None:
    table = (ROOT / SITE / "reference" / "notation.md").read_text("utf-8")
    rows = [line.split("|")[1:4] for line in table.splitlines() if line.startswith("| $")]
    shared = [symbols for symbols, _, home in rows if "built in" not in home and "$, $" in symbols]
    # A row for several symbols gives each of them the meaning of all.
    assert shared == []
