"""What is kept depends on every module of ours that made it: none is left out when files move."""

import json
import subprocess
import sys

import pytest

from scripts.common.sources import Sources
from scripts.formulas.report.workers import IMPORTED_BEFORE
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.slow

CHECK = """
from pathlib import Path
from scripts.formulas.report.tree import check_tree
docs = Path("docs/en")
check_tree(Path.cwd(), docs, names=["kl", "bce-gradient"], memory=False, processes=0)
"""
USES = {
    "scripts.formulas.report.tree.check_tree": CHECK,
    "scripts.website.made.evidence.Evidence": f"import scripts.website.made.evidence\n{CHECK}",
    "scripts.website.made.results.compute": """
from scripts.website.asked.expressions import parse
from scripts.website.made.presentation import present_figure, present_table
present_figure(parse("entropy.average_surprise", "snippets.figures"), "a")
present_table(parse("entropy.weather", "snippets.tables"), "a")
""",
}
"""Where each store asks what it depends on, and a program that uses all of it."""


def loaded_by(program: str) -> set[str]:
    """Return the modules of ours that a program has loaded in the end."""
    told = "import json, sys\nprint(json.dumps(list(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}\n{told}"], cwd=ROOT, capture_output=True, check=True
    )
    return {name for name in json.loads(ran.stdout) if name.startswith("scripts.")}


def is_package(name: str) -> bool:
    return ROOT.joinpath(*name.split("."), "__init__.py").exists()


@pytest.mark.parametrize("full_name", USES)
def test_what_is_kept_depends_on_all_that_made_it(full_name: str) -> None:
    module, _, name = full_name.rpartition(".")
    reached = {module for module, _ in Sources(ROOT).reachable([(module, name)])}
    used = {name for name in loaded_by(USES[full_name]) if not is_package(name)}
    assert len(used) >= 4
    assert used <= reached


def test_what_checks_need_is_imported_before_they_begin() -> None:
    before = "\n".join(f"import {name}" for name in IMPORTED_BEFORE)
    work = """
from pathlib import Path
from scripts.formulas.report.workers import Setting, checked, read_tree
docs, root = Path("docs/en"), Path.cwd()
notation = docs / "reference" / "notation.md"
setting = Setting(root=root, docs=docs, notation=notation, package="snippets", samples=40)
checked(setting, read_tree(root, docs, notation), [0, 1], 0)
"""
    assert loaded_by(f"{before}\n{work}") <= loaded_by(before)
