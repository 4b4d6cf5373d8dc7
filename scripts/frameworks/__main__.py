"""Run the libraries again and compare with the record, or write it.

    python -m scripts.frameworks [SECTION …] [--update]

Run it by ``make frameworks``, which installs the libraries first.
"""

import argparse
import time
from pathlib import Path

from scripts.frameworks.fingerprints import fingerprint_of_section
from scripts.frameworks.machine import machine, versions
from scripts.frameworks.record import (
    PATH,
    Record,
    compare_entries,
    read_record,
    seal_of,
    write_record,
)
from scripts.frameworks.sections import SECTIONS, SectionError, run_section

AT_MOST_SHOWN = 40


def main() -> int:
    """Read the arguments, run the sections, compare or write; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.frameworks", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "sections", nargs="*", choices=[[], *SECTIONS], help="all, if none is named"
    )
    parser.add_argument("--update", action="store_true", help="write what is found into the record")
    arguments = parser.parse_args()
    root = Path.cwd()
    record = read_record(root)
    try:
        problems = [
            problem
            for name in arguments.sections or SECTIONS
            for problem in run_and_compare(root, name, record, update=arguments.update)
        ]
    except SectionError as error:
        print(error)
        return 1
    if arguments.update:
        record |= {"machine": machine(), "versions": versions()}
        write_record(root, record)
        print(f"{PATH} is written; `git diff {PATH}` shows what is new.")
        return 0
    problems += changed_by_hand(record) + other_versions(record)
    for problem in problems[:AT_MOST_SHOWN]:
        print(problem)
    if problems:
        print(what_to_do(len(problems)))
    return 1 if problems else 0


def run_and_compare(root: Path, name: str, record: Record, *, update: bool) -> list[str]:
    """Run a section; put what it gave into the record, or return how it differs from it."""
    start = time.monotonic()
    entries = run_section(root, name)
    outcomes = sum(len(entry["libraries"]) for entry in entries.values())
    seconds = time.monotonic() - start
    depends_on = fingerprint_of_section(root, name)
    recorded = record["sections"].get(name, {"depends_on": "", "entries": {}})
    print(f"{name}: {outcomes} outcomes of {len(entries)} cases in {seconds:.0f} s", flush=True)
    if update:
        record["sections"][name] = {"depends_on": depends_on, "entries": entries}
        return []
    problems = list(compare_entries(name, recorded["entries"], entries))
    if recorded["depends_on"] != depends_on and not problems:
        print(
            f"{name}: its sources changed, its outcomes did not. "
            "`make frameworks UPDATE=1` notes it, so that this run can be skipped next time."
        )
    return problems


def changed_by_hand(record: Record) -> list[str]:
    """Return a problem if the record is not as it was written."""
    if record["seal"] == seal_of(record):
        return []
    return [f"{PATH}: changed by hand: its seal does not fit"]


def other_versions(record: Record) -> list[str]:
    """Return what is installed at another version than the record names."""
    return [
        f"versions, {package}: recorded {record['versions'].get(package)}, found {version}"
        for package, version in versions().items()
        if package != "python" and record["versions"].get(package) != version
    ]


def what_to_do(problems: int) -> str:
    """Return the last words of a comparison that failed."""
    more = f"{problems - AT_MOST_SHOWN} more.\n" if problems > AT_MOST_SHOWN else ""
    return (
        f"{more}\nThe libraries do not give what {PATH} says ({problems} differences).\n"
        "If a snippet or a case is wrong, mend it. If the new outcomes are right, write them with\n"
        "    make frameworks UPDATE=1\n"
        "and read the pages that show them before you commit."
    )


if __name__ == "__main__":
    raise SystemExit(main())
