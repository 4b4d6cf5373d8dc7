"""Reads the LaTeX of a Markdown tree and checks every formula against the code that runs.

A formula travels through the folders in this order, and none imports a later one:

    language      characters → tokens → boxes, as KaTeX draws them → tree; names and notation
    reading       Markdown → formulas, each with its name, its options and its notation
    evaluation    tree → value: domains, bindings to code, slopes, formulas that stand in for code
    checks        two sides at many points → evidence or doubt; one formula
    proofs        the same by SymPy, for all values of its symbols
    damage        a formula, damaged; and damage backwards: did you mean …?
    report        all formulas of a tree, side by side, and again only after a change
    doors         where others come in: functions, outputs, plugins

What others use stands here by its public name, and is loaded when it is asked for.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Assumption": (".checks.evidence", "Assumption"),
    "Doubt": (".checks.doubts", "Doubt"),
    "Evidence": (".checks.evidence", "FormulaEvidence"),
    "Example": (".checks.evidence", "Example"),
    "Kind": (".checks.evidence", "Kind"),
    "Place": ("..common.problems", "Place"),
    "Problem": ("..common.problems", "Problem"),
    "Report": (".report.tree", "Report"),
    "Settings": (".doors.settings", "Settings"),
    "SettingsError": (".doors.settings", "SettingsError"),
    "Step": (".checks.evidence", "StepEvidence"),
    "check_text": (".doors.api", "check_text"),
    "check_tree": (".doors.api", "check_tree"),
}
"""The module of each public name, and its name there."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _HOMES[name]
    return getattr(import_module(module, __name__), own)
