"""Mistakes that formulas of other teaching sites really had: each is caught, at its spot.

Each is put in the place of the right formula in a copy of its page.
"""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scripts.formulas.__main__ import main
from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.formula import check
from scripts.formulas.damage.damages import twins_with
from scripts.formulas.damage.repairs import with_hint
from scripts.formulas.language.notation import Call
from scripts.formulas.reading.documents import Written, read_tree
from tests.formulas.pages import ROOT, SITE, message_about, site, site_twins

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Mistake:
    """What stood there instead, the line that the message shows, and what it has to say."""

    formula: str
    right: str
    wrong: str
    says: str


HOLDS_NOT = "does not hold"
MISTAKES = {
    "the sign of BCE is lost": Mistake("bce", r"-\bigl[", r"\bigl[", HOLDS_NOT),
    "the log of KL is lost": Mistake("kl", r"P(x)\log\frac", r"P(x)\frac", HOLDS_NOT),
    "KL is reversed": Mistake(
        "kl", r"P(x)\log\frac{P(x)}{Q(x)}", r"Q(x)\log\frac{Q(x)}{P(x)}", HOLDS_NOT
    ),
    "log p stands for -log p": Mistake(
        "bernoulli-negative-log", r"-\log P", r"\log P", "always differ by their sign"
    ),
    "a logarithm to base 10": Mistake("entropy-bits", r"\log_2", r"\log_{10}", "always differ by"),
    "exp of a sum": Mistake(
        "softmax", r"\sum_{j=1}^{C} e^{z_j}", r"\exp\Bigl(\sum_{j=1}^{C} z_j\Bigr)", HOLDS_NOT
    ),
    "a sum from 0 to N": Mistake("mse", "i=1", "i=0", "index 0 is outside 1.."),
    "a gradient without 2/N": Mistake("mse-gradient", r"-\frac{2}{N}\,(", r"-(", HOLDS_NOT),
    "branches that are swapped": Mistake(
        "bce-cases",
        r"""-\log\hat y     & \text{if } y = 1,\\
-\log(1-\hat y) & \text{if } y = 0.""",
        r"""-\log\hat y     & \text{if } y = 0,\\
-\log(1-\hat y) & \text{if } y = 1.""",
        HOLDS_NOT,
    ),
    "a one-hot index that is off by one": Mistake("cce-onehot", "s_k", "s_{k-1}", "index 0 is"),
    "JS without one half": Mistake(
        "js", r"\tfrac12 D_{\mathrm{KL}}(P\|M)", r"D_{\mathrm{KL}}(P\|M)", HOLDS_NOT
    ),
    "a mean with the wrong denominator": Mistake(
        "weighted-mean", r"}{\sum_{i=1}^{N} w_{y_i}}", "}{N}", HOLDS_NOT
    ),
}


def _in_a_copy(folder: Path, mistake: Mistake) -> Written:
    """Return the false formula as it is read from a copy of its page."""
    right = next(formula for formula in site().formulas if formula.name == mistake.formula)
    assert mistake.right in right.tex
    text = (ROOT / right.file).read_text("utf-8")
    before, mark, after = text.partition(f"<!-- check: {right.name}")
    # Pages may indent the lines of a formula.
    tex, end, rest = after.partition("\n$$\n\n")
    lines = "\n".join(line.strip() for line in tex.splitlines())
    assert mistake.right in lines
    page, notation = folder / right.page, folder / "reference/notation.md"
    for path in (page, notation):
        path.parent.mkdir(exist_ok=True, parents=True)
    shutil.copy(ROOT / SITE / "reference/notation.md", notation)
    page.write_text(
        f"{before}{mark}{lines.replace(mistake.right, mistake.wrong)}{end}{rest}", "utf-8"
    )
    documents = read_tree(folder, Path(), Path("reference/notation.md"))
    return next(formula for formula in documents.formulas if formula.name == mistake.formula)


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    damaged = _in_a_copy(tmp_path, mistake)
    result = check(damaged, twins=twins_with(site_twins(), damaged), samples=12)
    assert isinstance(result, Doubt)
    place, line, carets, *_ = str(result).splitlines()
    assert place.startswith(f"{result.place}: {damaged.name}: ")
    assert line.strip() in damaged.tex
    assert "^" in carets
    assert mistake.says in str(result)
    _assert_points_at(result, damaged, mistake)


def _assert_points_at(doubt: Doubt, damaged: Written, mistake: Mistake) -> None:
    """Make sure that the carets are in the step that is wrong, at the spot."""
    at = damaged.tex.find(mistake.wrong)
    touches = doubt.spot[0] <= at + len(mistake.wrong) and at <= doubt.spot[1]
    # An index that is outside is shown where it is used, in the same sum.
    assert touches or "outside" in str(doubt)


@pytest.mark.parametrize(
    "name",
    [
        # Hundreds of changes are tried until one holds.
        pytest.param(name, marks=pytest.mark.nightly if "one-hot" in name else ())
        for name in MISTAKES
        if name != "a mean with the wrong denominator"
    ],
)
def test_what_was_meant(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    damaged = _in_a_copy(tmp_path, mistake)
    twins = twins_with(site_twins(), damaged)
    doubt = check(damaged, twins=twins, samples=12)
    assert isinstance(doubt, Doubt)
    assert "did you mean" in str(with_hint(doubt, damaged, twins, seconds=60))


def test_the_build_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in_a_copy(tmp_path, MISTAKES["KL is reversed"])
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "snippets", tmp_path / "snippets")
    assert main([".", "--name", "kl", "--quiet"]) == 1


PINSKER = r"D_{\mathrm{KL}}(P\|Q) \ge %s\Bigl(\sum_{x\in\mathcal X} |P(x)-Q(x)|\Bigr)^2"


@pytest.mark.parametrize("constant", ["", r"\frac35", r"\frac23", "2"])
def test_pinsker_with_too_large_a_constant(constant: str, tmp_path: Path) -> None:
    message = message_about(tmp_path, PINSKER % constant, options="equality: P = Q")
    assert HOLDS_NOT in message


@pytest.mark.parametrize("constant", [r"\frac13", r"\frac14"])
def test_pinsker_with_too_small_a_constant(constant: str, tmp_path: Path) -> None:
    assert "true, but" in message_about(tmp_path, PINSKER % constant, options="equality: P = Q")


def test_the_code_is_blamed_where_it_changes() -> None:
    formula = next(formula for formula in site().formulas if formula.name == "bce")
    swapped = Call("binary.binary_cross_entropy(y_hat, y)")
    binding = replace(formula.scope.symbols["L"], bound=swapped)
    changed = replace(formula, scope=formula.scope.extended([binding]))
    assert isinstance(check(changed, twins=site_twins(), samples=12), Doubt)
