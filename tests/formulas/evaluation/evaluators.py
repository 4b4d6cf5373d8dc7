"""Evaluators for the tests: of a section's notation, with values of its symbols."""

from pathlib import Path
from typing import Any

import sympy as sp
from mpmath import mpf

from scripts.formulas.evaluation.bindings import Functions
from scripts.formulas.evaluation.domains import Sample
from scripts.formulas.evaluation.evaluator import Evaluator
from scripts.formulas.evaluation.targets import twin_table
from scripts.formulas.evaluation.twins import TwinTable
from scripts.formulas.evaluation.values import Array, Value, array_of
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import parse_expression
from scripts.formulas.proofs.twins import SymbolicTwins
from tests.formulas.pages import CORPUS_PACKAGE, Page

PACKAGE = "tests.formulas.evaluation.code_with_shapes"

NOTATION = """
$u$ : real
$v$ : real
$z$ : real[C]
$w$ : real[C]
$A$ : real[C,C]
$k$ : index of C
$j$ : index of C
$m$ : int 0..5
$p$ : pmf on \\mathcal X
$X$ : random variable with law p on \\mathcal X
$g(u)$ := $u^3$
$f(u)$ := `sigmoid(u)`
"""


def scope_of(folder: Path, notation: str = NOTATION) -> Scope:
    """Return the scope of a section with a notation of its own."""
    return Page("1 = 1", notation).written(folder).scope


def digits(scope: Scope, package: str = CORPUS_PACKAGE, **values: Value) -> Evaluator:
    """Return an evaluator with numbers of mpmath."""
    return Evaluator(scope, Sample(values), Functions(package))


def symbolic(scope: Scope, package: str = CORPUS_PACKAGE, **values: Value) -> Evaluator:
    """Return an evaluator with expressions of SymPy."""
    twins = SymbolicTwins(TwinTable(Functions(package)), "")
    evaluator = Evaluator(scope, Sample(values), twins.functions, twins, numbers=twins.numbers)
    evaluator.slopes = twins.slopes
    return evaluator


def value_of(evaluator: Evaluator, tex: str) -> Any:
    """Return the value of an expression."""
    return evaluator.value(parse_expression(tex, evaluator.scope))


def vector(*numbers: float) -> Array:
    """Return a vector of many digits."""
    return array_of([mpf(number) for number in numbers])


def symbols(name: str, count: int) -> Array:
    """Return a vector of symbols for any numbers."""
    return array_of([sp.Symbol(f"{name}{at}", real=True) for at in range(count)])


def table_of(
    folder: Path, python: str, tex: str, package: str = PACKAGE, *, values: str = "real"
) -> TwinTable:
    """Return the twins of a page on which a formula says what a call computes."""
    notation = f"$C$ : size 1..4\n$u$ : {values}\n$z$ : real[C]\n$v$ : real[C]\n$h$ := `{python}`"
    documents = Page(f"h = {tex}", notation).documents(folder)
    assert not documents.problems, documents.problems
    return twin_table(documents.formulas, Functions(package))


def asker(table: TwinTable) -> Evaluator:
    """Return an evaluator that has asked nothing yet."""
    twins = [twin for found in table.twins.values() for twin in found]
    numbers = table.numbers if isinstance(table, SymbolicTwins) else None
    return Evaluator(twins[0].scope, Sample({}), table.functions, table, numbers=numbers)


def applied(table: TwinTable, function: str, *args: Value, **keywords: Value) -> Value:
    """Return what a formula gives in the place of a call."""
    return table.apply(function, list(args), keywords, asker(table))
