"""Figures that move: at the start they are the still picture, and elsewhere what Python draws."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.website.asked.expressions import parse
from scripts.website.made.label_math import plain
from scripts.website.made.presentation import present_figure
from snippets.figures.live import Live
from tests.asked import AskedFigure, asked_figures
from tests.browser.visits import (
    WIDTHS,
    come_to_rest,
    told,
    visit,
    visit_without_scripts,
)
from tests.built.copies import Built

CLOSE = 0.1
"""How far a mark may be from where Python draws it, in units of the drawing."""

TALL = 360
"""What is further down stands in no panel."""

PLACES = 5
"""At so many places of its range each control is tried, both ends among them."""

KILOBYTES = 6

_MARKS = """(ids) => ids.map((id) => {
    const group = document.getElementById(id);
    const of = (name, ...attributes) => {
      const element = group.querySelector(name);
      return element && attributes.map((attribute) => element.getAttribute(attribute));
    };
    return {
      path: of("use", "x", "y") ? null : of("path", "d"),
      at: of("use", "x", "y") ?? of("text", "x", "y"),
      text: group.querySelector("text")?.textContent ?? null,
    };
})"""
_SET = """([id, value]) => {
    const input = document.getElementById(id);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
      done(input.valueAsNumber))));
}"""
_RING = """(handle) => [
    getComputedStyle(handle, "::before").borderTopColor,
    getComputedStyle(document.body).backgroundColor,
]"""


def live_figures() -> list[AskedFigure]:
    """Return the figures of all pages whose function promises that they move."""
    return [
        figure
        for figure in asked_figures()
        if get_type_hints(figure.function).get("return") is Live
    ]


@cache
def drawn(figure: AskedFigure, **values: float) -> dict[str, Any]:
    """Return a figure as the build draws it, with its controls at some values."""
    given = ", ".join(f"{name}={value!r}" for name, value in values.items())
    call = parse(f"{figure.call.partition('(')[0]}({given})", "snippets.figures")
    return present_figure(call, figure.name)


def marks_of(drawing: dict[str, Any]) -> list[str]:
    script = drawing["live"]["script"]
    return [f"{script['drawing']}-{name}" for name, _, _ in script["marks"]]


def drawn_marks(drawing: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the browser tells of the marks, from the drawing of Python."""
    root = ElementTree.fromstring(drawing["svg"].replace("xlink:", ""))
    groups = {group.get("id"): group for group in root.iter() if group.get("id")}
    found: list[dict[str, Any]] = []
    for name in marks_of(drawing):
        parts = {part.tag.rpartition("}")[2]: part for part in groups[name].iter()}
        use, text, path = parts.get("use"), parts.get("text"), parts.get("path")
        if use is None and text is None and (path is None or "defs" in parts or not path.get("d")):
            # What stands outside the drawing is not drawn.
            found.append({"path": None, "at": None, "text": None})
            continue
        at = use if use is not None else text
        found.append(
            {
                "path": [path.get("d")] if use is None and path is not None else None,
                "at": [at.get("x"), at.get("y")] if at is not None else None,
                "text": "".join(text.itertext()) if text is not None else None,
            }
        )
    return found


def numbers(texts: list[str] | None) -> list[float]:
    """Return all coordinates; a closed way may say its first point again at its end, or not."""
    text = " ".join(texts or [])
    found = [float(number) for number in re.findall(r"-?[\d.]+", text)]
    while "z" in text and len(found) > 2 and found[-2:] == pytest.approx(found[:2], abs=CLOSE):
        found = found[:-2]
    return found


def is_outside(at: list[float]) -> bool:
    """Tell whether points are above or below all drawings."""
    return not any(0 <= y <= TALL for y in at[1::2])


def require_alike(
    shown: list[dict[str, Any]], expected: list[dict[str, Any]], ids: list[str]
) -> None:
    for one, other, name in zip(shown, expected, ids, strict=True):
        assert one["text"] == other["text"], name
        if not any(other.values()):
            assert is_outside(numbers(one["at"] or one["path"])), name
            continue
        for part in ("path", "at"):
            assert numbers(one[part]) == pytest.approx(numbers(other[part]), abs=CLOSE), name


def places(control: dict[str, Any]) -> list[float]:
    """Return some values of a control, on its steps."""
    low, high, step = control["low"], control["high"], control["step"]
    steps = round((high - low) / step)
    chosen = {round(steps * k / (PLACES - 1)) for k in range(PLACES)}
    return [round(low + k * step, 10) for k in sorted(chosen)]


FIGURES = live_figures()


@pytest.fixture(params=FIGURES, ids=[figure.id for figure in FIGURES])
def figure(request: pytest.FixtureRequest) -> AskedFigure:
    found: AskedFigure = request.param
    return found


