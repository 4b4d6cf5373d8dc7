"""Tables whose rows are calls: each is run, and what came back is written beside it.

The text of a row is the very text that runs, so that no table can show one call and report
another.
"""

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from snippets.tables.table import Column, Table

_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|$"})


def table_of_calls(
    calls: Iterable[str], names: Mapping[str, Any], header: str = "Call", result: str = "Result"
) -> Table:
    """Return one row a call: its text and its `outcome`."""
    return Table(
        columns=(Column(header), Column(result)),
        rows=[(f"`{call}`", outcome(call, names)) for call in calls],
    )


def outcome(call: str, names: Mapping[str, Any]) -> str:
    """Run ``call`` with these names in reach and return what came back, as inline Markdown.

    A result is written as NumPy prints it, warnings are named after it, and a ValueError is
    reported with its message. Any other exception is a mistake in the table and is raised.
    """
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            with np.errstate(all="warn"):
                result = eval(call, dict(names))
        except ValueError as error:
            return f"`ValueError` {escaped(str(error))}"
    written = escaped(printed(result))
    messages = dict.fromkeys(str(warning.message).partition(" encountered")[0] for warning in heard)
    return f"{written}; warns: {', '.join(messages)}" if messages else written


def escaped(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    return text.translate(_MARKDOWN)


def printed(result: Any) -> str:
    """Return a number with up to ten digits, an array in one line with four, the rest as it is."""
    if isinstance(result, np.ndarray) and result.ndim:
        lines = np.array2string(
            result, separator=", ", formatter={"float_kind": lambda x: f"{x:.4g}"}
        )
        return " ".join(lines.split())
    if isinstance(result, float | np.floating):
        return f"{result:.10g}"
    return str(result)
