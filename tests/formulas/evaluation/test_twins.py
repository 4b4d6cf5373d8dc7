"""The ways in which a checked formula stands in for code: the code itself confirms each."""

from pathlib import Path

import numpy as np
import pytest
from mpmath import mp, mpf

from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.code import NoTwinError
from scripts.formulas.evaluation.domains import Sample
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.evaluation.twins import COMPARISONS, TwinTable, Way
from scripts.formulas.evaluation.values import Law, Undefined, Value, array_of
from tests.formulas.evaluation import code_with_shapes
from tests.formulas.evaluation.evaluators import PACKAGE, applied, asker, table_of, vector
from tests.formulas.pages import Page

SQUARES = (
    "square(u)", "mean_square(u)", "total_square(u)", "scaled(u, by=2)", "no_square(u)",
    "not_a_number(u)",
)  # fmt: skip


def ways(table: TwinTable) -> list[Way]:
    """Return the ways that the last call has left, the one that was used first."""
    [uses] = table.uses.values()
    return [use.way for use in uses]


def test_as_it_stands(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square(u)", "u^2")
    third = mpf(1) / 3
    assert applied(table, "square", third) == third**2
    assert ways(table) == [Way.SAME]


def test_for_each_number(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square(u)", "u^2")
    assert list(applied(table, "square", vector(1, 2, 3))) == [1, 4, 9]
    assert ways(table)[0] is Way.EACH


def test_for_each_number_of_a_matrix(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square(u)", "u^2")
    matrix = array_of([vector(1, 2), vector(3, 4)])
    assert applied(table, "square", matrix).tolist() == [[1, 4], [9, 16]]


def test_as_the_mean(tmp_path: Path) -> None:
    table = table_of(tmp_path, "mean_square(u)", "u^2")
    assert applied(table, "mean_square", vector(1, 2, 4)) == 7
    assert ways(table)[0] is Way.MEAN


def test_as_the_sum(tmp_path: Path) -> None:
    table = table_of(tmp_path, "total_square(u)", "u^2")
    assert applied(table, "total_square", vector(1, 2, 4)) == 21
    assert ways(table)[0] is Way.SUM


def test_with_an_array_of_one_number(tmp_path: Path) -> None:
    table = table_of(tmp_path, "total_square(z)", r"\sum_{c=1}^{C} z_c^2")
    assert applied(table, "total_square", mpf(3)) == 9
    assert ways(table)[0] is Way.ONE


def test_with_a_single_number_spread_to_an_array(tmp_path: Path) -> None:
    table = table_of(tmp_path, "weighted(z, v)", r"\sum_{c=1}^{C} z_c v_c")
    assert applied(table, "weighted", vector(1, 2), mpf(3)) == 9
    assert ways(table)[0] is Way.SPREAD


def test_by_its_keywords(tmp_path: Path) -> None:
    table = table_of(tmp_path, "scaled(u, by=2)", "2u^2")
    assert applied(table, "scaled", mpf(3), by=2) == 18
    for keywords in ({}, {"by": 3}, {"by": mpf(2)}):
        with pytest.raises(NoTwinError):
            applied(table.afresh(), "scaled", mpf(3), **keywords)


@pytest.mark.parametrize("python", SQUARES)
@pytest.mark.parametrize("tex", ["u^2+u", "-u^2", r"\frac{101}{100}u^2"])
def test_a_formula_that_the_code_refuses_is_not_used(tmp_path: Path, python: str, tex: str) -> None:
    table = table_of(tmp_path, python, tex)
    function = python.partition("(")[0]
    keywords = {"by": 2} if "by" in python else {}
    for arg in (mpf(3), vector(1, 3)):
        with pytest.raises(NoTwinError):
            applied(table.afresh(), function, arg, **keywords)


def test_a_small_difference_is_seen(tmp_path: Path) -> None:
    table = table_of(tmp_path, "no_square(u)", "u^2")
    with pytest.raises(NoTwinError):
        applied(table, "no_square", mpf(3))
    assert ways(table) == []


def test_what_cannot_be_compared_is_not_used(tmp_path: Path) -> None:
    table = table_of(tmp_path, "not_a_number(u)", "u^2")
    with pytest.raises(NoTwinError):
        applied(table, "not_a_number", mpf(3))
    assert ways(table) == [Way.SAME], "another point may tell"


def test_the_first_uses_are_compared_and_one_at_each_new_point(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square(u)", "u^2")
    code_with_shapes.calls.clear()
    for point in range(3):
        there = asker(table)
        for number in range(COMPARISONS + 5):
            assert table.apply("square", [mpf(number)], {}, there) == number**2
        assert len(code_with_shapes.calls) == COMPARISONS + point


def test_uses_that_cannot_be_compared_do_not_count(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square_above_zero(u)", "u^2")
    there = asker(table)
    code_with_shapes.calls.clear()
    for number in (1, *[-3] * 10, *range(1, COMPARISONS + 5)):
        assert table.apply("square_above_zero", [mpf(number)], {}, there) == number**2
    assert len(code_with_shapes.calls) == COMPARISONS + 10


def test_what_differs_at_a_later_point_is_not_used_any_more(tmp_path: Path) -> None:
    table = table_of(tmp_path, "relu(u)", "u")
    for number in range(COMPARISONS + 2):
        assert applied(table, "relu", mpf(number)) == number
    with pytest.raises(NoTwinError):
        applied(table, "relu", mpf(-1))
    assert ways(table) == []


@pytest.mark.parametrize(
    ("values", "inside", "outside"),
    [
        ("(0,1)", mpf("0.5"), mpf(-3)),
        ("(0,1)", mpf("0.5"), mpf(1)),
        ("[0,1]", mpf(1), mpf("1.001")),
        ("int 1..3", 2, 5),
        ("{0,1}", mpf(1), mpf("0.5")),
        ("real[3]", vector(1, 2, 3), vector(1, 2)),
        ("simplex[C]", vector(0.5, 0.5), vector(0.5, 0.6)),
        ("simplex+[C]", vector(0.5, 0.5), vector(1, 0)),
        ("onehot[C]", vector(0, 1), vector(1, 1)),
        ("pmf on \\mathcal X", vector(0.5, 0.5), vector(-0.5, 1.5)),
    ],
)
def test_outside_its_domain_the_code_is_asked(
    values: str, inside: Value, outside: Value, tmp_path: Path
) -> None:
    tex = "u" if not hasattr(inside, "shape") else "2u-u"
    table = table_of(tmp_path, "itself(u)", tex, values=values)
    assert np.all(applied(table, "itself", inside) == inside)
    with pytest.raises(NoTwinError):
        applied(table, "itself", outside)
    assert np.all(applied(table, "itself", inside) == inside), "it serves inside as before"


@pytest.mark.parametrize(
    ("tex", "options"),
    [
        ("h = u", ""),
        (r"h = u,\qquad u > 0", None),
        ("h = u", "support: u > 0"),
        ("h = u", "let: u = 1"),
    ],
)
def test_a_formula_with_conditions_stands_for_nothing(
    tex: str, options: str | None, tmp_path: Path
) -> None:
    page = Page(tex, "$u$ : real\n$h$ := `itself(u)`", options or "")
    table = twin_table(page.documents(tmp_path).formulas, Functions(PACKAGE))
    assert bool(table.twins) == (options == "")


def test_no_formula_for_a_function(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square(u)", "u^2")
    with pytest.raises(NoTwinError):
        applied(table, "total_square", mpf(1))
    with pytest.raises(NoTwinError):
        applied(table, "square", mpf(1), mpf(2))
    assert table.asked == {("total_square", ()), ("square", ())}
    assert table.afresh().asked == set()
    assert table.without(["it"]).twins == {"square": []}


def test_a_formula_does_not_stand_in_for_itself(tmp_path: Path) -> None:
    table = table_of(tmp_path, "square(u)", "u^2")
    table.active.append(("square", (), (0,)))
    with pytest.raises(NoTwinError):
        applied(table, "square", mpf(3))


def test_a_mean_of_what_is_undefined_is_none(tmp_path: Path) -> None:
    table = table_of(tmp_path, "mean_square(u)", "u^2")
    with pytest.raises(NoTwinError):
        applied(table, "mean_square", array_of([mpf(1), Undefined("log 0")]))


def test_a_whole_expression(tmp_path: Path) -> None:
    python = "code_with_shapes.square(u) + code_with_shapes.total_square(u)"
    table = table_of(tmp_path, python, "2u^2", PACKAGE.rpartition(".")[0])
    inner = asker(table)
    inner.sample = Sample({"u": mpf(1) / 3})
    with mp.workdps(30):
        assert abs(inner.lookup("h") - mpf(2) / 9) < mpf(10) ** -15
    assert inner.notes.twins == {"it"}
    assert not inner.notes.rough
    with pytest.raises(NoTwinError):
        table.whole(python.replace("+", "-"), inner)


def test_distributions_stand_for_themselves(tmp_path: Path) -> None:
    notation = "$h$ := `total_square(P)`"
    documents = Page(r"h = \sum_{x\in\mathcal X} P(x)^2", notation).documents(tmp_path)
    table = twin_table(documents.formulas, Functions(PACKAGE))
    inner = asker(table)
    inner.sample = Sample({"P": Law(vector(0.25, 0.75), (r"\mathcal{X}",)), "n": 2})
    assert inner.lookup("h") == mpf("0.625")
    assert not inner.notes.rough