@pytest.fixture
def page(figure: AskedFigure, chrome: Browser, home: str) -> Iterator[Page]:
    """Return the page of a figure, which must have nothing to complain of."""
    with visit(chrome, home, figure.page) as (page, watch):
        yield page
        assert told(watch.problems) == ""


def shown(page: Page, figure: AskedFigure) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_MARKS, marks_of(drawn(figure)))
    return found


def controls(figure: AskedFigure) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawn(figure)["live"]["controls"]
    return found


def input_of(figure: AskedFigure, control: dict[str, Any]) -> str:
    return f"{figure.id}-{control['name']}"


def test_some_figures_move() -> None:
    assert len(FIGURES) >= 3


def test_the_start_is_the_still_picture(figure: AskedFigure, page: Page) -> None:
    drawing = drawn(figure)
    require_alike(shown(page, figure), drawn_marks(drawing), marks_of(drawing))
    for control in controls(figure):
        reached = page.evaluate(_SET, [input_of(figure, control), control["start"]])
        assert reached == pytest.approx(control["start"], abs=1e-12)
    require_alike(shown(page, figure), drawn_marks(drawing), marks_of(drawing))


def test_each_control_moves_the_marks_to_where_python_draws_them(
    figure: AskedFigure, page: Page
) -> None:
    for control in controls(figure):
        others = {other["name"]: other["start"] for other in controls(figure)}
        for value in places(control):
            reached = page.evaluate(_SET, [input_of(figure, control), value])
            assert reached == pytest.approx(value, abs=1e-12)
            drawing = drawn(figure, **(others | {control["name"]: value}))
            require_alike(shown(page, figure), drawn_marks(drawing), marks_of(drawing))
        page.evaluate(_SET, [input_of(figure, control), control["start"]])


def test_keys_move_it_and_the_button_brings_it_back(figure: AskedFigure, page: Page) -> None:
    control = controls(figure)[0]
    slider = page.locator(f"#{input_of(figure, control)}")
    before = shown(page, figure)
    slider.focus()
    for key, value in (("Home", control["low"]), ("End", control["high"])):
        page.keyboard.press(key)
        assert slider.evaluate("input => input.valueAsNumber") == pytest.approx(value)
    page.keyboard.press("ArrowLeft")
    reached = slider.evaluate("input => input.valueAsNumber")
    assert reached == pytest.approx(control["high"] - control["step"])
    assert page.locator(f"label[for='{input_of(figure, control)}']").inner_text()
    page.locator(f"#{figure.id} .live-reset").press("Enter")
    expect(slider).to_have_value(f"{control['start']:g}")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert shown(page, figure) == before


def test_each_value_is_read_in_words_and_units(figure: AskedFigure, page: Page) -> None:
    for control in controls(figure):
        slider = page.locator(f"#{input_of(figure, control)}")
        for value in places(control):
            page.evaluate(_SET, [input_of(figure, control), value])
            read = re.fullmatch(
                r"([a-z][\w ,:’-]+?) (−?[\d.]+)( [a-z]+)?",
                (slider.get_attribute("aria-valuetext") or "").lower(),
            )
            assert read, slider.get_attribute("aria-valuetext")
            assert plain(control["label"]).lower().startswith(read[1])
            assert float(read[2].replace("−", "-")) == pytest.approx(value)
            beside = slider.locator("xpath=following-sibling::span").text_content()
            assert beside == f"{read[2]}{read[3] or ''}"


def test_a_probability_is_read_as_one(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "classification/binary") as (page, _):
        page.evaluate(_SET, ["fig-binary-branches-y_hat", 0.3])
        slider = page.locator("#fig-binary-branches-y_hat")
        expect(slider).to_have_attribute("aria-valuetext", "predicted probability 0.30")


def test_what_is_said_is_read_aloud_once_it_rests(figure: AskedFigure, page: Page) -> None:
    control = controls(figure)[0]
    page.evaluate(_SET, [input_of(figure, control), control["low"]])
    lines = page.locator(f"#{figure.id} .live-lines p").all_text_contents()
    assert lines
    spoken = page.locator(f"#{figure.id} .live-says")
    expect(spoken).to_have_attribute("aria-live", "polite")
    expect(spoken).to_have_text(" ".join(lines))
    assert "undefined" not in " ".join(lines)


def test_what_is_touched_is_large_enough(figure: AskedFigure, chrome: Browser, home: str) -> None:
    with visit(chrome, home, figure.page, width=WIDTHS[1], has_touch=True) as (page, _):
        for part in page.locator(f"#{figure.id} .live :is(input, button)").all():
            box = part.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= WIDTHS[1]


def handles(figure: AskedFigure) -> list[tuple[int, dict[str, Any]]]:
    """Return the numbers of a figure's handles, each with the control that it moves."""
    return [
        (number, controls(figure)[at])
        for number, (at, _, is_everywhere) in enumerate(drawn(figure)["live"]["script"]["handles"])
        if not is_everywhere
    ]


