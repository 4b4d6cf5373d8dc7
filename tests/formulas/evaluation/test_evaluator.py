"""What an expression is worth, with digits and with symbols, and what has no value."""

from typing import Any

import pytest
import sympy as sp
from mpmath import mpf

from scripts.formulas.evaluation.domains import Sample
from scripts.formulas.evaluation.symbols import LocalDefinition
from scripts.formulas.evaluation.values import Law, RandomVariable, Undefined, Value, array_of
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import parse_expression, parse_relation
from scripts.formulas.language.tokens import FormulaError
from scripts.formulas.proofs.normal_forms import NotProved
from tests.formulas.evaluation.evaluators import digits, scope_of, symbolic, value_of, vector


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return scope_of(tmp_path_factory.mktemp("evaluator"))


def exact(value: Value) -> Value:
    """Return a number or an array as fractions of SymPy."""
    if isinstance(value, float | int):
        return sp.Rational(str(value))
    return array_of([exact(entry) for entry in value])


POINT: dict[str, Any] = {
    "u": 0.5,
    "v": 2.25,
    "z": [0.25, 2.5, 1.75],
    "w": [1.0, 0.5, 3.0],
    "A": [[1.0, 2.0, 0.5], [3.0, 4.0, 0.25], [5.0, 6.0, 0.125]],
    "p": [0.25, 0.75],
}


OUTCOMES: dict[str, Any] = {"n": 2, r"\mathcal{X}": 2}


def samples() -> tuple[dict[str, Value], dict[str, Value]]:
    """Return the point in numbers of mpmath and of SymPy."""
    many: dict[str, Value] = {**OUTCOMES, "C": 3, "k": 2, "j": 3, "m": 0}
    symbols = dict(many)
    for name, value in POINT.items():
        if isinstance(value, float):
            many[name] = mpf(value)
        elif isinstance(value[0], list):
            many[name] = array_of([vector(*row) for row in value])
        else:
            many[name] = vector(*value)
        symbols[name] = exact(value)
    for sample in (many, symbols):
        sample["p"] = Law(sample["p"], (r"\mathcal{X}",))
        sample["X"] = RandomVariable("X", sample["p"])
    return many, symbols


@pytest.mark.parametrize(
    ("tex", "value"),
    [
        (r"u+v-\frac{u}{v}", 0.5 + 2.25 - 0.5 / 2.25),
        (r"-u^2\cdot 3", -0.75),
        (r"\log_2 8+\ln e", 4),
        (r"|u-v|+\|w\|_1+\|w\|_\infty", 9.25),
        (r"\max(u,v)+\min_k z_k+\max_k w_k", 5.5),
        (r"\sum_{k=1}^{C} z_k w_k", 0.25 + 1.25 + 5.25),
        (r"\sum_{k\ne j} z_k", 2.75),
        (r"\sum_{k=2}^{1} z_k", 0),
        (r"\sum_{k,j:\,k<j} z_kz_j", 0.25 * 2.5 + 0.25 * 1.75 + 2.5 * 1.75),
        (r"\sum_{1<r\le C} z_r", 4.25),
        (r"\sum_{r\in\{1,\dots,C\}\setminus\{k\}} z_r", 2),
        (r"\max_{r:\,z_r<2} z_r", 1.75),
        (r"\prod_k w_k", 1.5),
        (r"\prod_{k=2}^{1} w_k", 1),
        (r"z^\top A w", 29.90625),
        (r"(A z)_2+(A^\top z)_1", 11.1875 + 16.5),
        (r"(z\odot w)_3", 5.25),
        (r"(z w^\top)_{2,3}", 7.5),
        (r"\mathrm{diag}(z)_{2,2}+\mathrm{diag}(z)_{1,2}", 2.5),
        (r"\delta_{kj}+\delta_{kk}", 1),
        (r"\mathbf{1}_1+\sum_k \mathbf{1}_k", 4),
        (r"\sum_{x\in\mathcal X} p(x)^2", 0.625),
        (r"\mathbb{E}_{x\sim p}[p(x)]", 0.625),
        (r"\begin{cases} u & \text{if } u<1 \\ 0 & \text{otherwise} \end{cases}", 0.5),
        (r"\begin{cases} u & \text{if } u\in[0,v] \\ 7 & \text{otherwise} \end{cases}", 0.5),
        (r"\begin{cases} u & \text{if } u\in\{0.5,1\} \\ 7 & \text{otherwise} \end{cases}", 0.5),
        (r"g(v)+g(1)", 2.25**3 + 1),
        (r"g'(v)", 3 * 2.25**2),
        (r"\sqrt{v}+0^0", 2.5),
    ],
)
def test_values(scope: Scope, tex: str, value: float) -> None:
    many, symbols = samples()
    for evaluator in (digits(scope, **many), symbolic(scope, **symbols)):
        assert abs(float(value_of(evaluator, tex)) - value) < 1e-13


