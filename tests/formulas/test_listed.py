"""Every function that a page lists and that computes a formula is compared with one."""

import re
from collections.abc import Iterator

import pytest

from scripts.formulas import Settings, check_tree
from scripts.formulas.checks.evidence import totals
from scripts.formulas.evaluation.bindings import functions_in
from scripts.formulas.evaluation.targets import bound_call
from scripts.formulas.language import tree
from scripts.formulas.language.parser import parse
from scripts.formulas.reading.documents import Written
from tests.built.copies import Built
from tests.formulas.pages import ROOT, SITE, site
from tests.snippets.plain.tiers import PLAIN

LISTING = re.compile(r"^/// listing \| (?P<names>.+)$", re.M)

EXCEPTIONS = {
    "arithmetic.times": "a product; its convention 0 · ∞ = 0 is used by the formulas themselves",
    "categorical._losses_from": "a part of sparse_softmax_cross_entropy, which is compared",
    "categorical._split_off": "takes an array apart and computes nothing that has a name",
    "contrastive.nt_xent_logits": "a part of nt_xent, which is compared",
    "divergence.divergence_terms": "a term of kl_divergence, which is compared",
    "examples.BINARY_LABELS": "numbers of an example",
    "examples.BINARY_PREDICTIONS": "numbers of an example",
    "examples.CATEGORICAL_LABELS": "numbers of an example",
    "examples.CATEGORICAL_PREDICTIONS": "numbers of an example",
    "focal._focal": "a part of focal_loss_of_true_probability, which is compared",
    "frameworks.dask._read": "reads a file",
    "frameworks.dask.losses": "calls binary_cross_entropy for each block",
    "frameworks.dask.rows_of_file": "reads a file",
    "frameworks.dask.tally_of_blocks": "calls tally for each block",
    "margins.arcface_loss_gradient": "a product of two slopes that are compared each for itself",
    "naive_article.binary_cross_entropy_loss": "listed as a mistake: it is not the formula",
    "naive_article.categorical_cross_entropy_loss": "listed as a mistake: it is not the formula",
    "scores.expected_calibration_error": "counts in bins: no formula has symbols for these",
    "scores.fit_temperature": "searches for the zero of a slope, whose formula is checked",
    "scores.reliability": "counts predictions in bins: no formula has symbols for these",
    "smoothing.balanced_class_weights": "has no value where a class is missing among the labels",
    "softmax.below_largest": "a part of log_softmax, which is compared",
    "softmax.exponentials": "a part of softmax, which is compared",
    "softmax.rest": "a part of logsumexp, which is compared",
    "tokens.count_tokens": "counts labels that are not masked",
    "tokens.next_token_labels": "moves labels by one place",
    "stream.Tally": "keeps sums; what becomes of them is compared",
    "stream.losses_in_parts": "calls a loss for each part of the data",
}
"""Functions on pages that no formula is compared with, each with the reason."""


def listed() -> set[str]:
    pages = (path.read_text("utf-8") for path in (ROOT / SITE).rglob("*.md"))
    found = (match["names"] for page in pages for match in LISTING.finditer(page))
    return {name.strip() for names in found for name in names.split(",")}


def sides_of(formula: Written) -> Iterator[tree.Node]:
    chain = parse(formula.tex, formula.scope)
    yield from chain.sides
    for relation in chain.beside:
        yield from (relation.left, relation.right)
    nodes = (node for side in chain.sides for node in tree.walk(side))
    yield from (node.label for node in nodes if isinstance(node, tree.Brace))


def compared() -> set[str]:
    found: set[str] = set()
    for formula in site().formulas:
        if formula.unchecked is None:
            calls = (bound_call(side, formula.scope) for side in sides_of(formula))
            texts = [call[1] for call in calls if call]
            texts += [formula.options["code"]] if "code" in formula.options else []
            found |= {name for text in texts for name in functions_in(text)}
    return found


def test_every_listed_function_is_compared_or_has_a_reason() -> None:
    assert listed() - compared() - set(EXCEPTIONS) == set()


def test_no_exception_is_left_over() -> None:
    assert set(EXCEPTIONS) - listed() == set()
    assert set(EXCEPTIONS) & compared() == set()
    assert all(len(reason.split()) >= 3 for reason in EXCEPTIONS.values())


def test_there_are_many() -> None:
    assert len(listed() & compared()) > 45


@pytest.mark.slow
def test_plain_code_is_compared_where_careful_code_is(built: Built) -> None:
    formulas = check_tree(Settings.of(built.root)).formulas
    steps = [step for formula in formulas for step in formula.steps]
    matched = {str(step.function).rpartition(".")[2] for step in steps if step.function}
    said = {word for step in steps for remark in step.remarks for word in remark.split()}
    assert matched & {name for _, name in PLAIN} <= said
    assert len(matched & said) > 30
    count = totals(formulas)
    assert count.unchecked < 0.03 * count.formulas
