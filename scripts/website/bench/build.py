"""Measure what builds of the site cost, also when it has several times as many pages.

    python -m scripts.website.bench.build [--times 1 3 10]

In a private copy the site is built from nothing, built again, and built after a change of one page
and of one function (scores.brier_score). The processor time is that of all processes together, the
memory that of the largest one. The pages that make the site larger are copies under other names.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.website.bench.larger import DOCS, copy_project, enlarge

ROOT = Path(__file__).parents[3]
PAGE = DOCS / "foundations/entropy.md"
FUNCTION = Path("snippets/careful/scores.py"), "def brier_score("
_ADOPT_ORPHANS = 36
"""What Linux calls PR_SET_CHILD_SUBREAPER."""
_BUILD = [sys.executable, "-m", "scripts.website", "build"]


class BuildFailedError(Exception):
    """A build of the copy ended with an error; the text is what it said."""


@dataclass(frozen=True)
class Cost:
    """Seconds of clock and processor, and the megabytes of the largest process."""

    clock: float
    processor: float
    memory: float


def adopt_orphans() -> None:
    """Have processes that outlive the build that started them counted too, where Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)


def cost_of(command: list[str], folder: Path) -> Cost:
    """Run a command to its end, and to that of all children of this process.

    Raises:
        BuildFailedError: its status is not 0.
    """
    started = time.monotonic()
    ran = subprocess.Popen(
        command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = ran.stdout.read() if ran.stdout else ""
    processor, memory, status = 0.0, 0.0, 0
    while True:
        try:
            child, ended, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        processor += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10)))
        if child == ran.pid:
            status = ran.returncode = os.waitstatus_to_exitcode(ended)
    if status:
        raise BuildFailedError(said)
    return Cost(time.monotonic() - started, processor, memory)


def _from_nothing(root: Path) -> None:
    for folder in (".cache", "site"):
        shutil.rmtree(root / folder, ignore_errors=True)


def _change_nothing(root: Path) -> None:
    pass


def change_page(root: Path) -> None:
    """Add a sentence to a page."""
    page = root / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more thought.\n", encoding="utf-8")


def change_function(root: Path) -> None:
    """Add a comment above what a function does: to the build it is another function."""
    module, definition = FUNCTION
    head, found, rest = (root / module).read_text(encoding="utf-8").partition(definition)
    signature, quotes, body = rest.partition('"""')
    changed = f"{head}{found}{signature}# another text\n    {quotes}{body}"
    (root / module).write_text(changed, encoding="utf-8")


BUILDS: dict[str, Callable[[Path], None]] = {
    "clean": _from_nothing,
    "second": _change_nothing,
    "one changed page": change_page,
    "one changed snippet": change_function,
}


def measure(times: int, folder: Path) -> tuple[int, dict[str, Cost]]:
    """Return how many pages a copy of the site has, and the cost of each build of it."""
    root = folder / f"times-{times}"
    copy_project(ROOT, root)
    enlarge(root, times)
    costs = {}
    for name, change in BUILDS.items():
        change(root)
        costs[name] = cost_of(_BUILD, root)
    return len(list((root / "site").rglob("*.html"))) - 1, costs


def table(pages: int, costs: dict[str, Cost]) -> str:
    """Return the costs of the builds of one size as lines of text."""
    lines = [f"{f'{pages} pages':20}{'clock':>10}{'processor':>12}{'memory':>10}"]
    lines += [
        f"{name:20}{cost.clock:8.1f} s{cost.processor:10.1f} s{cost.memory:7.0f} MB"
        for name, cost in costs.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print a table for each size; exit with 1 if a build fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 3, 10], metavar="N")
    arguments = parser.parse_args()
    if min(arguments.times) < 1:
        parser.error("--times: a site has at least 1 times its pages")
    adopt_orphans()
    for times in arguments.times:
        with TemporaryDirectory(prefix="bench-build-") as folder:
            try:
                print(table(*measure(times, Path(folder))), end="\n\n", flush=True)
            except BuildFailedError as error:
                sys.exit(f"{error}\nThe copy of the site with {times} times its pages failed.")


if __name__ == "__main__":
    main()
