"""Lists the formulas of a Markdown tree, their steps and what was found about them.

    python -m scripts.formulas docs/en
    python -m scripts.formulas docs/en --page foundations/entropy.md
    python -m scripts.formulas docs/en --name bce

Ends with status 1 if anything is in doubt.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.common.likeness import did_you_mean
from scripts.common.limits import LimitError
from scripts.common.store import StoreError

from .checks.evidence import FormulaEvidence, totals
from .checks.formula import SAMPLES
from .report.tree import Report, check_tree


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a tree and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m scripts.formulas", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("docs", type=Path, help="the folder of the pages, or one page")
    parser.add_argument("--page", action="append", default=[], help="a page below the folder")
    parser.add_argument("--name", action="append", default=[], help="the name of a formula")
    parser.add_argument("--notation", type=Path, help="default: reference/notation.md below docs")
    parser.add_argument("--package", default="snippets", help="where the functions are")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="points for each formula")
    parser.add_argument("--anew", action="store_true", help="check also what is remembered")
    parser.add_argument("--quiet", action="store_true", help="only doubts and totals")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    sys.path.insert(0, str(root))
    notation = options.notation or _notation_of(options.docs)
    if options.samples < 1:
        parser.error(f"--samples {options.samples}: no formula is checked at fewer than 1 point")
    if options.notation and not options.notation.is_file():
        parser.error(f"there is no file {options.notation}")
    if not options.docs.exists():
        parser.error(f"there is no folder {options.docs}")
    try:
        report = check_tree(
            root,
            options.docs,
            notation,
            options.package,
            samples=options.samples,
            names=options.name,
            pages=options.page,
            memory=not options.anew,
            # More would take longer to start than a few formulas do; one can be given up.
            processes=1 if options.name else None,
        )
    except (LimitError, StoreError) as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"the pages below {options.docs} cannot be read: {error}", file=sys.stderr)
        return 1
    if not options.quiet:
        for formula in (*report.formulas, *report.claims):
            print(_listed(formula))
    _print_doubts(report)
    print(_summary(report))
    missing = (
        set(options.name)
        - {f.name for f in report.formulas}
        - {doubt.name for doubt in report.doubts}
    )
    for name in sorted(missing):
        told = [f"there is no formula '{name}'.", did_you_mean(name, report.names)]
        print(" ".join(told).rstrip(), file=sys.stderr)
    unknown = [page for page in options.page if not _is_there(options.docs, page)]
    for page in unknown:
        print(f"there is no page {page} below {options.docs}", file=sys.stderr)
    return 0 if report.is_clean and not missing and not unknown else 1


def _notation_of(docs: Path) -> Path:
    """Return the page of the symbols that mean the same everywhere: below, or beside one page."""
    found = (folder / "reference" / "notation.md" for folder in (docs, *docs.parents))
    return next((path for path in found if path.is_file()), docs / "reference" / "notation.md")


def _is_there(docs: Path, page: str) -> bool:
    return any((docs / name).is_file() for name in (page, f"{page}.md"))


def _listed(formula: FormulaEvidence) -> str:
    lines = [f"{formula.file}:{formula.line}: {formula.name or 'without a name'}"]
    if formula.unchecked is not None:
        lines.append(f"    not machine-checked: {formula.unchecked}")
    for step in formula.steps:
        lines.append(f"    {step.left} {step.relation} {step.right}")
        lines.append(f"        {step.words}")
        if step.example:
            lines.append(f"        for example {step.example}")
    if formula.words:
        lines.append(f"    {formula.words}")
    return "\n".join(lines)


def _print_doubts(report: Report) -> None:
    for told in (*report.doubts, *report.problems):
        print(told, file=sys.stderr)


def _summary(report: Report) -> str:
    count = totals(report.formulas)
    kinds = ", ".join(f"{number} × {kind}" for kind, number in sorted(count.kinds.items()))
    doubts = len(report.doubts) + len(report.problems)
    return (
        f"{count.formulas} formulas, {count.steps} steps ({kinds}); "
        f"{count.unchecked} not machine-checked; {doubts} in doubt; "
        f"{len(report.claims)} claims in sentences, {report.given} relations given there; "
        f"{report.checked_anew} checked anew"
    )


if __name__ == "__main__":
    sys.exit(main())
