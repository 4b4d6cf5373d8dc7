"""The tables of the pages on other libraries: everything in them is read from the record."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from snippets import recorded
from snippets.frameworks.libraries import LIBRARIES, PACKAGES, TABS
from snippets.tables._calls import escaped
from snippets.tables.table import Column, Table

EDGES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "binary": {
            "binary_right_1": r"$y=1$, $\hat y=1$",
            "binary_right_0": r"$y=0$, $\hat y=0$",
            "binary_wrong_1": r"$y=1$, $\hat y=0$",
            "binary_wrong_0": r"$y=0$, $\hat y=1$",
        },
        "rows": {
            "rows_right": "One-hot label, given 1",
            "rows_wrong": "One-hot label, given 0",
            "sparse_wrong": "Class number, given 0",
            "kl_impossible": "$D(P\\|Q)$, $q=0<p$",
        },
        "nan": {
            "nan_binary": "Probability",
            "nan_binary_logit": "Logit",
            "nan_row_logit": "Logit of a wrong class",
            "nan_row": "Probability of a wrong class",
            "nan_sparse": "The same, class number",
        },
        "sums": {
            "sum_rows": "One-hot labels",
            "sum_sparse": "Class numbers",
            "sum_labels": "Labels (1, 1, 0)",
            "sum_entropy": "Entropy of (0.3, 0.4, 0.4)",
        },
        "shapes": {
            "shape_mse": "Squared error",
            "shape_binary": "Binary, probabilities",
            "shape_logit": "Binary, logits",
            "shape_labels": "Class numbers (3, 1), logits (3, 3)",
        },
        "labels": {
            "label_minus_1": "−1, probabilities",
            "label_minus_1_logit": "−1, logits",
            "label_c": "$C$, probabilities",
            "label_c_logit": "$C$, logits",
        },
        "binary_labels": {
            "label_2_binary": "Label 2",
            "above_1": "Probability 1.5",
            "nan_label": "Label NaN",
            "label_integers": "Labels of an integer type",
        },
        "empty": {
            "empty_mse": "Squared error",
            "empty_binary": "Binary",
            "empty_rows": "One-hot rows",
            "empty_sparse": "Class numbers",
        },
        "infinite": {
            "infinite_other": "Wrong class, class number",
            "infinite_other_row": "Wrong class, one-hot label",
            "infinite_true": "True class",
            "infinite_all": "All classes",
        },
        "infinite_binary": {
            "infinite_binary_right": "$y=0$",
            "infinite_binary_wrong": "$y=1$",
        },
        "confident": {
            "confident_binary": "$y=1$, $z=40$",
            "confident_sparse": "Class 0 of logits (40, 0, 0)",
            "float32_confident": "Class 0 of logits (20, 0, 0), float32",
            "hopeless_sparse": "Class 1 of logits (200, 0, 0)",
        },
    }
)
"""What each table has in its columns: the case of the record, and the header."""

_READS: Final = MappingProxyType(
    {"probabilities": "probabilities", "logits": "logits", "logs": "log-probabilities"}
)


def edges(group: str) -> Table:
    """Return what each library gave in the cases of a group, a row a library."""
    columns = EDGES[group]
    rows = [
        (LIBRARIES[library], *(short(recorded.outcome("traps", case, library)) for case in columns))
        for library in TABS
    ]
    return Table([Column("Library"), *(Column(header) for header in columns.values())], rows)


def messages(group: str) -> Table:
    """Return what the errors and warnings of a group say, word for word."""
    rows = [
        (LIBRARIES[library], header, text)
        for library in TABS
        for case, header in EDGES[group].items()
        for text in _said(recorded.outcome("traps", case, library))
    ]
    return Table([Column("Library"), Column("Input"), Column("What it said")], rows)


def readings(kind: str) -> Table:
    """Return every loss given probabilities, logits, and with "rows" their logs too.

    kind: "binary" or "rows". What is given as the loss expects it is bold.
    """
    given = {
        "binary": {"probabilities": "given_binary_probabilities", "logits": "given_binary_logits"},
        "rows": {
            "probabilities": "given_probabilities",
            "logits": "given_logits",
            "logs": "given_logs",
        },
    }[kind]
    rows = []
    for function, outcome in calls(given["logits"]):
        reads = function.partition(".")[2].partition("_")[0]
        cells = {
            what: averaged(recorded.outcome("traps", case, function))
            for what, case in given.items()
        }
        cells[reads] = f"**{cells[reads]}**"
        rows.append((_library(function), _READS[reads], *cells.values(), _code(outcome)))
    headers = ["Library", "Expects", *(f"Given {_READS[what]}" for what in given), "Call"]
    return Table([Column(header) for header in headers], rows)


def refusals() -> Table:
    """Return the calls with targets of a wrong shape or type, each with what its library says."""
    rows = [
        (_library(function), _code(outcome), text)
        for function, outcome in calls("refused")
        for text in _said(outcome)
    ]
    return Table([Column("Library"), Column("Call"), Column("What it said")], rows)


def results(case: str) -> Table:
    """Return the calls of a case, each with what it gave."""
    rows = [
        (_library(function), short(outcome), _code(outcome)) for function, outcome in calls(case)
    ]
    return Table([Column(header) for header in ("Library", "Result", "Call")], rows)


def denominators(case: str) -> Table:
    """Return the calls of a weighted case, each with its result and what it was divided by.

    What it was divided by is found from the result: the number of samples, the sum of the weights,
    or neither.
    """
    total, samples, weights = _weighted_total(case)
    names = {samples: f"samples, {samples}", weights: f"weights, {weights:g}"}
    rows = []
    for function, outcome in calls(case):
        divided = total / float(outcome["value"])
        known = [name for size, name in names.items() if abs(divided / size - 1) < 1e-6]
        by = known[0] if known else "neither"
        rows.append((_library(function), short(outcome), by, _code(outcome)))
    headers = ["Library", "Result", "Divided by", "Call"]
    return Table([Column(header) for header in headers], rows)


def types() -> Table:
    """Return the type that each library computes in, for float64 and for float32."""
    rows = [
        (
            LIBRARIES[library],
            *(
                recorded.outcome("traps", case, library).get("type", "")
                for case in ("float64_sparse", "float32_sparse")
            ),
            short(recorded.outcome("traps", "float32_sparse", library), digits=8),
        )
        for library in TABS
    ]
    return Table(
        [
            Column("Library"),
            Column("float64 becomes"),
            Column("float32 becomes"),
            Column("Loss of float32 logits (3, 1, 0), class 0"),
        ],
        rows,
    )


def versions() -> Table:
    """Return the versions at which everything was run, beside those that were newer."""
    rows = [(package, recorded.version(package), *_newer(package)) for package in PACKAGES]
    rows = [("python", recorded.version("python"), "", ""), *rows]
    headers = ("Package", "Version", "Newest at that time", "Needs Python")
    return Table([Column(header) for header in headers], rows)


def _newer(package: str) -> tuple[str, str]:
    """Return the newest version where another was run, and the Python that it needs."""
    newest, python = recorded.newest(package)
    if newest == recorded.version(package):
        return "the same", ""
    ours = recorded.version("python").rpartition(".")[0]
    return newest, f"{python} or newer" if python != ours else "no newer one"


def short(outcome: Mapping[str, Any], digits: int = 5) -> str:
    """Return an outcome in a few words: a number, the type of an error, a shape; and a warning."""
    if "error" in outcome:
        text = f"`{outcome['error'].partition(':')[0]}`"
    elif outcome.get("shape"):
        text = _array(outcome["value"], outcome["shape"])
    else:
        text = _number(outcome["value"], digits)
    return f"{text}, warns" if outcome.get("warnings") else text


def averaged(outcome: Mapping[str, Any]) -> str:
    """Return an outcome with four digits; of one loss a sample, their mean."""
    if "error" in outcome or not outcome.get("shape"):
        return short(outcome, digits=4)
    losses = _flat(outcome["value"])
    return _number(sum(losses) / len(losses), 4)


def calls(case: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each call of a case: its library and function, and its outcome, in our order."""
    outcomes = recorded.outcomes("traps", case)
    order = list(LIBRARIES)
    for function in sorted(outcomes, key=lambda name: order.index(name.partition(".")[0])):
        yield function, outcomes[function]