@pytest.mark.parametrize(
    ("tex", "words", "spot"),
    [
        ("z+w^\\top", "a vector of 3 and a row of 3 do not go together", "z+w^\\top"),
        ("u+z", "a number and a vector of 3 do not go together", "u+z"),
        ("z w", r"two vectors side by side: write ^\top, or \odot", "z w"),
        ("z_{4}", "index 4 is outside 1..3", "4"),
        ("z_{0}", "index 0 is outside 1..3", "0"),
        ("z_{k,j}", "2 indices for a vector of 3", "z_{k,j}"),
        ("z_{u}", "this is no index", "u"),
        ("u_k", "a number has no index", "u_k"),
        (r"\exp(z)", "a number should stand here, not a vector of 3", "(z)"),
        (r"\|u\|", "the length of a number", "u"),
        (r"\|A\|", "the length of a matrix of 3 × 3", "A"),
        (r"\mathrm{diag}(A)", "the diagonal matrix of a matrix of 3 × 3", "A"),
        (r"\max(u,z)", "the max of what is no number", r"\max(u,z)"),
        (r"\arg\max_u u", "compared, not computed with", r"\arg\max_u u"),
        ("X+1", "X is a random variable, not a number", "X+1"),
        ("(u,v)", "this has no value", "(u,v)"),
        (r"\sum_{x\in u} x", "u is no set", "u"),
        (r"\begin{cases} u & \text{if } u\to 1 \end{cases}", "no condition is written", r"u\to 1"),
        (r"\begin{cases} u & \text{if } z>w^\top \end{cases}", "do not go together", r"z>w^\top"),
        (
            r"\begin{cases} u & \text{if } u<1 \\ v & \text{if } u<2 \end{cases}",
            "two cases hold and differ",
            r"\begin{cases} u & \text{if } u<1 \\ v & \text{if } u<2 \end{cases}",
        ),
    ],
)
def test_what_has_no_value_is_told_with_its_place(
    scope: Scope, tex: str, words: str, spot: str
) -> None:
    many, symbols = samples()
    for evaluator in (digits(scope, **many), symbolic(scope, **symbols)):
        with pytest.raises(FormulaError) as refused:
            value_of(evaluator, tex)
        assert words in refused.value.message
        assert refused.value.span is not None
        assert tex[slice(*refused.value.span)] == spot


@pytest.mark.parametrize(
    ("tex", "holds"),
    [
        (r"u\in[0,1]", True),
        (r"u\in[1,2]", True),
        (r"u\in\bigl[0,1\bigr)", False),
        (r"u\in\bigl(1,2\bigr]", False),
        (r"u\in\bigl(0,1\bigr]", True),
        (r"u\in[2,3]", False),
        (r"u\in\{0,1\}", True),
        (r"u\in\{0,2\}", False),
    ],
)
def test_members(scope: Scope, tex: str, holds: bool) -> None:
    for evaluator in (digits(scope, u=mpf(1)), symbolic(scope, u=sp.Integer(1))):
        assert evaluator.holds(parse_relation(tex, scope)) is holds


def test_no_case_holds(scope: Scope) -> None:
    tex = r"\begin{cases} u & \text{if } u>1 \end{cases}"
    for evaluator in (digits(scope, u=mpf(0)), symbolic(scope, u=sp.Integer(0))):
        assert value_of(evaluator, tex) == Undefined("none of the cases")


def test_what_is_undefined_holds_for_nothing_and_is_not_decided_for_symbols(scope: Scope) -> None:
    for tex in (r"\log 0 < u", r"u \in [\log 0,1]", r"u \in \{\log 0,0\}"):
        assert not digits(scope, u=mpf(0)).holds(parse_relation(tex, scope))
        with pytest.raises(NotProved):
            symbolic(scope, u=sp.Integer(0)).holds(parse_relation(tex, scope))


def test_symbols_stand_for_all_values(scope: Scope) -> None:
    u, v = sp.symbols("u v", real=True)
    evaluator = symbolic(scope, u=u, v=v, m=2)
    assert sp.expand(value_of(evaluator, "(u+v)^m-(u-v)^m") - 4 * u * v) == 0
    for tex in (r"|u|", r"\max(u,v)", r"\begin{cases} u & \text{if } u<v \end{cases}", "0^u"):
        with pytest.raises(NotProved):
            value_of(evaluator, tex)


def test_the_first_of_equals_is_the_place(scope: Scope) -> None:
    assert value_of(digits(scope, C=3, z=vector(1, 3, 3)), r"\arg\max_k z_k") == 2
    with pytest.raises(NotProved):
        value_of(symbolic(scope, C=3, z=exact([1, 3, 3])), r"\arg\max_k z_k")


def test_conventions_are_noted(scope: Scope) -> None:
    law = Law(vector(0, 1), (r"\mathcal{X}",))
    evaluator = digits(scope, p=law, **OUTCOMES)
    assert value_of(evaluator, r"-\sum_{x\in\mathcal X} p(x)\log p(x)") == 0
    assert evaluator.notes.conventions == {"0 log 0 = 0": 1}


def test_looked_at_symbols_and_float64_are_noted(scope: Scope) -> None:
    evaluator = digits(scope, u=mpf(0))
    assert value_of(evaluator, "f(u)") == 0.5
    assert not evaluator.notes.rough, "nothing exact was wanted"
    assert "u" in evaluator.notes.seen
    assert "v" not in evaluator.notes.seen


def test_symbols_never_come_out_of_float64(scope: Scope) -> None:
    with pytest.raises(NotProved, match="no simpler formula for sigmoid"):
        value_of(symbolic(scope, u=sp.Symbol("u", real=True)), "f(u)")


def test_what_a_formula_defines_beside_itself(scope: Scope) -> None:
    local = {"h": LocalDefinition(("k",), parse_expression("z_k+1", scope))}
    evaluator = digits(scope, C=3, z=vector(1, 2, 3))
    evaluator.local = local
    assert list(evaluator.lookup("h")) == [2, 3, 4]


def test_another_sample_is_another_value(scope: Scope) -> None:
    evaluator = digits(scope, u=mpf(1))
    assert value_of(evaluator, "u") == 1
    elsewhere = evaluator.elsewhere(scope, Sample({"u": mpf(2)}), evaluator.twins)  # type: ignore[arg-type]
    assert value_of(elsewhere, "u") == 2
    assert elsewhere.notes is evaluator.notes
    assert elsewhere.numbers is evaluator.numbers
