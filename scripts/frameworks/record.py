"""The record of all outcomes: one JSON file that is committed.

    {"seal": …, "machine": {…}, "versions": {…}, "newest": {…},
     "sections": {"tabs": {"depends_on": …, "entries": {name: {"inputs": …, "libraries": …}}}}}

The seal is a hash of all the rest, so that a number that was changed by hand is noticed.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.frameworks.sections import Entries
from scripts.frameworks.tolerances import differences, input_differences

PATH = Path("snippets") / "recorded.json"

Record = dict[str, Any]


def read_record(root: Path) -> Record:
    """Return the record, an empty one if there is none yet."""
    path = root / PATH
    if not path.exists():
        return {"seal": "", "machine": {}, "versions": {}, "newest": {}, "sections": {}}
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    return record


def write_record(root: Path, record: Record) -> None:
    """Seal the record and write it, in the same order every time."""
    sections = record["sections"]
    ordered = {
        "seal": "",
        "machine": record["machine"],
        "versions": record["versions"],
        "newest": record["newest"],
        "sections": {name: sections[name] for name in sorted(sections)},
    }
    ordered["seal"] = seal_of(ordered)
    text = json.dumps(ordered, indent=1, ensure_ascii=False, allow_nan=False)
    (root / PATH).write_text(f"{text}\n", encoding="utf-8")


def seal_of(record: Mapping[str, Any]) -> str:
    """Return the hash of everything in the record but its seal."""
    rest = {key: value for key, value in record.items() if key != "seal"}
    return sha256(json.dumps(rest, ensure_ascii=False).encode()).hexdigest()


def compare_entries(section: str, recorded: Entries, found: Entries) -> Iterator[str]:
    """Yield what a run found otherwise than the record has it, each with its place."""
    for name in sorted({*recorded, *found}):
        if name not in found or name not in recorded:
            where = "the record" if name not in recorded else "the run"
            yield f"{section}.{name}: not in {where}"
            continue
        old, new = recorded[name], found[name]
        inputs = input_differences(old["inputs"], new["inputs"])
        yield from (f"{section}.{name}: {what}" for what in inputs)
        for library in sorted({*old["libraries"], *new["libraries"]}):
            place = f"{section}.{name}, {library}"
            if library not in new["libraries"] or library not in old["libraries"]:
                where = "the record" if library not in old["libraries"] else "the run"
                yield f"{place}: not in {where}"
                continue
            outcomes = (old["libraries"][library], new["libraries"][library])
            yield from (f"{place}: {what}" for what in differences(*outcomes))
