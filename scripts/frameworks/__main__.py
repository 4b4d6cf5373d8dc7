"""Run the libraries again and compare with the record, or write it.

    python -m scripts.frameworks [SECTION …] [--update]

Run it by ``make frameworks``, which installs the libraries first.
"""

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scripts.frameworks.fingerprints import fingerprint_of_section
from scripts.frameworks.machine import machine, versions
from scripts.frameworks.newest import newest
from scripts.frameworks.record import (
    PATH,
    Record,
    compare_entries,
    read_record,
    seal_of,
    write_record,
)
from scripts.frameworks.sections import SECTIONS, SectionError, run_section
from snippets.frameworks.libraries import PACKAGES

AT_MOST_SHOWN = 40


def main() -> int:
    """Read the arguments, run the sections, compare or write; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.frameworks", description=__doc__.split("\n")[0]
    )
    parser.add_argument("sections", nargs="*", help=f"of {', '.join(SECTIONS)}; all by default")
    parser.add_argument("--update", action="store_true", help="write what is found into the record")
    arguments = parser.parse_args()
    names = arguments.sections or SECTIONS
    if unknown := sorted({*names} - {*SECTIONS}):
        parser.error(f"there is no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    root = Path.cwd()
    try:
        return update(root, names) if arguments.update else compare(root, names)
    except SectionError as error:
        print(error)
        return 1


def run(root: Path, name: str) -> dict[str, Any]:
    """Run a section and return what goes into the record for it.

    Raises:
        SectionError: it could not be run to its end.
    """
    start = time.monotonic()
    depends_on = fingerprint_of_section(root, name)
    entries = run_section(root, name)
    outcomes = sum(len(entry["libraries"]) for entry in entries.values())
    seconds = time.monotonic() - start
    print(f"{name}: {outcomes} outcomes of {len(entries)} cases in {seconds:.0f} s", flush=True)
    return {"depends_on": depends_on, "entries": entries}


def update(root: Path, names: Iterable[str]) -> int:
    """Write these sections into the record; leave the others as they are."""
    found = {name: run(root, name) for name in names}
    record = read_record(root)
    record["sections"] |= found
    record |= {"machine": machine(), "versions": versions()}
    record["newest"] |= newest(PACKAGES)
    write_record(root, record)
    print(f"{PATH} is written; `git diff {PATH}` shows what is new.")
    return 0


def compare(root: Path, names: Iterable[str]) -> int:
    """Print how these sections differ from the record, one by one; return the exit status."""
    record = read_record(root)
    problems = told([*changed_by_hand(record), *other_versions(record)])
    for name in names:
        section = run(root, name)
        recorded = record["sections"].get(name, {"depends_on": "", "entries": {}})
        differences = told([*compare_entries(name, recorded["entries"], section["entries"])])
        problems += differences
        if not differences and recorded["depends_on"] != section["depends_on"]:
            print(
                f"{name}: its sources changed, its outcomes did not. "
                "`make frameworks UPDATE=1` notes it, so that this run is skipped next time."
            )
    print(what_to_do(problems) if problems else f"All outcomes are those of {PATH}.")
    return 1 if problems else 0


def told(problems: Sequence[str]) -> int:
    """Print the problems, not too many of them, and return their number."""
    for problem in problems[:AT_MOST_SHOWN]:
        print(problem)
    if len(problems) > AT_MOST_SHOWN:
        print(f"and {len(problems) - AT_MOST_SHOWN} more")
    return len(problems)


def changed_by_hand(record: Record) -> Iterable[str]:
    """Yield a problem if the record is not as it was written."""
    if record["seal"] != seal_of(record):
        yield f"{PATH}: changed by hand: its seal does not fit"


def other_versions(record: Record) -> Iterable[str]:
    """Yield what is installed at another version than the record names."""
    for package, version in versions().items():
        recorded = record["versions"].get(package, "nothing")
        # What follows a plus, as in 2.13.0+cpu, says who built it.
        same = recorded.partition("+")[0] == version.partition("+")[0]
        if package != "python" and not same:
            yield f"versions, {package}: recorded {recorded}, found {version}"


def what_to_do(problems: int) -> str:
    """Return the last words of a comparison that failed."""
    return (
        f"\nThe libraries do not give what {PATH} says ({problems} differences).\n"
        "If a snippet or a case is wrong, mend it. If the new outcomes are right, write them with\n"
        "    make frameworks UPDATE=1\n"
        "and read the pages that show them before you commit."
    )


if __name__ == "__main__":
    raise SystemExit(main())
