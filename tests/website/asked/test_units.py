"""A value has the unit of its logarithms."""

import pytest

from scripts.common.sources import Sources
from scripts.website.asked.expressions import parse
from scripts.website.asked.units import unit_fault
from tests.formulas.pages import ROOT

SOURCES = Sources(ROOT)
H = "information.entropy([1/2, 1/2]"


@pytest.mark.parametrize(
    ("expression", "form"),
    [
        (f"{H})", ".3f nats"),
        (f"{H}, base=2)", ".3f bits"),
        (f"{H}, 2)", "g bit"),
        (f"{H}, base=10)", ".3f hartleys"),
        (f"{H}, base=2) / {H})", ".4f bits"),
        (f"{H})", ".3f"),
        (f"{H}, base=2)", ".3f °C"),
        ("binary.binary_cross_entropy(1, 0.8)", ".4f nats"),
        ("information.perplexity([1/2, 1/2])", ".4f bits"),
        ("1/2 + 1/4", ".2f bits"),
        ("information.nothing(1/2)", ".2f bits"),
    ],
)
def test_a_unit_that_may_be_right_is_no_fault(expression: str, form: str) -> None:
    assert unit_fault(parse(expression), form, SOURCES) == ""


@pytest.mark.parametrize(
    ("expression", "form", "told"),
    [
        (f"{H})", ".3f bits", "information.entropy computes nats"),
        (f"{H}, base=2)", ".3f nats", "information.entropy computes bit"),
        (f"1 - {H}, 2)", ".3f nats", "information.entropy computes bit"),
        (f"{H}, base=3)", ".3f nats", "information.entropy computes with base 3"),
        ("binary.binary_cross_entropy(1, 0.8)", ".4f bits", "binary_cross_entropy computes nats"),
        ("-divergence.kl_divergence([1], [1])", ".1f bits", "kl_divergence computes nats"),
    ],
)
def test_a_unit_of_another_base_is_told(expression: str, form: str, told: str) -> None:
    assert told in unit_fault(parse(expression), form, SOURCES)
