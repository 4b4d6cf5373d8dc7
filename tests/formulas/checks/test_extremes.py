"""Where something is smallest or largest: no better place is found, and there are worse ones."""

from pathlib import Path

import pytest

from scripts.formulas.checks.evidence import Kind
from tests.formulas.pages import evidence_of, message_about


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


NUMBERS = """
$z$ : real
$a$ : (1,3)
$w$ : real[C]
$q$ : [0,1]
"""


@pytest.mark.parametrize(
    "tex",
    [
        r"\arg\min_{z}(z^2-1)^2 = 1",
        r"\arg\min_{z}(z^2-a^2)^2 = a",
        r"\arg\min_{z}\max(0,1-z) = 1",
        r"\arg\min_{z}\cos z = \pi",
        r"\arg\max_{q}\bigl|q-\tfrac12\bigr| = 0",
        r"\arg\min_{z}\bigl(\tfrac{1}{10}(z-20)^2-1\bigr)z^2 = 0",
        r"\arg\min_{z}\min(z^2,(z-200)^2-3) = 0",
        r"\arg\max_{z}\frac{1}{1+(z^2-9)^2} = -3",
        r"\arg\min_{w}\Bigl(\sum_{j=1}^{C} w_j^2-1\Bigr)^2 = \frac{1}{\sqrt C}\mathbf 1",
    ],
)
def test_one_of_several_places_is_not_the_place(tex: str, tmp_path: Path) -> None:
    notation = NUMBERS + "$j$ : index of C\n$\\mathbf 1$ := `np.ones(C)`"
    assert "another place is as good or better" in message_about(tmp_path, tex, notation)


@pytest.mark.parametrize(
    "tex",
    [
        r"\arg\min_{z}(z-a)^2 = a",
        r"\arg\min_{z}(z-1)^4 = 1",
        r"\arg\min_{z}|z-a| = a",
        r"\arg\min_{z}(z-300)^2 = 300",
        r"\arg\max_{q} q(1-q) = \frac12",
        r"1 \in \arg\min_{z}(z^2-1)^2",
        r"5 \in \arg\min_{z}\max(0,1-z)",
        r"a \in \arg\min_{z}(z^2-a^2)^2",
    ],
)
def test_the_place_or_one_of_several(tex: str, tmp_path: Path) -> None:
    [step] = evidence_of(tmp_path, tex, NUMBERS).steps
    assert step.kind is Kind.ARG_MIN


@pytest.mark.parametrize(
    "tex",
    [
        r"0 \in \arg\min_{z}(z^2-1)^2",
        r"0 \in \arg\min_{z}\min(z^2,(z-200)^2-3)",
        r"\arg\min_{z}(z^2-1)^2 \in 1",
    ],
)
def test_no_place_of_several(tex: str, tmp_path: Path) -> None:
    message = message_about(tmp_path, tex, NUMBERS)
    assert "does not hold" in message or "with the place on the right" in message
