"""A notation block is a text: it calls the functions of the package, and is no program."""

import re
from pathlib import Path

import pytest

from scripts.formulas.evaluation.bindings import BindingError, expression
from tests.formulas.pages import message_about

HOSTILE = {
    "a function that runs a text": "tables._calls.outcome('1', '')",
    "the same by its former name": "tables.calls.outcome('1', '')",
    "a function of Python": "eval('1')",
    "an import": "__import__('os').system('true')",
    "an imported module": "np.lib.npyio.DataSource('.')",
    "more of NumPy": "np.load('mark.npy')",
    "a private name of NumPy": "np.__builtins__['eval']('1')",
    "a private attribute of a symbol": "x.__class__",
    "a method of a symbol": "x.tofile('mark')",
    "the call of a symbol": "x(1)",
    "the call of a symbol turned around": "x.T(1)",
    "the call of a call": "np.exp(x)(1)",
    "the call of a part": "x[0](1)",
    "an attribute of a text": "'{0.__class__}'.format(x)",
    "a lambda": "(lambda: 1)()",
    "a comprehension": "[y for y in x]",
    "a formatted text": "f'{x}'",
    "positional stars": "np.exp(*x)",
    "keyword stars": "np.exp(**x)",
    "a text that NumPy does not take": "np.exp('a')",
    "a type that NumPy does not take": "np.ones('a')",
}

REFUSED = (
    "write module.function|only named functions|not among the functions of NumPy|no module|"
    "defines no|cannot evaluate|cannot be called|is more than|not \\*\\*|refuses its arguments"
)


@pytest.mark.parametrize("python", HOSTILE.values(), ids=HOSTILE)
def test_hostile_notation_is_a_doubt(
    python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notation = f"$x$ : real[3]\n$t$ := `{python}`"
    message = message_about(tmp_path, "t = t + 1", notation)
    assert re.search(REFUSED, message)
    assert {path.name for path in tmp_path.iterdir()} <= {"page.md", "notation.md"}


@pytest.mark.parametrize(
    "python", ["-" * 5000 + "x", "f(" * 60 + "x" + ")" * 60, "+".join("x" * 5000)]
)
def test_what_is_nested_too_deeply_is_refused(python: str) -> None:
    with pytest.raises(BindingError, match="nested too deeply"):
        expression(python)