def _library(function: str) -> str:
    """Return the name of the library that a function of the record belongs to."""
    return LIBRARIES[function.partition(".")[0]]


def _code(outcome: Mapping[str, Any]) -> str:
    return f"`{outcome['call']}`"


def _number(value: float | str, digits: int = 5) -> str:
    if isinstance(value, str):
        return {"nan": "NaN", "inf": "∞", "-inf": "−∞"}[value]
    text = f"{value:.{digits}g}"
    mantissa, _, power = text.partition("e")
    if power:
        return f"${mantissa}\\cdot 10^{{{int(power)}}}$"
    return text.replace("-", "−")


def _array(value: Sequence[Any], shape: Sequence[int]) -> str:
    """Return the numbers of a few, their mean if there are more; or that there are none."""
    numbers = _flat(value)
    if not numbers:
        return "no number"
    if len(shape) > 1:
        return f"{' × '.join(map(str, shape))} numbers"
    return f"({', '.join(_number(number, 4) for number in numbers)})"


def _flat(value: Any) -> list[Any]:
    return (
        [number for part in value for number in _flat(part)] if isinstance(value, list) else [value]
    )


def _said(outcome: Mapping[str, Any]) -> Iterator[str]:
    texts = ([outcome["error"]] if "error" in outcome else []) + list(outcome.get("warnings", []))
    for text in texts:
        kind, _, message = text.partition(": ")
        yield f"`{kind}` {escaped(message)}"


def _weighted_total(case: str) -> tuple[float, int, float]:
    """Return Σ w L, the number of samples, and Σ w, from what our own call gave."""
    inputs = recorded.inputs("traps", case)
    weights, samples = sum(inputs["w"]), len(inputs["y"])
    return recorded.number("traps", case, "numpy") * weights, samples, weights
