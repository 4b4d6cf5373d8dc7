"""What those get who do not see the page, or see it large, or want it still."""

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.visits import layout_problems, scroll_through, told, visit
from tests.pages import PAGES


@pytest.mark.parametrize("name", ["derivation/logits", "classification/binary", "index"])
def test_each_formula_is_in_the_accessibility_tree_as_mathml(
    chrome: Browser, home: str, name: str
) -> None:
    with visit(chrome, home, name) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        line = page.context.new_cdp_session(page)
        # Chromium builds the tree from when it is first asked for. What `content-visibility: auto`
        # puts off is not in it at first: it joins when it comes near the screen, and stays.
        line.send("Accessibility.getFullAXTree")
        scroll_through(page)
        drawn = page.locator("article math").count()
        assert page.locator("article .katex math").count() == page.locator("article .katex").count()
        nodes = line.send("Accessibility.getFullAXTree")["nodes"]
        read = [node for node in nodes if not node["ignored"]]
        formulas = [node for node in read if node["role"]["value"] == "MathMLMath"]
        assert drawn > 0 or name == "index"
        assert len(formulas) == drawn
        # The source of a formula stays out: nobody wants to hear LaTeX after the formula.
        assert not any("\\" in node.get("name", {}).get("value", "") for node in read)


@pytest.mark.parametrize("name", PAGES)
def test_twice_as_large_nothing_is_lost(chrome: Browser, home: str, name: str) -> None:
    """At 200 % a screen of 1280 pixels is 640 wide, with two device pixels for each."""
    with visit(chrome, home, name, width=640, device_scale_factor=2) as (page, watch):
        assert told(layout_problems(page)) == ""
        for figure in page.locator("figure.figure").all():
            has_an_alternative_and_its_numbers(figure)
        assert told(watch.problems) == ""


def has_an_alternative_and_its_numbers(figure: Locator) -> None:
    image = figure.get_by_role("img")
    assert len(image.get_attribute("aria-label") or "") > 30
    figure.locator("details summary").press("Enter")
    table = figure.locator("details table").first
    table.wait_for()
    assert table.locator("tr").count() >= 1
    assert len(table.inner_text().split()) >= 2


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_the_focus_is_seen_wherever_it_goes(chrome: Browser, home: str, palette: str) -> None:
    with visit(chrome, home, "classification/binary", palette=palette) as (page, _):  # type: ignore[arg-type]
        seen: list[str] = []
        for _step in range(1000):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            where, is_seen = page.evaluate("""() => {
                const element = document.activeElement;
                /* A switch that is drawn by its label is seen by its label. */
                const shown = [element, ...(element.labels ?? []), ...document.querySelectorAll(
                  "label.md-icon:not([hidden]), .md-search__form")]
                  .filter((one) => one === element || [...(element.labels ?? [])].includes(one)
                    || one.contains(element));
                return [element.outerHTML.slice(0, 120), shown.some((one) => {
                  const style = getComputedStyle(one);
                  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
                }) || element === document.querySelector("input[name=query]")];
            }""")
            seen.append(where)
            assert is_seen, where
        else:
            pytest.fail("the focus never comes to an end")
        assert any("formula-body" in where for where in seen)
        assert any("<summary" in where for where in seen)


def test_nothing_moves_for_those_who_want_it_still(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "classification/binary", reduced_motion="reduce") as (page, _):
        moving = page.evaluate("""() => [...document.querySelectorAll("*")].flatMap((element) => {
            const { transitionDuration, animationDuration, animationName, scrollBehavior } =
              getComputedStyle(element);
            const long = transitionDuration.split(",").some((time) => parseFloat(time) > 0.01);
            const runs = animationName !== "none" && parseFloat(animationDuration) > 0.01;
            return long || runs || scrollBehavior === "smooth"
              ? [`${element.tagName}.${element.className} ${transitionDuration}`] : [];
        })""")
        assert told(moving) == ""
