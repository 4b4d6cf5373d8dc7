"""Measure how long a moving figure takes to follow the hand, in a browser that is slowed down.

    python -m scripts.website.bench.figures [--site FOLDER] [--slowdown N] [--steps N]

Every control of every moving figure is led over its range and back, one step a frame, while the
browser traces itself. An update is all that the main thread does from one frame to the next:
script, style, layout and paint. At 60 updates a second it has 16.7 ms. What counts is the time
that the thread has a processor, not that for which it waits.

It fails if the median update of a figure takes longer. On a busy machine all work is slower, so
this is no test.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from scripts.common.browser import NoBrowserError, browser
from scripts.common.folder_server import served

ROOT = Path(__file__).parents[3]
FRAME = 1000 / 60
"""How long an update may take, in ms."""

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
MARK = "bench-figures"
_TASKS = {"RunTask", "ThreadControllerImpl::RunTask"}
_LEAD = """async ([id, steps, mark]) => {
    const input = document.getElementById(id);
    const [low, high] = [input.min, input.max].map(Number);
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    for (let k = 0; k <= 2 * steps; k++) {
      const share = Math.min(k, 2 * steps - k) / steps;
      input.value = low + share * (high - low);
      console.timeStamp(mark);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await frame();
    }
}"""


@dataclass(frozen=True)
class Moving:
    """A moving figure: its page, its id, and the ids of its controls."""

    page: str
    id: str
    controls: tuple[str, ...]


@dataclass(frozen=True)
class Updates:
    """How long updates took, in ms."""

    each: tuple[float, ...]

    @property
    def median(self) -> float:
        """What half of them stay below."""
        return statistics.median(self.each)

    @property
    def slow(self) -> float:
        """What nineteen of twenty stay below."""
        return statistics.quantiles(self.each, n=20, method="inclusive")[-1]


def moving_figures(site: Path) -> Iterator[Moving]:
    """Return the moving figures of a built site, in the order of its pages."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if "live-control" not in html:
            continue
        for figure in BeautifulSoup(html, "html.parser").select("figure:has(.live-control)"):
            controls = tuple(str(one["id"]) for one in figure.select(".live-control input"))
            yield Moving(path.relative_to(site).as_posix(), str(figure["id"]), controls)


def updates_of(started: Browser, home: str, figure: Moving, steps: int, slowdown: float) -> Updates:
    """Lead each control of a figure over its range, and return how long the updates took."""
    context = started.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(home + figure.page, wait_until="load", timeout=120_000)
        page.locator(f"#{figure.id}").scroll_into_view_if_needed()
        line = context.new_cdp_session(page)
        line.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        traces = (_traced(started, page, control, steps) for control in figure.controls)
        return Updates(tuple(time for trace in traces for time in update_times(trace)))
    finally:
        context.close()


def _traced(started: Browser, page: Page, control: str, steps: int) -> list[dict[str, Any]]:
    started.start_tracing(page=page, categories=CATEGORIES)
    try:
        page.evaluate(_LEAD, [control, steps, MARK])
    finally:
        trace = started.stop_tracing()
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    return events


def update_times(events: list[dict[str, Any]]) -> list[float]:
    """Return for each step but the last what its thread did until the next, in ms."""
    marks = [one for one in events if _message(one) == MARK]
    if not marks:
        raise ValueError("the browser has traced no step")
    thread = marks[0]["pid"], marks[0]["tid"]
    tasks = [
        one
        for one in events
        if one["name"] in _TASKS and one["ph"] == "X" and (one["pid"], one["tid"]) == thread
    ]
    starts = sorted(float(mark["ts"]) for mark in marks)
    return [
        sum(_within(task, begin, end) for task in tasks) / 1000 for begin, end in pairwise(starts)
    ]


def _message(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data") or {}
    return str(data.get("message", "")) if event["name"] == "TimeStamp" else ""


def _within(task: dict[str, Any], begin: float, end: float) -> float:
    """Return how long a task was at work between two times, in µs."""
    first, long = float(task["ts"]), float(task.get("dur", 0))
    inside = max(0.0, min(first + long, end) - max(first, begin))
    return inside * float(task.get("tdur", long)) / long if long else 0.0


def table(found: dict[Moving, Updates], slowdown: float) -> str:
    """Return what was measured, as lines of text."""
    lines = [f"ms for an update, {slowdown:g} times slower than this machine; wanted: {FRAME:.1f}"]
    lines += [f"{'':48}{'median':>8}{'19 of 20':>10}{'updates':>9}"]
    for figure, updates in found.items():
        name = f"{figure.page.removesuffix('.html')}#{figure.id.removeprefix('fig-')}"
        lines.append(f"{name:48}{updates.median:8.1f}{updates.slow:10.1f}{len(updates.each):9d}")
    return "\n".join(lines)


def failures(found: dict[Moving, Updates]) -> list[str]:
    """Return which figures do not follow 60 times a second."""
    return [
        f"{figure.id}: half of the updates take {updates.median:.1f} ms or more"
        for figure, updates in found.items()
        if updates.median > FRAME
    ]


def main() -> None:
    """Measure, print the table, and exit with 1 if a figure is too slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--slowdown", type=float, default=4, help="how many times slower to run")
    parser.add_argument("--steps", type=int, default=60, help="steps over the range of a control")
    arguments = parser.parse_args()
    figures = list(moving_figures(arguments.site))
    if not figures:
        sys.exit(f"{arguments.site} holds no moving figure. Run make site.")
    try:
        with served(arguments.site) as home, browser() as started:
            found = {
                one: updates_of(started, home, one, arguments.steps, arguments.slowdown)
                for one in figures
            }
    except NoBrowserError as error:
        sys.exit(str(error))
    print(table(found, arguments.slowdown))
    for missed in failures(found):
        print(f"missed: {missed}")
    sys.exit(1 if failures(found) else 0)


if __name__ == "__main__":
    main()
