"""Some definitions as one text: all that they use, nothing else, and no name for two things."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scripts.common.bundles import BundleError, bundle, excerpt
from tests.common.test_sources import package

LOW = '''"""Low."""

import math
from os import path as files

LIMIT = 2


def _half(x):
    """Half of it."""
    return x / LIMIT


def root(x):
    """√x"""
    return math.sqrt(_half(2 * x))


def unused():
    return files.sep
'''
HIGH = '''"""High."""

from functools import cache

from snippets.low import root

LIMIT = 3


@cache
def _half(x):
    return root(x) / LIMIT


def entry(x, low=LIMIT):
    """What is asked for."""
    return _half(x=x) * low
'''


def run(text: str) -> Mapping[str, Any]:
    names: dict[str, Any] = {}
    exec(text, names)
    return names


def bundled(root: Path, *dotted: str, **files: str) -> str:
    names = [dotted_name.rpartition(".")[::2] for dotted_name in dotted]
    return bundle(package(root, files), [(f"snippets.{module}", name) for module, name in names])


def test_it_runs_by_itself(tmp_path: Path) -> None:
    text = bundled(tmp_path, "high.entry", low=LOW, high=HIGH)
    assert run(text)["entry"](9) == 3
    assert text.startswith("import math\nfrom functools import cache\n\n\nLOW_LIMIT = 2\n\n\ndef")
    assert "unused" not in text
    assert "files" not in text


def test_what_two_modules_call_alike_gets_the_name_of_its_module(tmp_path: Path) -> None:
    names = run(bundled(tmp_path, "high.entry", low=LOW, high=HIGH))
    assert {"LOW_LIMIT", "HIGH_LIMIT", "_low_half", "_high_half"} <= set(names)
    alone = run(bundled(tmp_path, "low.root", low=LOW, high=HIGH))
    assert {"LIMIT", "_half"} <= set(alone)


def test_only_what_is_asked_for_keeps_its_docstring(tmp_path: Path) -> None:
    text = bundled(tmp_path, "high.entry", low=LOW, high=HIGH)
    assert "What is asked for." in text
    assert "Half of it." not in text
    assert "√x" not in text


def test_a_module_stands_after_those_that_it_imports(tmp_path: Path) -> None:
    a = "from snippets.z import base\n\n\nclass Own(base):\n    pass\n"
    text = bundled(tmp_path, "a.Own", a=a, z="class base:\n    pass\n")
    assert issubclass(run(text)["Own"], run(text)["base"].__mro__[-1])
    assert text.index("class base") < text.index("class Own")


def test_other_statements_come_along(tmp_path: Path) -> None:
    text = bundled(tmp_path, "a.F", a="F = {}\nF['x'] = 1\n\n\ndef other():\n    pass\n")
    assert run(text)["F"] == {"x": 1}


def test_headings_stand_before_their_modules(tmp_path: Path) -> None:
    sources = package(tmp_path, {"low": LOW})
    text = bundle(sources, [("snippets.low", "root")], {"snippets.low": "# Low."})
    assert text.startswith("import math\n\n\n# Low.\n\n\nLIMIT = 2\n")


G = "\n\n\ndef g():\n    return {}\n"
F = "def f():\n    return {}\n"
LOG = "\n\n\ndef log():\n    pass\n"
USES_LOG = f"from math import log\nfrom snippets.b import f{G.format('log(f())')}"

CANNOT = {
    "two public names": (
        f"from snippets.b import f{G.format('f()')}",
        F.format("g()") + G.format("1"),
        "snippets.a and snippets.b both define 'g'",
    ),
    "an import and a function": (USES_LOG, F.format("log()") + LOG, "'log' means two things"),
    "two imports": (
        USES_LOG,
        f"from numpy import log\n\n\n{F.format('log()')}",
        "'log' means two things",
    ),
    "a function under another name": (
        f"from snippets.b import f as h{G.format('h()')}",
        F.format("1"),
        "'h' is snippets.b.f by another name",
    ),
    "a module": (
        f"from snippets import b{G.format('b.f()')}",
        F.format("1"),
        "'b' is snippets.b by another name",
    ),
}


@pytest.mark.parametrize(("a", "b", "told"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_stand_in_one_text_is_told(tmp_path: Path, a: str, b: str, told: str) -> None:
    with pytest.raises(BundleError) as error:
        bundled(tmp_path, "a.g", a=a, b=b)
    assert told in str(error.value)


def test_a_module_with_data_beside_it_is_told(tmp_path: Path) -> None:
    package(tmp_path, {"low": LOW})
    (tmp_path / "snippets/low.json").write_text("{}")
    with pytest.raises(BundleError, match=r"snippets\.low cannot stand without low\.json"):
        bundled(tmp_path, "low.root", low=LOW)


def beside(root: Path, *dotted: str, file: tuple[str, ...], **files: str) -> tuple[str, str]:
    """Return an excerpt, and the file that it takes the rest from."""
    sources = package(root, files)
    asked, bundled = (
        [(f"snippets.{module}", name) for module, _, name in (one.partition(".") for one in names)]
        for names in (dotted, file)
    )
    return excerpt(sources, asked, bundled, "one_file"), bundle(sources, bundled)


def test_an_excerpt_runs_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = ("low.root", "high.entry")
    text, file = beside(tmp_path, "high.entry", file=both, low=LOW, high=HIGH)
    imports = "from one_file import HIGH_LIMIT as LIMIT, _high_half as _half\n"
    assert text.startswith(f"{imports}\n\ndef entry(x, low=LIMIT):\n")
    assert text.endswith(HIGH[HIGH.index("def entry") :])
    (tmp_path / "one_file.py").write_text(file)
    monkeypatch.syspath_prepend(tmp_path)
    assert run(text)["entry"](9) == 3


def test_an_excerpt_has_imports_of_what_it_uses_itself(tmp_path: Path) -> None:
    text, _ = beside(tmp_path, "high._half", "high.LIMIT", file=("high.entry",), low=LOW, high=HIGH)
    imports, *shown = text.split("\n\n\n")
    assert imports == "from functools import cache\nfrom one_file import root"
    assert [code.strip() for code in shown] == [
        "@cache\ndef _half(x):\n    return root(x) / LIMIT",
        "LIMIT = 3",
    ]


def test_what_an_excerpt_names_for_itself_is_not_imported(tmp_path: Path) -> None:
    function = "\n\ndef f(size):\n    math = size\n    return math\n"
    code = f"import math\n\n\ndef size(x):\n    return x\n{function}"
    text, _ = beside(tmp_path, "a.f", file=("a.f",), a=code)
    assert text == function


def test_a_long_import_has_a_line_for_each_name(tmp_path: Path) -> None:
    names = [f"a_rather_long_name_{k}" for k in range(6)]
    code = "\n\n\n".join(
        [*(f"def {name}():\n    pass" for name in names), "def f():\n    return ("]
    )
    text, _ = beside(tmp_path, "a.f", file=("a.f",), a=f"{code}{', '.join(names)})\n")
    lines = ["from one_file import (", *(f"    {name}," for name in names), ")", "", "", "def f():"]
    assert text.splitlines()[: len(lines)] == lines


def test_what_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"snippets\.low\.root is not in one_file"):
        beside(tmp_path, "high._half", file=("high.LIMIT",), low=LOW, high=HIGH)
