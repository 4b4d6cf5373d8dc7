"""Where something is smallest or largest: no better place is found, and there are worse ones."""

from pathlib import Path

import pytest

from scripts.formulas.checks.evidence import Kind
from tests.formulas.pages import evidence_of


@pytest.mark.parametrize(
    ("tex", "remarks"),
    [
        (r"\arg\min_{Q} H(P,Q) = P", ()),
        (r"P = \arg\min_{Q} H(P,Q)", ()),
        (
            r"\arg\min_{Q} H(P,Q) = \arg\min_{Q} D_{\mathrm{KL}}(P\|Q)",
            ("both order all points alike",),
        ),
    ],
)
def test_a_place(tex: str, remarks: tuple[str, ...], tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, tex).steps
    assert step.kind is Kind.ARG_MIN
    assert step.remarks == remarks
    assert step.example is None


def test_over_an_index_it_is_a_number_like_any_other(tmp_path: Path) -> None:
    notation = "$z$ : real[C]\n$j$ : index of C"
    [step] = evidence_of(tmp_path, r"\arg\max_j z_j = \arg\max_j e^{z_j}", notation).steps
    assert step.kind is Kind.IDENTITY
    assert step.example is not None
    (_, left), (_, right) = step.example.sides
    assert left == right
    assert int(left) >= 1