def centre(page: Page, figure: AskedFigure, number: int) -> tuple[float, float]:
    box = page.locator(f"#{figure.id} .live-handle").nth(number).bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == pytest.approx((44, 44), abs=0.01)
    return box["x"] + 22, box["y"] + 22


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=3)
    page.mouse.up()
    come_to_rest(page)


def bring_into_view(page: Page, figure: AskedFigure) -> None:
    """Put the picture into the middle of the window, clear of what lies over the page."""
    picture = page.locator(f"#{figure.id} svg")
    picture.evaluate("svg => svg.scrollIntoView({ block: 'center', behavior: 'instant' })")
    come_to_rest(page)


def test_each_handle_moves_its_control_and_the_marks(
    figure: AskedFigure, chrome: Browser, home: str
) -> None:
    assert handles(figure)
    with visit(chrome, home, figure.page) as (page, watch):
        bring_into_view(page, figure)
        for number, control in handles(figure):
            slider = page.locator(f"#{input_of(figure, control)}")
            for value in places(control):
                page.evaluate(_SET, [input_of(figure, control), value])
                end = centre(page, figure, number)
                page.evaluate(_SET, [input_of(figure, control), control["start"]])
                drag(page, centre(page, figure, number), end)
                reached = slider.evaluate("input => input.valueAsNumber")
                # Handles that have reached the edge wait there: several values have one place.
                assert centre(page, figure, number) == pytest.approx(end, abs=1)
                drawing = drawn(figure, **{control["name"]: reached})
                require_alike(shown(page, figure), drawn_marks(drawing), marks_of(drawing))
                expect(slider).to_be_focused()
            page.evaluate(_SET, [input_of(figure, control), control["start"]])
        assert page.evaluate("String(getSelection())") == ""
        assert told(watch.problems) == ""


def test_a_handle_that_is_drawn_away_stops_at_the_end(
    figure: AskedFigure, chrome: Browser, home: str
) -> None:
    with visit(chrome, home, figure.page) as (page, _):
        bring_into_view(page, figure)
        for number, control in handles(figure):
            slider = page.locator(f"#{input_of(figure, control)}")
            reached = set()
            for away in ((-2000, 0), (2000, 0), (0, -2000), (0, 2000)):
                page.evaluate(_SET, [input_of(figure, control), control["start"]])
                x, y = centre(page, figure, number)
                drag(page, (x, y), (x + away[0], y + away[1]))
                reached.add(slider.evaluate("input => input.valueAsNumber"))
            page.evaluate(_SET, [input_of(figure, control), control["start"]])
            # On a circle no point is nearest to what is far to one side but its very end.
            close = 0.02 * (control["high"] - control["low"])
            assert min(reached) == pytest.approx(control["low"], abs=close)
            assert max(reached) == pytest.approx(control["high"], abs=close)


def test_what_is_let_go_stays(chrome: Browser, home: str) -> None:
    figure = next(one for one in FIGURES if one.name == "home-price")
    with visit(chrome, home, figure.page) as (page, _):
        bring_into_view(page, figure)
        x, y = centre(page, figure, 1)
        drag(page, (x, y), (x, y - 60))
        slider = page.locator(f"#{input_of(figure, controls(figure)[0])}")
        reached = slider.input_value()
        page.mouse.move(x, y + 60, steps=3)
        come_to_rest(page)
        assert slider.input_value() == reached
        page.keyboard.press("ArrowLeft")
        step = controls(figure)[0]["step"]
        assert float(slider.input_value()) == pytest.approx(float(reached) - step)
        drag(page, (x, y + 60), (x, y))
        assert float(slider.input_value()) == pytest.approx(float(reached) - step)


def swipe(page: Page, start: tuple[float, float], up: float) -> None:
    line = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", start)
    for k in range(1, 9):
        touch("touchMove", (start[0], start[1] - up * k / 8))
    touch("touchEnd")
    come_to_rest(page)


def test_a_finger_moves_a_handle_and_scrolls_beside_it(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "index", width=WIDTHS[1], has_touch=True) as (page, watch):
        figure = next(one for one in FIGURES if one.name == "home-areas")
        bring_into_view(page, figure)
        slider = page.locator(f"#{input_of(figure, controls(figure)[0])}")
        before, scrolled = slider.input_value(), page.evaluate("scrollY")
        swipe(page, centre(page, figure, 0), -60)
        assert slider.input_value() != before
        assert page.evaluate("scrollY") == scrolled
        after, box = slider.input_value(), page.locator(f"#{figure.id} svg").bounding_box()
        assert box is not None
        swipe(page, (box["x"] + 20, box["y"] + box["height"] - 20), 120)
        assert page.evaluate("scrollY") > scrolled
        assert slider.input_value() == after
        assert told(watch.problems) == ""


