"""What became of damaged formulas and functions, and what is printed about it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.mutants.own_process import ENDLESS


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the message that caught it, or nothing."""

    name: str
    kind: str
    change: str
    text: str
    caught: str

    @property
    def survives(self) -> bool:
        """Whether nobody noticed."""
        return not self.caught


@dataclass(frozen=True)
class Reviewed:
    """A mutant that may survive, and why. A line of code does not tell it from all others."""

    name: str
    text: str
    reason: str
    change: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is found by."""
        return self.name, self.text, self.change


def reviewed(path: Path, section: str) -> dict[tuple[str, str, str], Reviewed]:
    """Return a reviewed list by name, text and, for code, change."""
    if not path.exists():
        return {}
    rows = tomllib.loads(path.read_text("utf-8")).get(section, [])
    found = (
        Reviewed(row["name"], row["mutant"].strip(), row["reason"], row.get("change", ""))
        for row in rows
    )
    return {row.key: row for row in found}


def _row_of(verdict: Verdict, allowed: dict[tuple[str, str, str], Reviewed]) -> Reviewed | None:
    name, text = verdict.name, verdict.text.strip()
    return allowed.get((name, text, verdict.change)) or allowed.get((name, text, ""))


def report(
    what: str,
    groups: Iterable[list[Verdict]],
    allowed: dict[tuple[str, str, str], Reviewed],
    wanted: float,
    *,
    complete: bool,
) -> bool:
    """Print the rates and the survivors; return whether all is well.

    A reviewed mutant that changes the speed may run out of time on one machine and not on another.
    """
    kinds: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    survivors: list[Verdict] = []
    used: set[tuple[str, str, str]] = set()
    crashes = 0
    for verdicts in groups:
        for verdict in verdicts:
            row = _row_of(verdict, allowed)
            if row is not None and (verdict.survives or verdict.caught == ENDLESS):
                used.add(row.key)
                continue
            kinds[verdict.kind] += 1
            crashes += verdict.caught.startswith("CRASH")
            if verdict.survives:
                missed[verdict.kind] += 1
                survivors.append(verdict)
                text = f"NOT NOTICED {verdict.name}: {verdict.change}\n    {verdict.text}"
                print(text, flush=True)
    total, caught = sum(kinds.values()), sum(kinds.values()) - len(survivors)
    for kind, count in sorted(kinds.items()):
        print(f"    {kind:22} {count - missed[kind]:5} of {count:5}")
    rate = caught / total if total else 1.0
    print(f"{what}: {caught} of {total} mutants caught, {rate:.2%}; {len(used)} reviewed survivors")
    if crashes:
        print(f"    {crashes} of them by an error of the checker itself")
    stale = [row for key, row in allowed.items() if key not in used] if complete else []
    for row in stale:
        print(f"on the list, but it does not survive: {row.name}: {row.text}")
    return rate >= wanted and not survivors and not stale
