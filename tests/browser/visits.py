"""Visits to pages, and a watch over what a page does that it should not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.patience import HANGS_AFTER

WIDTHS = (1280, 390)
"""The widths of the screens that everything is looked at on, in pixels."""

Palette = Literal["light", "dark"]
SCHEMES: dict[Palette, str] = {"light": "default", "dark": "slate"}
"""Each palette and Material's own name for it."""

_HERE = Path(__file__).parent
_LAYOUT = (_HERE / "layout.js").read_text(encoding="utf-8")
_NOTE_VIOLATIONS = """
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`));
"""
_NOTE_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!entry.hadRecentInput) window.shifts.push({
          when: entry.startTime,
          value: entry.value,
          moved: entry.sources.map(({ node }) =>
            (node?.nodeType === 1 ? node : node?.parentElement)?.outerHTML.slice(0, 90)),
        });
      }
    }).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


class Watch:
    """Notes every complaint of a page, every failed request and every one that goes elsewhere."""

    def __init__(self, page: Page, home: str) -> None:
        self.home = home
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", lambda ask: self.problems.append(f"failed: {ask.url}"))
        page.on("response", self._answered)
        page.add_init_script(_NOTE_VIOLATIONS)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.problems.append(f"foreign: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")


@contextmanager
def visit(
    chrome: Browser,
    home: str,
    name: str,
    *,
    width: int = 1280,
    palette: Palette = "light",
    **options: Any,
) -> Iterator[tuple[Page, Watch]]:
    """Open a page as one who has never been here; `options` are Playwright's of a context."""
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": palette} | options
    context = chrome.new_context(**options)
    try:
        page = context.new_page()
        page.set_default_timeout(1000 * HANGS_AFTER)
        watch = Watch(page, home)
        page.add_init_script(_NOTE_SHIFTS)
        page.goto(f"{home}{name}.html")
        page.evaluate(_SETTLED)
        yield page, watch
    finally:
        context.close()


@contextmanager
def visit_without_scripts(chrome: Browser, home: str, name: str) -> Iterator[Page]:
    """Open a page in a browser that runs no scripts; nothing is waited for that needs some."""
    context = chrome.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.set_default_timeout(1000 * HANGS_AFTER)
        page.goto(f"{home}{name}.html")
        yield page
    finally:
        context.close()


def change_palette(page: Page, palette: Palette) -> None:
    """Switch to the other palette by the button in the header; without one, as the machine does."""
    button = page.locator("[data-palette]:visible")
    if button.count():
        button.click()
    else:
        page.emulate_media(color_scheme=palette)
        page.reload()
    page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[palette]}]")
    page.evaluate("""() => Promise.race([
        Promise.allSettled(document.getAnimations().map((one) => one.finished)),
        new Promise((done) => setTimeout(done, 1000)),
    ]).then(() => true)""")


def resize(page: Page, width: int) -> None:
    """Give the page another width, and let it take its shape."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(_SETTLED)


def come_to_rest(page: Page) -> None:
    """Wait until the page has drawn what has happened so far."""
    page.evaluate(_SETTLED)


def layout_problems(page: Page) -> list[str]:
    """Return what is laid out badly: sideways scroll, what is cut off, what overlaps."""
    found: list[str] = page.evaluate(_LAYOUT)
    return found


def scroll_through(page: Page) -> None:
    """Show every part of a page, to a reader who scrolls down as fast as a wheel can."""
    page.evaluate("""async () => {
        for (let y = 0; y < document.body.scrollHeight; y += 300) {
          scrollTo({ top: y, behavior: "instant" });
          await new Promise(requestAnimationFrame);
        }
        scrollTo({ top: 0, behavior: "instant" });
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }""")


def shifts(page: Page) -> tuple[float, list[str]]:
    """Return how much the layout has shifted since the visit began, and what has moved."""
    found: list[dict[str, Any]] = page.evaluate("window.shifts")
    return (
        sum(shift["value"] for shift in found),
        [f"{shift['value']:.4f} {moved}" for shift in found for moved in shift["moved"]],
    )


def told(problems: list[str]) -> str:
    """Return problems one below the other, each once: what a failed test should show."""
    return "\n".join(dict.fromkeys(problems))
