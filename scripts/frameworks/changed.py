"""Print the sections whose sources are not those that the record was written from.

    python -m scripts.frameworks.changed

Needs none of the libraries. Prints nothing if the record is up to date.
"""

from pathlib import Path

from scripts.frameworks.fingerprints import fingerprint_of_section
from scripts.frameworks.record import read_record, seal_of
from scripts.frameworks.sections import SECTIONS


def changed_sections(root: Path) -> list[str]:
    """Return the sections to run again: all of them if the record was changed by hand."""
    record = read_record(root)
    if record["seal"] != seal_of(record):
        return list(SECTIONS)
    return [
        name
        for name in SECTIONS
        if record["sections"].get(name, {}).get("depends_on") != fingerprint_of_section(root, name)
    ]


if __name__ == "__main__":
    print(" ".join(changed_sections(Path.cwd())))
