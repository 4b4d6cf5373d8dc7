"""The tables of the page on questions and symptoms."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from snippets import recorded
from snippets.curves import overfitted
from snippets.frameworks.libraries import LIBRARIES
from snippets.tables._calls import escaped
from snippets.tables.frameworks import averaged, short
from snippets.tables.table import Cell, Column, Table

_LIBRARIES: Final = ("pytorch", "keras", "tensorflow", "optax")
TASKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "yes or no": ("given_binary_logits", "logits"),
        "one of $C$, class numbers": ("given_logits", "logits_labels"),
        "one of $C$, one-hot or soft labels": ("given_logits", "logits"),
    }
)
"""The case of the record in which each task's loss was called, and the function's name there."""

NAN_CASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nan_row_logit": "one of the logits is NaN",
        "infinite_other_row": "a wrong class has the logit $-\\infty$, one-hot label",
        "infinite_other": "the same with a class number",
        "infinite_true": "the *true* class has the logit $-\\infty$",
        "infinite_all": "all logits are $-\\infty$",
        "infinite_binary_right": "binary, label 0, logit $-\\infty$",
        "empty_sparse": "no samples at all",
        "hopeless_sparse": "logits of 200 on the wrong class",
    }
)
"""Cases of the record that lead to NaN, or do not, and what is special about their input."""

MENDED: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "label_integers": ("pytorch", "`BCELoss`, integer labels", "`y.float()`"),
        "given_binary_logits": (
            "pytorch.probabilities",
            "`BCELoss`, logits",
            "`BCEWithLogitsLoss`",
        ),
        "shape_logit": ("pytorch", "`BCEWithLogitsLoss`, (3, 1) and (3,)", "`z.squeeze(-1)`"),
        "shape_labels": ("pytorch", "`CrossEntropyLoss`, labels (3, 1)", "`labels.squeeze(1)`"),
        "label_c_logit": ("pytorch", "`CrossEntropyLoss`, labels from 1", "`labels - 1`"),
        "label_minus_1_logit": ("pytorch", "`CrossEntropyLoss`, label −1", "`ignore_index=-1`"),
        "label_2_binary": ("pytorch", "`BCELoss`, label 2", "labels 0 and 1"),
    }
)
"""Cases of the record that PyTorch refused: the function, what was given, and what mends it."""

CLASS_COUNTS: Final = (2, 3, 7, 10, 100, 1000)

STEPS_SHOWN: Final = (0, 3, 10, 100, 1000, 2000)


def which_call() -> Table:
    """List for each task the call of each library from logits, with what it gave."""
    rows: list[tuple[Cell, ...]] = []
    for task, (case, function) in TASKS.items():
        for library in _LIBRARIES:
            outcome = recorded.outcome("traps", case, f"{library}.{function}")
            call = f"`{outcome['call']}`"
            rows.append((task, LIBRARIES[library], averaged(outcome), call))
    return Table([Column(head) for head in ("Task", "Library", "Gave (nats)", "Call")], rows)


def nan_causes() -> Table:
    """List inputs at the edge with what PyTorch and this site gave for them."""
    rows = [
        (what, *(short(recorded.outcome("traps", case, name)) for name in ("pytorch", "numpy")))
        for case, what in NAN_CASES.items()
    ]
    return Table([Column("Input"), Column("PyTorch (nats)"), Column("This site (nats)")], rows)


def good_loss(loss: float) -> Table:
    """Compare a mean loss in nats with a blind guess, for several numbers of classes."""
    rows = [
        (count, float(np.log(count)), loss / float(np.log(count)), _verdict(loss, count))
        for count in CLASS_COUNTS
    ]
    columns = [
        Column("Classes $C$", ","),
        Column("Blind guess, $\\log C$ (nats)", ".3f"),
        Column("Left", ".0%"),
        Column("Verdict"),
    ]
    return Table(columns, rows)


def target_messages() -> Table:
    """List what PyTorch said to wrong targets, and what mends each."""
    rows = [
        (given, _said(case, function), cure) for case, (function, given, cure) in MENDED.items()
    ]
    return Table([Column("Given"), Column("What it said"), Column("Write")], rows)


def overfitting() -> Table:
    """List losses and accuracy at some steps of a training that overfits."""
    run = overfitted()
    columns = [
        Column("Step", ","),
        Column("Training loss (nats)", ".3f"),
        Column("Validation loss (nats)", ".3f"),
        Column("Validation accuracy", ".1%"),
    ]
    rows = [
        (
            step,
            float(run.training[step]),
            float(run.validation[step]),
            float(run.accuracy[step]),
        )
        for step in STEPS_SHOWN
    ]
    return Table(columns, rows)


def _verdict(loss: float, count: int) -> str:
    return "better than a blind guess" if loss < np.log(count) else "worse than a blind guess"


def _said(case: str, function: str) -> str:
    kind, _, message = recorded.outcome("traps", case, function)["error"].partition(": ")
    return f"`{kind}` {escaped(message)}"
