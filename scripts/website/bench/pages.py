"""Measure in the browser what the formulas of the heaviest page cost, against other ways.

    python -m scripts.website.bench.pages [--page NAME] [--rounds N] [--slowdown N]

The page is measured as it was built, without any formula, and with MathJax drawing the same
formulas in the browser: once as pages with MathJax usually are, and once with what this site does
besides, to put off the layout of what is not seen yet. Main-thread work is the processor time of
the page's main thread until it has nothing left to do: after opening, and after scrolling to the
end, which shows what a browser puts off until it is seen. Each visit is a first one; all take
turns; medians count.

It fails if the formulas cost more than half of the page without them, or more than a fifth of what
they cost with MathJax.
"""

import argparse
import copy
import gzip
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, CDPSession

from scripts.common.browser import NoBrowserError, browser
from scripts.common.folder_server import served
from scripts.website.finish.links import is_handout

ROOT = Path(__file__).parents[3]
AT_MOST_OF_PLAIN = 1.5
AT_LEAST_BELOW_MATHJAX = 5.0
REST = 0.25
"""A main thread that does next to nothing for so many seconds is done."""

_KEEP_WORKERS = "const itsOwnWorker = window.Worker;"
_MATHJAX = """
/* Ours puts workers off until the reader searches; those of MathJax would wait with them. */
window.Worker = itsOwnWorker;
window.MathJax = {
  tex: { inlineMath: [["\\\\(", "\\\\)"]], displayMath: [["\\\\[", "\\\\]"]] },
  output: { fontPath: "/mathjax-fonts/%%FONT%%-font" },
};
"""
_DRAWN = """async () => {
    const muchLater = new Promise((done) => setTimeout(done, 60_000));
    await Promise.race([window.MathJax?.startup.promise, muchLater]);
}"""
_TO_THE_END = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo({ top: y, behavior: "instant" });
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""


@dataclass(frozen=True)
class Work:
    """Processor time of the main thread in milliseconds."""

    opened: float
    """until the page has been drawn"""
    read: float
    """until it has been scrolled to its end, too"""


def as_built(page: BeautifulSoup) -> None:
    """Leave the page as it is."""


def without_formulas(page: BeautifulSoup) -> None:
    """Take every formula out of the page."""
    for formula in page.select(".katex"):
        formula.decompose()


def with_mathjax(page: BeautifulSoup) -> None:
    """Have MathJax draw every formula, as it does with its usual settings.

    It gets the TeX where the page has it, and the MathML of the few that repeat a part of another.
    """
    for formula in page.select(".katex"):
        mathml, source = formula.find("math"), formula.find("annotation")
        if isinstance(source, Tag):
            parent = formula.parent
            is_display = parent is not None and "katex-display" in (parent.get("class") or [])
            begin, end = ("\\[", "\\]") if is_display else ("\\(", "\\)")
            formula.replace_with(f"{begin}{source.get_text()}{end}")
        else:
            assert isinstance(mathml, Tag)
            formula.replace_with(mathml)
    head = page.head
    assert head is not None
    for place, code in ((0, _KEEP_WORKERS), (len(head.contents) + 1, _MATHJAX)):
        script = page.new_tag("script")
        script.string = code
        head.insert(place, script)
    head.append(page.new_tag("script", src="/mathjax/tex-mml-chtml.js", defer=""))


def with_mathjax_at_once(page: BeautifulSoup) -> None:
    """Have MathJax draw every formula on a page that puts nothing off, as pages usually are."""
    with_mathjax(page)
    assert page.head is not None
    style = page.new_tag("style")
    style.string = "* { content-visibility: visible !important; }"
    page.head.append(style)


VARIANTS: dict[str, Callable[[BeautifulSoup], None]] = {
    "as built": as_built,
    "without formulas": without_formulas,
    "with MathJax": with_mathjax_at_once,
    "the same, put off": with_mathjax,
}


def heaviest(site: Path) -> str:
    """Return the address of the page that weighs most on the line, slides and sheets apart."""
    addresses = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    pages = (address for address in addresses if not is_handout(address))
    return max(pages, key=lambda page: len(gzip.compress((site / page).read_bytes(), 6)))


