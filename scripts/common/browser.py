"""Finds a browser on this machine and drives it, for the tests and for printing."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

CHROMIUMS = (
    # Without windows, a page costs a third of the processor's time.
    "chromium-headless-shell", "chrome-headless-shell",
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)  # fmt: skip

_FLAGS = (
    "--disable-background-networking", "--disable-component-update", "--disable-gpu",
    "--disable-quic", "--disable-sync", "--no-first-run",
    # Without windows, letters would else be as wide as whole pixels, which no reader sees.
    "--font-render-hinting=none",
)  # fmt: skip


class NoBrowserError(Exception):
    """No browser of the kind that is asked for is on this machine."""


def is_unwanted() -> bool:
    """Whether whoever runs this does without a browser, by `BROWSER=none`."""
    return os.environ.get("BROWSER") == "none"


def find_chromium() -> Path:
    """Return the Chromium, Chrome or Edge of this machine; `BROWSER_PATH` names another.

    Raises:
        NoBrowserError: there is none, and the message says how to install one; or `BROWSER` is
            `none`.
    """
    if is_unwanted():
        raise NoBrowserError("BROWSER=none says to do without a browser.")
    named = os.environ.get("BROWSER_PATH")
    for name in (named,) if named else CHROMIUMS:
        if found := shutil.which(name):
            return Path(found)
    if named:
        raise NoBrowserError(f"BROWSER_PATH names {named}, which cannot be run.")
    raise NoBrowserError(
        "No browser found: install one with `sudo apt-get install chromium`, "
        "or set BROWSER_PATH to a Chromium, Chrome or Edge."
    )


@contextmanager
def chromium(flags: Sequence[str] = (), **options: object) -> Iterator[BrowserContext]:
    """Start the machine's Chromium with an empty profile; close it at the end.

    Args:
        flags: more of Chromium's own command-line flags.
        options: Playwright's options of a context, such as `color_scheme` or `viewport`.

    Raises:
        NoBrowserError: the machine has none.
    """
    program = find_chromium()
    with TemporaryDirectory(prefix="browser-") as profile, sync_playwright() as playwright:
        context = _launch(playwright, program, profile, flags, options)
        try:
            yield context
        finally:
            context.close()


@contextmanager
def browser(flags: Sequence[str] = ()) -> Iterator[Browser]:
    """Start the machine's Chromium once, for many contexts; close it at the end.

    Raises:
        NoBrowserError: the machine has none.
    """
    program = find_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=_arguments(flags))
        try:
            yield started
        finally:
            started.close()


def _arguments(flags: Sequence[str]) -> list[str]:
    # Chromium refuses its sandbox to root, whose machine is a container of its own.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [*_FLAGS, *as_root, *flags]


def _launch(
    playwright: Playwright,
    program: Path,
    profile: str,
    flags: Sequence[str],
    options: dict[str, object],
) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=program,
        args=_arguments(flags),
        **options,  # type: ignore[arg-type]
    )
