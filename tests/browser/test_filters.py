"""Lists of formulas and symbols can be filtered; without scripts all of them is shown."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import WIDTHS, visit, visit_without_scripts

LISTS = [f"reference/{name}" for name in ("formulas", "formulas-of-the-loss", "formulas-in-use")]
NOTATION = "reference/notation"
SIGN = "H(P,Q)"


def shown(page: Page, items: str) -> int:
    """Return how many there are to see, whether on the screen or below."""
    count = "(all) => all.filter((one) => !one.hidden).length"
    return int(page.locator(items).evaluate_all(count))


@pytest.mark.parametrize("name", LISTS)
def test_formulas_are_filtered_by_page(chrome: Browser, place: str, name: str) -> None:
    with visit(chrome, place, name) as (page, watch):
        total, pages = shown(page, ".entry"), page.locator("select[name=page] option").count() - 1
        counted = 0
        for number in range(1, pages + 1):
            page.select_option("select[name=page]", index=number)
            title = page.locator("select[name=page] option:checked").inner_text()
            page.wait_for_function(
                """(title) => [...document.querySelectorAll("h2[id^=of-]")].every((head) =>
                    head.hidden !== head.textContent.startsWith(title))""",
                arg=title,
            )
            counted += shown(page, ".entry")
        assert counted == total > 20
        assert not watch.problems


def test_formulas_are_filtered_by_symbol_and_counted_aloud(chrome: Browser, home: str) -> None:
    with visit(chrome, home, LISTS[0]) as (page, watch):
        says, total = page.locator(".filter [role=status]"), shown(page, ".entry")
        assert says.inner_text() == ""
        page.locator("select[name=symbol]").focus()
        page.select_option("select[name=symbol]", SIGN)
        page.wait_for_function("() => document.querySelector('.says').textContent")
        left = shown(page, ".entry")
        assert 0 < left < total
        assert says.inner_text() == f"{left} of {total} formulas."
        assert page.evaluate("document.activeElement.name") == "symbol"
        assert shown(page, ".entry[data-symbols~='H(P,Q)']") == left
        assert shown(page, ".formula-names li") == left
        page.select_option("select[name=symbol]", "")
        page.wait_for_function("() => !document.querySelector('.says').textContent")
        assert shown(page, ".entry") == total
        assert not watch.problems


def test_a_symbol_goes_along_to_another_list(chrome: Browser, place: str) -> None:
    with visit(chrome, place, LISTS[1]) as (page, _):
        page.select_option("select[name=symbol]", "z")
        link = page.locator(".other-lists a[href*='formulas-in-use']")
        page.wait_for_function(
            "() => document.querySelector('.other-lists').textContent.includes('(')"
        )
        count = link.inner_text().rpartition("(")[2].rstrip(")")
        assert int(count) > 0
        link.click()
        page.wait_for_url("**/formulas-in-use.html#with=z")
        page.wait_for_function("() => document.querySelector('.says').textContent")
        assert page.locator(".says").inner_text().startswith(f"{count} of ")


def test_a_link_to_a_formula_shows_it_whatever_was_filtered(chrome: Browser, home: str) -> None:
    with visit(chrome, home, LISTS[0]) as (page, _):
        page.select_option("select[name=symbol]", SIGN)
        hidden = page.wait_for_selector(".entry[id][hidden]", state="attached")
        assert hidden is not None
        name = hidden.get_attribute("id")
        page.evaluate("(name) => { location.hash = name; }", name)
        page.wait_for_selector(f"#{name}", state="visible")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("y hat", "y hat"), ("ŷ", "y hat"), ("sigm", "sigma of z"), ("smoothed", "y tilde")],
)
def test_symbols_are_found_by_sign_name_and_meaning(
    chrome: Browser, home: str, typed: str, said: str
) -> None:
    with visit(chrome, home, NOTATION) as (page, watch):
        page.fill("input[name=words]", typed)
        page.wait_for_function("() => document.querySelector('.says').textContent")
        left = shown(page, "tbody tr")
        assert 0 < left <= 4
        assert said in page.locator("tbody tr:not([hidden]) .said").all_inner_texts()
        heads = page.locator("article h2").evaluate_all(
            "all => all.filter((h) => !h.hidden).length"
        )
        assert 0 < heads <= left
        assert not watch.problems


@pytest.mark.parametrize("name", [*LISTS, NOTATION])
def test_without_scripts_all_is_listed_and_no_field_is_there(
    chrome: Browser, home: str, name: str
) -> None:
    with visit_without_scripts(chrome, home, name) as page:
        assert not page.locator(".filter").is_visible()
        assert shown(page, ".entry, tbody tr") == page.locator(".entry, tbody tr").count() > 20


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [LISTS[0], NOTATION])
def test_the_fields_fit(chrome: Browser, home: str, name: str, width: int) -> None:
    with visit(chrome, home, name, width=width) as (page, _):
        parts = page.locator(".filter, .filter :is(select, input)")
        ends = parts.evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
        assert len(ends) > 1
        assert max(ends) <= width