@contextmanager
def variants(site: Path, page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a copy of the site that holds the variants of a page; give home and addresses."""
    with TemporaryDirectory(prefix="bench-pages-") as folder:
        copied = Path(folder) / "site"
        shutil.copytree(site, copied)
        modules = ROOT / "node_modules"
        (copied / "mathjax").symlink_to(modules / "mathjax")
        (copied / "mathjax-fonts").symlink_to(modules / "@mathjax")
        whole = BeautifulSoup((copied / page).read_text(encoding="utf-8"), "html.parser")
        # MathJax writes style elements and starts workers: the policy of the pages forbids that.
        for policy in whole.select("meta[http-equiv=Content-Security-Policy]"):
            policy.decompose()
        addresses = {}
        for number, (name, change) in enumerate(VARIANTS.items()):
            changed = copy.deepcopy(whole)
            change(changed)
            path = (copied / page).with_suffix(f".variant{number}.html")
            path.write_text(str(changed), encoding="utf-8")
            addresses[name] = path.relative_to(copied).as_posix()
        with served(copied) as home:
            yield home, addresses


def work_of(started: Browser, address: str, slowdown: float = 1) -> Work:
    """Open a page as one who has never been here, and return the work of its main thread."""
    context = started.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        line = context.new_cdp_session(page)
        # Processor time and not time: what else the machine does costs nothing then.
        line.send("Performance.enable", {"timeDomain": "threadTicks"})
        line.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        page.goto(address, wait_until="load", timeout=120_000)
        page.evaluate(_DRAWN)
        opened = _work_at_rest(line)
        page.evaluate(_TO_THE_END)
        return Work(opened, _work_at_rest(line))
    finally:
        context.close()


def _work_at_rest(line: CDPSession) -> float:
    """Wait until the main thread rests; return its work since the page was opened, in ms."""
    deadline = time.monotonic() + 120
    before = _work_so_far(line)
    while time.monotonic() < deadline:
        time.sleep(REST)
        now = _work_so_far(line)
        if now - before < 3:
            return now
        before = now
    raise TimeoutError("the page does not come to rest within two minutes")


def _work_so_far(line: CDPSession) -> float:
    metrics = line.send("Performance.getMetrics")["metrics"]
    seconds: float = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
    return 1000 * seconds


def measure(site: Path, page: str, rounds: int, slowdown: float = 1) -> dict[str, Work]:
    """Return the median work of each variant of a page."""
    found: dict[str, list[Work]] = {name: [] for name in VARIANTS}
    with variants(site, page) as (home, addresses), browser() as started:
        # The first page of a browser pays for much that is none of its own.
        work_of(started, f"{home}404.html")
        for _ in range(rounds):
            for name, address in addresses.items():
                found[name].append(work_of(started, home + address, slowdown))
    return {
        name: Work(
            statistics.median(work.opened for work in works),
            statistics.median(work.read for work in works),
        )
        for name, works in found.items()
    }


def table(page: str, found: dict[str, Work]) -> str:
    """Return what was measured, as lines of text."""
    ours = found["as built"]
    lines = [f"{page}: main-thread work in ms, and how many times that of the page as built"]
    lines += [f"{'':18}{'opened':>10}{'':9}{'and read to its end':>20}"]
    for name, work in found.items():
        lines.append(
            f"{name:18}{work.opened:10.0f}{work.opened / ours.opened:8.2f}×"
            f"{work.read:20.0f}{work.read / ours.read:8.2f}×"
        )
    return "\n".join(lines)


def failures(found: dict[str, Work]) -> list[str]:
    """Return which of the two goals are missed."""
    ours, plain, mathjax, _ = (found[name].opened for name in VARIANTS)
    missed = []
    if ours > AT_MOST_OF_PLAIN * plain:
        missed.append(
            f"{ours / plain:.2f} times the work of the page without formulas; "
            f"at most {AT_MOST_OF_PLAIN:g} is wanted"
        )
    if mathjax < AT_LEAST_BELOW_MATHJAX * ours:
        missed.append(
            f"MathJax needs {mathjax / ours:.1f} times as much; "
            f"at least {AT_LEAST_BELOW_MATHJAX:g} is wanted"
        )
    return missed


def main() -> None:
    """Measure, print the table, and exit with 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--page", help="such as derivation/logits.html; else the heaviest one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slowdown", type=float, default=1, help="how many times slower to run")
    arguments = parser.parse_args()
    if not (arguments.site / "index.html").exists():
        sys.exit(f"{arguments.site} holds no built site. Run make site.")
    page = arguments.page or heaviest(arguments.site)
    if not (arguments.site / page).exists():
        sys.exit(f"{arguments.site} has no page {page}.")
    try:
        found = measure(arguments.site, page, arguments.rounds, arguments.slowdown)
    except NoBrowserError as error:
        sys.exit(str(error))
    print(table(page, found))
    for missed in failures(found):
        print(f"missed: {missed}")
    sys.exit(1 if failures(found) else 0)


if __name__ == "__main__":
    main()
