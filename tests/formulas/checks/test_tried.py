"""The evidence names every condition, option, range and size under which a formula was tried."""

from pathlib import Path

import pytest

from tests.formulas.pages import evidence_of, message_about

NOTATION = """
$z$ : real
$u$ : [0,0.001]
$w$ : real[C]
$j$ : index of C
$k$ : int 1..3
$a$ : real
$b$ : real
"""


@pytest.mark.parametrize(
    ("tex", "options", "words"),
    [
        ("|z| = z", "support: z > 1", "tried only where $z > 1$"),
        (r"|z| = z \qquad z \ge 0", "", r"tried only where $z \ge 0$"),
        ("z = 4", "let: z = 4", "tried with $z = 4$"),
        (r"z^2 \ge 0", "equality: z = 0", "equality tried at $z = 0$"),
        (r"z^2 \ge -1", "loose", "the author says that the bound is loose"),
        ("z = z+0", "stable", "tried in float64 too"),
        (r"2z = z+z \quad\text{(twice what all love)}", "", "words “twice what all love”"),
    ],
)
def test_a_condition_is_told(tex: str, options: str, words: str, tmp_path: Path) -> None:
    found = evidence_of(tmp_path, tex, NOTATION, options)
    assert any(words in told for told in found.conditions), found.conditions


def test_ranges_and_sizes_are_told(tmp_path: Path) -> None:
    found = evidence_of(tmp_path, r"\sum_{j=1}^{C} (w_j+z+u) = Cz+Cu+\sum_{j=1}^{C} w_j", NOTATION)
    sizes, *ranges = found.tried
    assert sizes.startswith("C = 2, 3, 4")
    assert sizes.endswith(", 11")
    assert "u from 0 to 0.001" in ranges
    assert any("700" in words for words in ranges)


def test_points_without_values_are_counted(tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, r"\log z = \log(z+z)-\log 2", NOTATION).steps
    assert step.skipped > 0
    assert f"no side has a value at {step.skipped} more" in step.words


@pytest.mark.parametrize(
    "tex",
    [
        r"C^2 = C^2+(C-2)(C-3)(C-4)",
        r"\sum_{j=1}^{C}\frac{w_j}{C} = \frac1C\sum_{j=1}^{C} w_j+\max(0,C-4)",
        r"\max(z,-9) = z+\max(0,-9-z)+\max(0,z-40)",
        r"\log(1+e^z) = z+\log(1+e^{-z})+\max(0,|z|-600)",
        r"\sum_{j=1}^{C} w_j^2 = \sum_{j=1}^{C}\min(w_j^2,1000)",
        r"|z| = z \qquad z > -9",
        r"a-b = a-b+\max(0,a-12)",
        r"a-b = a-b+\max(0,-a-12)",
        r"a-b = a-b+\max(0,b-600)",
        r"a-b = a-b+\max(0,-b-600)",
        r"C+n = C+n+(C-2)(C-3)(C-4)(C-11)(C-13)",
        r"C+n = C+n+(n-1)(n-2)(n-3)(n-4)(n-11)(n-13)",
    ],
)
def test_what_holds_nearby_only_does_not_pass(tex: str, tmp_path: Path) -> None:
    assert "does not hold" in message_about(tmp_path, tex, NOTATION)


@pytest.mark.parametrize("power", range(1, 7))
def test_a_factor_does_not_hide_where_both_sides_are_mostly_zero(
    power: int, tmp_path: Path
) -> None:
    side = rf"C\max(0,k-2)^{power}"
    assert evidence_of(tmp_path, f"{side} = {side}", NOTATION).steps
    wrong = f"{side} = {side}(1+(C-2)(C-3)(C-4))"
    assert "does not hold" in message_about(tmp_path, wrong, NOTATION)


@pytest.mark.parametrize(
    "tex",
    [
        r"\log(1+e^z) = z+\log(1+e^{-z})",
        r"\frac{1}{1+e^{-z}} = \frac{e^z}{1+e^z}",
        r"\frac{d}{dz}\log(1+e^z) = \frac{1}{1+e^{-z}}",
        r"\frac{d}{dz}e^{-z} = -e^{-z}",
        r"\log\sum_{j=1}^{C} e^{w_j} = \max_j w_j+\log\sum_{j=1}^{C} e^{w_j-\max_j w_j}",
    ],
)
def test_what_holds_far_out_passes(tex: str, tmp_path: Path) -> None:
    assert evidence_of(tmp_path, tex, NOTATION).steps
