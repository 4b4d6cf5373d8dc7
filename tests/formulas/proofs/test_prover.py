"""What SymPy proves, and that it proves nothing false."""

import random
import re
from collections.abc import Iterator, Sequence

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.evidence import FormulaEvidence, Kind
from scripts.formulas.checks.formula import check
from scripts.formulas.damage.damages import damaged, mutants
from scripts.formulas.proofs.prover import Prover, with_proofs
from scripts.formulas.reading.documents import Written
from scripts.formulas.report.tree import check_tree
from tests.built.copies import Built
from tests.formulas.pages import corpus, corpus_twins, site, site_twins

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("bce-gradient-cases", ()),
        ("lse", ("C = 3",)),
        ("softmax-is-sigmoid", ()),
        ("categorical-shares", ("C = 3", "N = 2")),
    ],
)
def test_sizes_that_might_have_been_others_are_told(name: str, sizes: tuple[str, ...]) -> None:
    formula = named(name)
    found = with_proofs(formula, checked_at_once(formula), site_twins())
    assert all(step.proved for step in found.steps)
    assert {size for step in found.steps for size in step.sizes} == set(sizes)


def checked_at_once(formula: Written) -> FormulaEvidence:
    found = check(formula, samples=8, twins=site_twins())
    assert isinstance(found, FormulaEvidence)
    return found


def named(name: str) -> Written:
    return next(formula for formula in site().formulas if formula.name == name)


@pytest.mark.parametrize(
    ("name", "step", "words"),
    [
        ("bce-from-likelihood", 2, "SymPy"),
        ("bce-gradient-z", 1, "SymPy, given "),
        ("lse", 1, "SymPy, C = 3"),
        ("softmax-jacobian", 1, "SymPy, C = 3, given softmax"),
        ("ce-decomposition-steps", 2, "SymPy, n = 3"),
        ("perplexity", 2, "SymPy, n = 3, given "),
        ("bce-gradient-w", 1, "SymPy, N = 2, d = 3, given "),
        ("cce-hessian", 1, "SymPy, C = 3, given "),
        ("plogp-limit", 1, "SymPy"),
    ],
)
def test_steps_that_are_proved(name: str, step: int, words: str) -> None:
    prover = Prover(named(name), site_twins())
    proved = prover.prove(prover.steps[step - 1])
    assert proved is not None, prover.refusals
    assert proved.startswith(words)


@pytest.mark.parametrize("name", ["sigmoid", "bce", "softmax", "cross-entropy", "mse"])
def test_a_definition_is_not_proved_by_itself(name: str) -> None:
    prover = Prover(named(name), site_twins())
    assert [prover.prove(step) for step in prover.steps] == [None]


def test_no_two_formulas_prove_each_other() -> None:
    given: dict[str, set[str]] = {}
    for name in ("bce-softplus", "bce-softplus-steps", "bce-logits", "bce-signed"):
        prover = Prover(named(name), site_twins())
        proved = prover.prove(prover.steps[0]) or ""
        given[name] = set(proved.partition("given ")[2].split(" and "))
    assert given["bce-softplus"] == {""}
    assert all(given[name] & {"bce-softplus"} for name in given if name != "bce-softplus")


def false_mutants(count: int) -> Iterator[tuple[str, Written, int]]:
    """Yield damages, each with its kind, its formula and the number of the step that is false."""
    everything = [(f, m) for f in site().formulas if f.unchecked is None for m in mutants(f)]
    random.Random("proofs").shuffle(everything)
    for formula, mutant in everything:
        broken = damaged(formula, mutant)
        found = check(broken, samples=8, twins=site_twins())
        if isinstance(found, Doubt) and found.step:
            yield mutant.kind, broken, found.step
            count -= 1
        if not count:
            return


@pytest.mark.nightly
def test_nothing_false_is_proved() -> None:
    for kind, broken, step in false_mutants(60):
        prover = Prover(broken, site_twins())
        proved = prover.prove(prover.steps[step - 1])
        # What is wrong at other sizes only is true at those for which the proof says that it is.
        is_of_one_size = kind == "size widened" and proved and re.search(r"\b[A-Z] = \d", proved)
        assert proved is None or is_of_one_size, (broken.name, broken.tex, proved)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("sigmoid-symmetry", r"\sigma(-z)", r"\sigma(z)"),
        ("sigmoid-slope-steps", r"\frac{e^{-z}}{(1+e^{-z})^2}", r"\frac{e^{z}}{(1+e^{-z})^2}"),
        ("bce-from-likelihood", r"(1-\hat y)^{1-y}\Bigr]", r"(1-\hat y)^{y}\Bigr]"),
        ("log-likelihood", r"\prod_{i=1}^{N}", r"\sum_{i=1}^{N}"),
        ("nll", r"-\frac1N\,\ell", r"\frac1N\,\ell"),
        ("categorical-nll", r"-\frac1N\sum", r"-\frac1C\sum"),
        ("categorical-nll", r"\sum_{i=1}^{N}", r"\sum_{i=1}^{C}"),
        ("mse-gradient", r"-\frac{2}{N}", r"-\frac{1}{N}"),
        ("mse-gaussian", "2s^2}", "s^2}"),
        ("cce-hessian", r"s\,s^\top", "s^\\top s"),
        ("cce-gradient-w", "X^\\top", "X"),
        ("bce-gradient-w", r"\hat y-y", r"y-\hat y"),
        ("lse", r"e^{z_j-m}", r"e^{z_j+m}"),
        ("ce-decomposition", "+", "-"),
        ("perplexity", "-P(x)", "P(x)"),
        ("softmax-jacobian", r"\delta_{ij}-s_j", r"\delta_{ij}-s_i"),
        ("change-of-base", r"\frac{\log a}{\log b}", r"\frac{\log b}{\log a}"),
        ("logit", r"\frac{p}{1-p}", r"\frac{1-p}{p}"),
        ("plogp-limit", "= 0", "= 1"),
        ("geometric-mean", "1/N", "N"),
    ],
)
def test_what_is_damaged_by_hand_is_not_proved(name: str, right: str, wrong: str) -> None:
    formula = named(name)
    assert right in formula.tex
    broken = Written(**{**vars(formula), "tex": formula.tex.replace(right, wrong, 1)})
    found = check(broken, samples=8, twins=site_twins())
    assert isinstance(found, Doubt)
    if not found.step:
        return
    prover = Prover(broken, site_twins())
    proofs = [prover.prove(step) for step in prover.steps]
    assert proofs[found.step - 1] is None


def share_of_identities(evidence: Sequence[FormulaEvidence]) -> tuple[int, int]:
    """Return how many steps that are identities are proved, and how many there are."""
    steps = [step for formula in evidence for step in formula.steps if step.kind is Kind.IDENTITY]
    return sum(step.proved is not None for step in steps), len(steps)


def test_at_least_half_of_the_identities_of_the_site_are_proved(built: Built) -> None:
    """As the build of the site has found."""
    report = check_tree(built.root)
    assert report.checked_anew == 0
    proved, steps = share_of_identities(report.formulas)
    assert steps >= 50
    assert proved >= 0.8 * steps


def test_at_least_half_of_the_identities_of_the_corpus_are_proved() -> None:
    table = corpus_twins()
    package = table.functions.package
    evidence = [
        with_proofs(formula, found, table)
        for formula in corpus().formulas
        if not isinstance(found := check(formula, package, samples=3, twins=table), Doubt)
    ]
    proved, steps = share_of_identities(evidence)
    assert proved >= 0.5 * steps
