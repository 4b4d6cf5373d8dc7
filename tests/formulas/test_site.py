"""Every formula of the site is checked, and nearly none carries a reason why not."""

from scripts.formulas.evidence import totals
from scripts.formulas.report import check_tree
from tests.formulas.pages import ROOT, SITE


def test_every_formula_of_the_site() -> None:
    report = check_tree(ROOT, SITE)
    assert [doubt.message for doubt in report.doubts] == []
    assert report.problems == ()
    count = totals(report.formulas)
    assert count.unchecked < 0.03 * count.formulas
    assert count.formulas >= 100
