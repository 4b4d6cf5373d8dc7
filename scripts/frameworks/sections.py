"""The sections of the record: each is a module of cases, run in a process of its own.

    python -m scripts.frameworks.sections NAME

runs one and prints its entries as JSON. What a library settles for a whole process (JAX its
precision, all of them their threads) is settled for one section alone.
"""

import contextlib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scripts.frameworks.cases import Case
from scripts.frameworks.outcomes import outcome_of

SECTIONS = ("tabs", "traps", "accuracy", "gradients", "vocabulary", "speed", "stream")
"""Names of modules in this package; each has a function `cases`."""

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "JAX_PLATFORMS": "cpu"}
ONE_THREAD = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    **dict.fromkeys(("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1"),
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}

Entries = dict[str, dict[str, Any]]
"""By the name of the case: its inputs, and the outcome of each library."""


class SectionError(Exception):
    """A section could not be run to its end."""


def run_section(root: Path, name: str) -> Entries:
    """Run a section in a fresh process with one thread, and return its entries.

    Raises:
        SectionError: the process failed; the message is the end of what it said.
    """
    ran = subprocess.run(
        [sys.executable, "-m", "scripts.frameworks.sections", name],
        cwd=root,
        env={**os.environ, **QUIET, **ONE_THREAD, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise SectionError(f"section {name} failed:\n{ran.stderr[-3000:].rstrip()}")
    entries: Entries = json.loads(ran.stdout)
    return entries


def entries_of(cases: Iterable[Case]) -> Entries:
    """Run the cases and return what came back, sorted by name and library.

    Raises:
        ValueError: a case occurs twice, or a name has different inputs for different libraries.
    """
    entries: Entries = {}
    for case in cases:
        inputs = json.loads(json.dumps(case.inputs))
        entry = entries.setdefault(case.name, {"inputs": inputs, "libraries": {}})
        if entry["inputs"] != inputs:
            raise ValueError(f"{case.name}: {case.library} has other inputs than the others")
        if case.library in entry["libraries"]:
            raise ValueError(f"{case.name}: {case.library} occurs twice")
        entry["libraries"][case.library] = outcome_of(case)
    return {name: sorted_entry(entries[name]) for name in sorted(entries)}


def sorted_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with its libraries in alphabetical order."""
    libraries = entry["libraries"]
    return {**entry, "libraries": {name: libraries[name] for name in sorted(libraries)}}


def main() -> None:
    """Run the section named on the command line; libraries that print do so to stderr."""
    with contextlib.redirect_stdout(sys.stderr):
        module = importlib.import_module(f"scripts.frameworks.{sys.argv[1]}")
        entries = entries_of(module.cases())
    print(json.dumps(entries))


if __name__ == "__main__":
    main()
