"""Writes what was found: for people, for programs, and for the checks of GitHub."""

import json
from collections.abc import Iterator

from ...common.problems import Problem
from ..checks.evidence import FormulaEvidence, totals
from ..report.tree import Report


def as_text(report: Report, *, quiet: bool = False) -> str:
    """Return each formula with its steps and what was found, and a summary; or only that."""
    found = () if quiet else (*report.formulas, *report.claims)
    return "\n".join([*map(_listed, found), _summary(report)])


def as_json(report: Report) -> str:
    """Return everything as plain values."""
    told = {
        "formulas": [formula.to_json() for formula in report.formulas],
        "claims": [claim.to_json() for claim in report.claims],
        "problems": [_plain(problem) for problem in problems_of(report)],
        "given": report.given,
        "checked_anew": report.checked_anew,
    }
    return json.dumps(told, indent=1, ensure_ascii=False)


def as_annotations(report: Report) -> str:
    """Return commands by which GitHub shows each problem beside its line."""
    return "\n".join(map(_annotation, problems_of(report)))


def problems_of(report: Report) -> Iterator[Problem]:
    """Yield what is to be mended, each with its place."""
    yield from (doubt.problem for doubt in report.doubts)
    yield from report.problems


def _plain(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.place.file.as_posix(),
        "line": problem.place.line,
        "what": problem.what,
        "advice": problem.advice,
    }


def _annotation(problem: Problem) -> str:
    message = "\n".join(filter(None, [problem.what, problem.advice]))
    file = _escaped(problem.place.file.as_posix()).replace(",", "%2C").replace(":", "%3A")
    return f"::error file={file},line={problem.place.line}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Return a text as a command of GitHub may hold it, on one line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


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