def test_who_listens_hears_of_no_handle(figure: AskedFigure, page: Page) -> None:
    layer = page.locator(f"#{figure.id} .live-handles")
    assert layer.get_attribute("aria-hidden") == "true"
    assert layer.locator(":focus, [tabindex], [role]").count() == 0


def test_handles_are_where_the_picture_is_on_a_phone(
    figure: AskedFigure, chrome: Browser, home: str
) -> None:
    with visit(chrome, home, figure.page, width=WIDTHS[1], has_touch=True) as (page, _):
        boxes = [
            page.locator(f"#{figure.id} {part}").bounding_box() for part in ("svg", ".live-handles")
        ]
        assert boxes[0] == pytest.approx(boxes[1], abs=0.5)


def test_on_paper_the_picture_stands_alone(figure: AskedFigure, page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(f"#{figure.id} svg")).to_be_visible()
    for part in page.locator(f"#{figure.id} :is(.live, .live-handle)").all():
        expect(part).to_be_hidden()


def test_without_scripts_the_picture_stands_alone(
    figure: AskedFigure, chrome: Browser, home: str
) -> None:
    with visit_without_scripts(chrome, home, figure.page) as page:
        assert page.locator(f"#{figure.id} svg").is_visible()
        assert not page.locator(f"#{figure.id} .live").is_visible()
        assert page.locator(f"#{figure.id} .live-handle").count() == 0


def test_forced_colours_keep_the_controls(figure: AskedFigure, chrome: Browser, home: str) -> None:
    with visit(chrome, home, figure.page, forced_colors="active") as (page, watch):
        for part in page.locator(f"#{figure.id} .live :is(input, button)").all():
            expect(part).to_be_visible()
        for ring in page.locator(f"#{figure.id} .live-handle").all():
            expect(ring).to_be_visible()
            ink, ground = ring.evaluate(_RING)
            assert ink != ground
        assert told(watch.problems) == ""


def test_it_moves_from_the_disk(figure: AskedFigure, chrome: Browser, built: Built) -> None:
    with visit(chrome, f"{built.site.as_uri()}/", figure.page) as (page, watch):
        control, before = controls(figure)[0], shown(page, figure)
        page.evaluate(_SET, [input_of(figure, control), control["low"]])
        assert shown(page, figure) != before
        assert told(watch.problems) == ""


def test_nothing_shifts_when_it_begins_to_move(figure: AskedFigure, page: Page) -> None:
    page.locator(f"#{figure.id}").scroll_into_view_if_needed()
    come_to_rest(page)
    # What the jump down the page has moved is another matter.
    begins = page.evaluate("performance.now()")
    control = controls(figure)[0]
    for value in (control["low"], control["high"]):
        page.evaluate(_SET, [input_of(figure, control), value])
    come_to_rest(page)
    found = page.evaluate("shifts.filter(({ value }) => value > 0.001)")
    assert [shift for shift in found if shift["when"] > begins] == []


def test_numbers_change_within_the_words_that_stand_there(chrome: Browser, home: str) -> None:
    with visit(chrome, home, "foundations/cross-entropy") as (page, _):
        figure = "#fig-cross-entropy-over-forecasts"
        words = f"[...document.querySelectorAll('{figure} :is(text, .live-lines) *')]"
        before = page.evaluate(f"(window.words = {words}).map((one) => one.textContent)")
        page.evaluate(_SET, ["fig-cross-entropy-over-forecasts-q", 0.55])
        assert page.evaluate(f"{words}.every((one, k) => one === window.words[k])")
        after = page.evaluate("window.words.map((one) => one.textContent)")
        assert len(after) == len(before)
        assert after != before


def test_a_page_with_figures_has_few_layers(chrome: Browser, home: str) -> None:
    found: list[dict[str, Any]] = []
    with visit(chrome, home, "foundations/cross-entropy") as (page, _):
        line = page.context.new_cdp_session(page)
        line.on("LayerTree.layerTreeDidChange", lambda event: found.append(event))
        line.send("LayerTree.enable")
        page.locator("#fig-cross-entropy-over-forecasts").scroll_into_view_if_needed()
        page.wait_for_function("scrollY > 0")
        come_to_rest(page)
    # With the menu painted first, each paragraph has one: some seventy.
    assert 0 < max(len(one.get("layers", [])) for one in found) < 45


@pytest.mark.parametrize("name", sorted({figure.page for figure in FIGURES}))
def test_all_that_moves_on_a_page_is_light(name: str, built: Built) -> None:
    html = (built.site / f"{name}.html").read_text("utf-8")
    own = re.findall(r"assets/live/[\w.-]+\.js", html)
    assert len(own) == 1
    files = [built.site / own[0], *(built.site / "assets").glob("live.*.js")]
    assert len(files) == 2
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= KILOBYTES * 1024
