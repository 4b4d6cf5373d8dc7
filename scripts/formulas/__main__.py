"""Lists the formulas of a Markdown tree, their steps and what was found about them.

    python -m scripts.formulas
    python -m scripts.formulas docs --page foundations/entropy.md
    python -m scripts.formulas docs --name bce --output github

What is not named stands in [tool.checked-formulas] of pyproject.toml: docs, notation, package and
samples. Ends with status 1 if anything is in doubt.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..common.likeness import did_you_mean
from ..common.limits import LimitError
from ..common.store import StoreError
from .doors.api import check_tree
from .doors.outputs import as_annotations, as_json, as_text
from .doors.settings import Settings, SettingsError
from .report.tree import Report

OUTPUTS = ("text", "json", "github")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a tree and print what was found."""
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("docs", type=Path, nargs="?", help="the folder of the pages, or one page")
    parser.add_argument("--page", action="append", default=[], help="a page below the folder")
    parser.add_argument("--name", action="append", default=[], help="the name of a formula")
    parser.add_argument("--notation", type=Path, help="default: reference/notation.md below docs")
    parser.add_argument("--package", help="where the functions are")
    parser.add_argument("--samples", type=int, help="points for each formula")
    parser.add_argument("--anew", action="store_true", help="check also what is remembered")
    parser.add_argument("--quiet", action="store_true", help="only doubts and totals")
    parser.add_argument("--output", choices=OUTPUTS, default="text", help="for whom it is written")
    options = parser.parse_args(arguments)
    if options.samples is not None and options.samples < 1:
        parser.error(f"--samples {options.samples}: no formula is checked at fewer than 1 point")
    if options.notation and not options.notation.is_file():
        parser.error(f"there is no file {options.notation}")
    try:
        settings = _settings(options)
    except SettingsError as error:
        parser.error(str(error))
    if not settings.docs.exists():
        parser.error(f"there is no folder {settings.docs}")
    try:
        report = check_tree(settings, names=options.name, pages=options.page)
    except (LimitError, StoreError) as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"the pages below {settings.docs} cannot be read: {error}", file=sys.stderr)
        return 1
    _tell(report, options.output, quiet=options.quiet)
    missing = (
        set(options.name)
        - {f.name for f in report.formulas}
        - {doubt.name for doubt in report.doubts}
    )
    for name in sorted(missing):
        told = [f"there is no formula '{name}'.", did_you_mean(name, report.names)]
        print(" ".join(told).rstrip(), file=sys.stderr)
    unknown = [page for page in options.page if not _is_there(settings.docs, page)]
    for page in unknown:
        print(f"there is no page {page} below {settings.docs}", file=sys.stderr)
    return 0 if report.is_clean and not missing and not unknown else 1


def _settings(options: argparse.Namespace) -> Settings:
    """Return the settings of the project in this folder, but for what the command names.

    Raises:
        SettingsError: they cannot be read.
    """
    own = Settings.of(Path())
    named = {key: vars(options)[key] for key in ("docs", "notation", "package", "samples")}
    return replace(
        own,
        memory=not options.anew,
        # More would take longer to start than a few formulas do; one can be given up.
        processes=1 if options.name else None,
        **{key: value for key, value in named.items() if value is not None},
    )


def _is_there(docs: Path, page: str) -> bool:
    return any((docs / name).is_file() for name in (page, f"{page}.md"))


def _tell(report: Report, output: str, *, quiet: bool) -> None:
    """Print what was found; what a person is to mend goes where errors go."""
    if output == "json":
        print(as_json(report))
        return
    print(as_text(report, quiet=quiet or output == "github"))
    if output == "github":
        print(as_annotations(report))
        return
    for told in (*report.doubts, *report.problems):
        print(told, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
