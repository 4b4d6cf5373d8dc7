"""What the outcomes of a section depend on: its cases, how they are run, the pinned libraries.

Read from the sources alone: nothing is imported, so that it can be had where no library is.
"""

from pathlib import Path

from scripts.common.sources import Sources
from scripts.common.store import hash_of, key_of

PINS = ("requirements.txt", "constraints.txt")


def fingerprint_of_section(root: Path, name: str) -> str:
    """Return a hash of everything that the outcomes of a section depend on.

    Raises:
        SourceError: a module cannot be read.
    """
    package = "scripts.frameworks"
    runs = (f"{package}.{name}", f"{package}.sections.main", f"{package}.sections.run_section")
    sources = Sources(root)
    uses = sources.fingerprint(used for run in runs for used in sources.named(run))
    return key_of(uses, *(hash_of(root / "scripts" / "frameworks" / pins) for pins in PINS))
