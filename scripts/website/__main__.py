"""``python -m scripts.website build``, ``serve``, ``page`` and ``packages``."""

import argparse
import os
import sys
import time
import traceback
from importlib.machinery import PathFinder
from pathlib import Path

ROOT = Path.cwd()
CONFIG = "mkdocs.yml"


def main() -> int:
    """Run the command that was asked for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.website", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the site, or say why not")
    build.add_argument("--site-dir", type=Path, default=ROOT / "site")
    build.add_argument("--generator", choices=("mkdocs", "zensical"), default="mkdocs")
    serve = commands.add_parser("serve", help="show the site and follow every change")
    serve.add_argument("--address", default="127.0.0.1:8000")
    page = commands.add_parser("page", help="begin a page: write the skeletons that it needs")
    page.add_argument("name", help="its address without the ending, such as foundations/jensen")
    page.add_argument("--title", required=True)
    commands.add_parser("packages", help="record what the packages of npm hold, after an update")
    arguments = parser.parse_args()
    if not (ROOT / CONFIG).exists():
        parser.error(f"there is no {CONFIG} here; run this in the folder of the project")
    if hidden := _hidden():
        parser.error(f"{hidden}.py in this folder hides a module of that name: call it otherwise")
    if arguments.command == "page":
        return begin(arguments.name, arguments.title)
    if arguments.command == "packages":
        from scripts.website.made.installed import write_record

        write_record(ROOT)
        return 0
    if told := _prepare_process():
        parser.error(told)
    if arguments.command == "build":
        return build_site(arguments.site_dir, arguments.generator)
    from scripts.website.serve import serve_site

    return serve_site(CONFIG, arguments.address)


def _hidden() -> str:
    """Return the name of a file of the project's folder that is taken for another's module."""
    others = [path for path in sys.path if Path(path or ".").resolve() != ROOT]
    names = sorted(path.stem for path in ROOT.glob("*.py"))
    known = (name for name in names if PathFinder.find_spec(name, others) is not None)
    return next(known, "")


def begin(name: str, title: str) -> int:
    """Write the skeletons of a page and say which files these are."""
    from scripts.website.new_page import NewPageError, begin_page

    try:
        written = begin_page(ROOT, name, title)
    except NewPageError as error:
        print(error, file=sys.stderr)
        return 1
    print(*written, sep="\n")
    print("\nThe site builds with the page as it is. CONTRIBUTING.md says how to go on.")
    return 0


def build_site(site_dir: Path, generator: str) -> int:
    """Build into a folder of its own and put it in place only when it is whole."""
    from scripts.common.store import StoreError
    from scripts.website import logs
    from scripts.website.beside.downloads import keep_downloads
    from scripts.website.in_place import PlaceError, place_for, put_in_place, why

    started = time.monotonic()
    logs.set_up()
    build = _build_with_zensical if generator == "zensical" else _build_with_mkdocs
    try:
        with place_for(site_dir, ROOT) as private:
            unfinished = build(private)
            if unfinished is not None:
                keep_downloads(site_dir, unfinished, _say)
                put_in_place(unfinished, site_dir)
    except (PlaceError, StoreError) as error:
        print(error, file=sys.stderr)
        unfinished = None
    except OSError as error:
        print(f"{why(error)}. Nothing was put in place.", file=sys.stderr)
        unfinished = None
    except Exception as error:
        print(_reported(error), file=sys.stderr)
        unfinished = None
    if unfinished is None:
        print(f"\nThe site was not built; {_shown(site_dir)}/ is as it was.", file=sys.stderr)
        return 1
    took = time.monotonic() - started
    _say(
        f"\nBuilt in {took:.1f} s. Open {_shown(site_dir)}/index.html\n"
        "make pdf prints it as a book, make offline packs it to take along."
    )
    return 0


def _build_with_mkdocs(private: Path) -> Path | None:
    """Return the folder of the built site, or nothing where an error has been told."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from scripts.common.store import StoreError
    from scripts.website.problems import BuildError

    # A folder made by mkdocs may be read by others, such as a server; a temporary one may not.
    unfinished = private / "site"
    try:
        config = load_config(CONFIG, site_dir=str(unfinished), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except Abort:
        # What stopped it has been told where it happened.
        return None
    except (BuildError, ConfigurationError, StoreError) as error:
        print(error, file=sys.stderr)
        return None
    return unfinished


def _build_with_zensical(private: Path) -> Path | None:
    """Return the folder of the built site, or nothing where an error has been told."""
    from scripts.common.limits import LimitError
    from scripts.common.store import StoreError
    from scripts.website.problems import BuildError
    from scripts.website.ready import ready_site
    from scripts.website.zensical import ZensicalError, build

    try:
        return build(ready_site(ROOT), private)
    except (BuildError, LimitError, StoreError, ZensicalError) as error:
        print(error, file=sys.stderr)
        return None


def _say(text: str) -> None:
    """Say something that is true whether anybody can hear it or not."""
    try:
        print(text, flush=True)
    except OSError:
        # What has been built stands there; Python would try again at the end.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _reported(error: Exception) -> str:
    """Return in one line that the build itself is at fault; the traceback goes to a file."""
    from scripts.common.store import CACHE

    where = CACHE / "traceback.txt"
    (ROOT / where).write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    said = " ".join(str(error).split())[:200]
    return (
        f"{type(error).__name__}: {said}\n"
        f"    This is a fault of the build, not of a page. Please report it with {where}."
    )


def _prepare_process() -> str:
    """Set what every build has in common; return why that cannot be, or nothing."""
    # Compiled files beside the sources would look like changes to the live reload.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    from scripts.common.source_date import DateError, source_date

    try:
        # The date of the last commit, or one that never changes: nothing in the site is 'now'.
        os.environ["SOURCE_DATE_EPOCH"] = f"{source_date(ROOT).timestamp():.0f}"
    except DateError as error:
        return str(error)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    return ""


def _shown(path: Path) -> Path:
    path = path.resolve()
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nInterrupted; what was built before is as it was.", file=sys.stderr)
        sys.exit(130)
