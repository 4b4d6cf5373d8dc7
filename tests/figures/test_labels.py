"""Mathematics in the labels of all figures is set as mathematics, and not typed."""

import re
from collections.abc import Iterator

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from scripts.website.asked.expressions import evaluate, parse
from scripts.website.made.label_math import runs_of
from snippets.figures.live import Live, OneOf
from snippets.figures.live import Text as Words
from tests.asked import asked_figures

TYPED = re.compile(
    r"""
    [\u0302ŷα-ωΑ-Ω₀-₉⁰¹³⁴-⁹⁻∂‖∥∞√≤≥≈=×·]  # signs of formulas
    | (?<!°C)(?<!minutes)²                  # a power that is no unit
    | −\s*[A-Za-z] | \blog\ [\d\w]\b        # minus something, the log of something
    | (?<!['’°])\b[B-HJ-Zb-z]\b(?!-)        # a letter alone
    | \bJS\b | \bKL\b(?!\ divergence)
    """,
    re.VERBOSE,
)


FIGURES = sorted({(figure.page, figure.call) for figure in asked_figures()})


def labels(found: Figure | Live) -> Iterator[str]:
    """Yield all that a figure writes, and all that it says beside its controls."""
    figure = found.figure if isinstance(found, Live) else found
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        yield text.get_text()
    for axes in figure.axes:
        yield from (tick.get_text() for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()))
    if isinstance(found, Live):
        for words in found.says:
            yield from said(words)
        for control in found.controls:
            yield control.label


def said(words: Words) -> Iterator[str]:
    yield "".join(part if isinstance(part, str) else "0" for part in words)
    for part in words:
        if isinstance(part, OneOf):
            yield from part.words


def typed(label: str) -> str:
    """Return what is mathematics among the words of a label, if anything is."""
    words = "\ufffc".join(run.text for run in runs_of(label) if run.kind == "words")
    found = TYPED.search(words)
    return found[0] if found else ""


@pytest.mark.parametrize(
    "label",
    ["ŷ", "y = 1", "log 2", "log p", "−log softmax", "2⁻²⁴", "H(P)", "D(P‖Q)", "KL", "q, too", "×"],
)
def test_what_is_typed_is_noticed(label: str) -> None:
    assert typed(label)
    assert typed(f"words $ŷ$ {label}")


@pytest.mark.parametrize(
    "label", ["a fair coin", "0–1 loss", "°C²", "log-sum-exp", "L-Softmax", "Friday's", "$q$, too"]
)
def test_words_are_words(label: str) -> None:
    assert not typed(label)


@pytest.mark.parametrize(("page", "call"), FIGURES)
def test_no_label_has_typed_mathematics(page: str, call: str) -> None:
    found = evaluate(parse(call, "snippets.figures"))
    found = found() if callable(found) else found
    assert [label for label in labels(found) if typed(label)] == [], page
