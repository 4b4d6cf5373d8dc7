"""Of several formulas in doubt, the one that the others rest on is told first and in full."""

import shutil
from pathlib import Path

import pytest

from scripts.formulas.report.tree import check_tree
from tests.formulas.pages import ROOT, SITE

pytestmark = pytest.mark.slow

PAGE = SITE / "derivation" / "one-sample.md"
NAMES = ["bernoulli", "bernoulli-log", "bernoulli-cases", "bernoulli-sum", "entropy-bits"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / SITE, tmp_path / SITE)
    page = tmp_path / PAGE
    text = page.read_text("utf-8")
    assert "(1-\\hat y)^{1-y}" in text
    # Little enough to stand in for the code: a formula that is far from it stands in nowhere.
    page.write_text(text.replace("(1-\\hat y)^{1-y}", "(1-\\hat y)^{1-y}+10^{-9}", 1), "utf-8")
    return tmp_path


def test_the_root_is_told_first(tree: Path) -> None:
    report = check_tree(tree, SITE, samples=12, names=NAMES, memory=False, processes=0)
    root, *others = report.doubts
    assert root.name == "bernoulli"
    assert not root.rests_on
    assert "does not hold" in str(root)
    assert "^^^" in str(root)
    assert others
    for doubt in others:
        assert doubt.rests_on == (root,)
        place = f"{PAGE}:{root.place.line}"
        assert str(doubt) == (
            f"{doubt.place}: {doubt.name}: rests on bernoulli ({place}), "
            "which does not hold: mend that first"
        )


def test_a_doubt_of_its_own_is_told_in_full(tree: Path) -> None:
    page = tree / PAGE
    text = page.read_text("utf-8")
    start = text.index("$$", text.index("check: bernoulli-log "))
    at = text.index("y\\log", start)
    page.write_text(f"{text[:at]}2{text[at:]}", "utf-8")
    report = check_tree(tree, SITE, samples=12, names=NAMES, memory=False, processes=0)
    told = {doubt.name for doubt in report.doubts if not doubt.rests_on}
    assert "bernoulli" in told
