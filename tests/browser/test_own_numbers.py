"""Chains for the numbers of readers: every line gives the same, and nonsense gets a word."""

import re

import pytest
from playwright.sync_api import Browser, expect

from scripts.website.project import chain_wanted
from tests.asked import asked_pages
from tests.browser.visits import WIDTHS, told, visit, visit_without_scripts

CHAINS = [
    (name, chain_wanted(asked.argument).name)
    for name, page in asked_pages()
    for asked in page.numbers
]
"""The page and the id of each chain."""
CUT = "sides => sides.filter(s => s.scrollWidth > s.clientWidth).map(s => s.textContent)"
"""The sides that do not fit on a phone."""
OTHERS = {"0": "1", "1": "0"}
"""What a label may be instead."""


def other(typed: str) -> str:
    """Return other numbers of the same kind: the entries in another order, or a label's other."""
    rows = [row.split(", ") for row in typed.split("; ")]
    if len(rows[0]) > 1:
        return "; ".join(", ".join([*row[1:], row[0]]) for row in rows)
    return "; ".join(OTHERS.get(row[0], f"0.{re.sub('[^0-9]', '', row[0])[-1]}5") for row in rows)


def test_there_are_twelve_chains_or_more() -> None:
    assert len(CHAINS) >= 12


@pytest.mark.parametrize(("name", "id_"), CHAINS)
def test_all_lines_give_the_same(name: str, id_: str, chrome: Browser, home: str) -> None:
    with visit(chrome, home, name, width=WIDTHS[1]) as (page, watch):
        box = page.locator(f"#{id_}")
        box.locator("summary").click()
        values = box.locator(".own-value").all_inner_texts()
        computed = [value for value in values if value != "—"]
        assert len(computed) >= 2
        assert len(set(computed)) == 1
        seen = set(computed)
        assert box.locator(".own-side").evaluate_all(CUT) == []
        for field in box.locator("input").all():
            height = (field.bounding_box() or {"height": 0})["height"]
            assert height >= 44
            field.fill(other(field.input_value()))
            again = [v for v in box.locator(".own-value").all_inner_texts() if v != "—"]
            assert len(set(again)) == 1
            seen |= set(again)
            expect(box.locator(".own-says")).to_have_text(re.compile(r"^All \d lines give "))
        assert len(seen) > 1
        assert told(watch.problems) == ""


@pytest.mark.parametrize(("name", "id_"), CHAINS)
def test_nonsense_gets_a_word(name: str, id_: str, chrome: Browser, home: str) -> None:
    with visit(chrome, home, name) as (page, watch):
        box = page.locator(f"#{id_}")
        box.locator("summary").click()
        field = box.locator("input").first
        kept = field.input_value()
        for nonsense in ("", "many", "2 apples", "1e400"):
            field.fill(nonsense)
            expect(box.locator(".own-says")).to_have_text(re.compile(r" has to be .+\."))
            expect(field).to_have_attribute("aria-invalid", "true")
            values = box.locator(".own-value").all_inner_texts()
            assert not [value for value in values if value not in ("", "—")], nonsense
            field.fill(kept)
            expect(field).to_have_attribute("aria-invalid", "false")
        assert told(watch.problems) == ""


@pytest.mark.parametrize(
    ("field", "typed"), [("y_hat", "1.3"), ("y_hat", "0"), ("y", "0.5"), ("y_hat", "0.2, 0.3")]
)
def test_what_lies_outside_the_domain_is_told_in_words(
    field: str, typed: str, chrome: Browser, home: str
) -> None:
    with visit(chrome, home, "derivation/one-sample") as (page, _):
        box = page.locator("#numbers-bernoulli-log")
        box.locator("summary").click()
        box.locator(f"#numbers-bernoulli-log-{field}").fill(typed)
        expect(box.locator(".own-says")).to_have_text(re.compile(r"^(ŷ|y) has to be .*[01]"))


def test_without_scripts_there_are_no_fields(chrome: Browser, home: str) -> None:
    with visit_without_scripts(chrome, home, "derivation/one-sample") as page:
        boxes = page.locator(".own-numbers").all()
        assert boxes
        assert not any(box.is_visible() for box in boxes)
