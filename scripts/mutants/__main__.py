"""Damages all formulas and all code of the site, and counts what goes unnoticed.

    python -m scripts.mutants                 all formulas, all code
    python -m scripts.mutants formulas bce    the formulas of these names
    python -m scripts.mutants code entropy    the functions of these names
    python -m scripts.mutants --share 0.1     a tenth of all, drawn with --seed

A mutant that nobody notices is a hole, unless it is a true statement or the same function in other
words. Those are listed with their reasons in ``tests/formulas/true_mutants.toml`` and
``tests/snippets/equivalent_mutants.toml``. Ends with status 1 if too many mutants survive, or one
that is not on its list.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.common.store import StoreError
from scripts.mutants.formulas import formula_verdicts
from scripts.mutants.looks import code_verdicts
from scripts.mutants.own_process import TrialError
from scripts.mutants.report import report, reviewed
from scripts.mutants.subjects import Drawn

TRUE_MUTANTS = Path("tests/formulas/true_mutants.toml")
EQUIVALENT_MUTANTS = Path("tests/snippets/equivalent_mutants.toml")

FORMULAS_CAUGHT = 0.995
CODE_CAUGHT = 0.98


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutants and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", nargs="?", choices=["all", "formulas", "code"], default="all")
    parser.add_argument("names", nargs="*", help="formulas or functions; default: all")
    parser.add_argument("--share", type=float, default=1.0, help="try only a part, up to 1")
    parser.add_argument("--seed", default="0", help="draws another part")
    options = parser.parse_args(arguments)
    if not 0 < options.share <= 1:
        parser.error(f"--share {options.share}: a part lies above 0 and is at most 1")
    try:
        good = _tried(options, Path.cwd())
    except (StoreError, TrialError) as error:
        print(error, file=sys.stderr)
        good = False
    return 0 if good else 1


def _tried(options: argparse.Namespace, root: Path) -> bool:
    """Try what is asked for; return whether all is well."""
    good = True
    complete = not options.names and options.share == 1
    drawn = Drawn(options.share, options.seed)
    if options.what in ("all", "formulas"):
        groups = formula_verdicts(root, options.names, drawn)
        allowed = reviewed(root / TRUE_MUTANTS, "true")
        good &= report("formulas", groups, allowed, FORMULAS_CAUGHT, complete=complete)
    if options.what in ("all", "code"):
        groups = code_verdicts(root, options.names, drawn)
        allowed = reviewed(root / EQUIVALENT_MUTANTS, "equivalent")
        good &= report("code", groups, allowed, CODE_CAUGHT, complete=complete)
    return good


if __name__ == "__main__":
    sys.exit(main())
