"""A fingerprint changes with what a definition can reach, and with nothing else."""

import ast
import platform
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.common.sources import SourceError, Sources, environment
from scripts.common.store import Store

Files = dict[str, str]


def package(root: Path, files: Mapping[str, str]) -> Sources:
    """Write the modules of a package and read them."""
    for name, text in {"__init__": "", **files}.items():
        path = root / "snippets" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Sources(root)


def fingerprint(root: Path, files: Mapping[str, str], dotted: str) -> str:
    """Return the fingerprint of ``module.name`` in a package of these modules."""
    module, _, name = dotted.rpartition(".")
    sources = package(root, files)
    sources.find(f"snippets.{module}", name)
    return sources.fingerprint([(f"snippets.{module}", name)])


def changes(root: Path, files: Files, dotted: str, **changed: str) -> bool:
    """Tell whether the fingerprint becomes another when the modules change."""
    before = fingerprint(root, files, dotted)
    after = fingerprint(root, {**files, **changed}, dotted)
    assert fingerprint(root, files, dotted) == before
    return before != after


USED = "def used():\n    return 1\n\n\ndef other():\n    return 2\n\n\nclass Kind:\n    size = 3\n"
USED_CHANGED = USED.replace("return 1", "return -1")
OTHER_CHANGED = USED.replace("return 2", "return -2")

NAME = "from snippets.low import used\n\n"
MODULE = "from snippets import low\n\n"
ENTRY = "\n\ndef entry(x):\n    return "
METHOD = "class entry:\n    def f(self):\n        return "

# Each way to use `low.used` from `high.entry`.
WAYS = {
    "a name": f"{NAME}{ENTRY}used()\n",
    "a name under another": f"from snippets.low import used as u\n{ENTRY}u()\n",
    "a module": f"{MODULE}{ENTRY}low.used()\n",
    "a module under another name": f"from snippets import low as l\n{ENTRY}l.used()\n",
    "a full name": f"import snippets.low\n{ENTRY}snippets.low.used()\n",
    "an import as": f"import snippets.low as l\n{ENTRY}l.used()\n",
    "a relative name": f"from .low import used\n{ENTRY}used()\n",
    "a relative module": f"from . import low\n{ENTRY}low.used()\n",
    "an import within": "def entry():\n    from snippets.low import used\n    return used()\n",
    "a decorator": f"{NAME}@used\n{ENTRY.lstrip()}1\n",
    "a decorator of a module": f"{MODULE}@low.used(2)\n{ENTRY.lstrip()}1\n",
    "a default": f"{NAME}{ENTRY}1\n".replace("(x)", "(x=used())"),
    "an annotation": f"{NAME}{ENTRY}1\n".replace("(x)", "(x: used)"),
    "a constant": f"{NAME}entry = used() + 1\n",
    "one of two constants": f"{NAME}first, *entry = used(), 1\n",
    "a typed constant": f"{NAME}entry: int = used()\n",
    "a method": f"{NAME}{METHOD}used()\n",
    "a base class": f"{NAME}class entry(used):\n    pass\n",
    "a class attribute": f"{MODULE}class entry:\n    part = low.used()\n",
    "a comprehension": f"{MODULE}{ENTRY}[low.used() for _ in x]\n",
    "an inner function": f"{MODULE}{ENTRY}lambda: low.used()\n",
    "another function": f"{NAME}def between():\n    return used()\n{ENTRY}between()\n",
    "a constant between": f"{NAME}TABLE = {{1: used}}\n{ENTRY}TABLE[1]()\n",
    "an attribute of it": f"{NAME}{ENTRY}used.cache()\n",
    "an attribute in its module": f"{MODULE}{ENTRY}low.used.cache()\n",
    "a loop of the module": f"{MODULE}for _ in 'ab':\n    print(low.used())\n{ENTRY}1\n",
    "a condition of the module": f"{NAME}if used():\n    pass\n{ENTRY}1\n",
    "a constant that is changed": f"{NAME}TABLE = {{}}\nTABLE['a'] = used()\n{ENTRY}TABLE\n",
    "a constant that is added to": f"{NAME}TOTAL = 0\nTOTAL += used()\n{ENTRY}TOTAL\n",
    "a constant that is defined twice": f"{NAME}A = used()\nA = A + 1\n{ENTRY}A\n",
}
# Ways that do not say which part of the module is used.
WHOLE = {
    "the module as a value": f"{MODULE}{ENTRY}getattr(low, x)()\n",
    "the module in a constant": f"{MODULE}ALL = (low,)\n{ENTRY}ALL\n",
    "the module imported within": f"{ENTRY}low.used()\n".replace(
        "return", "from snippets import low\n    return"
    ),
    "an import in a condition": (
        "try:\n    from snippets import low\nexcept ImportError:\n    low = None\n"
        f"{ENTRY}low.used()\n"
    ),
}


@pytest.mark.parametrize("text", [*WAYS.values(), *WHOLE.values()], ids=[*WAYS, *WHOLE])
def test_it_changes_with_what_is_used(tmp_path: Path, text: str) -> None:
    assert changes(tmp_path, {"low": USED, "high": text}, "high.entry", low=USED_CHANGED)


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_it_does_not_change_with_what_stands_beside(tmp_path: Path, text: str) -> None:
    assert not changes(tmp_path, {"low": USED, "high": text}, "high.entry", low=OTHER_CHANGED)


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_all_of_a_module_counts_if_its_parts_are_not_named(tmp_path: Path, text: str) -> None:
    assert changes(tmp_path, {"low": USED, "high": text}, "high.entry", low=OTHER_CHANGED)


FILES = {"low": USED}


class TestWhatBelongsToADefinition:
    def test_its_own_text(self, tmp_path: Path) -> None:
        assert changes(tmp_path, FILES, "low.used", low=USED_CHANGED)
        assert not changes(tmp_path, FILES, "low.other", low=USED_CHANGED)
        assert not changes(tmp_path, FILES, "low.Kind", low=USED_CHANGED)

    def test_not_where_it_stands(self, tmp_path: Path) -> None:
        moved = USED.replace("def used", "\n\n\ndef used").replace("class", "# A kind.\nclass")
        assert not changes(tmp_path, FILES, "low.used", low=moved)

    def test_not_the_docstring_of_the_module(self, tmp_path: Path) -> None:
        assert not changes(tmp_path, FILES, "low.used", low=f'"""Low."""\n{USED}')

    def test_its_decorator(self, tmp_path: Path) -> None:
        assert changes(tmp_path, FILES, "low.used", low=USED.replace("def used", "@x\ndef used"))

    def test_its_own_docstring(self, tmp_path: Path) -> None:
        documented = USED.replace("    return 1", '    """One."""\n    return 1')
        assert changes(tmp_path, FILES, "low.used", low=documented)

    def test_every_method_of_a_class(self, tmp_path: Path) -> None:
        kind = "class Kind:\n    def one(self):\n        return 1\n\n    two = 2\n"
        files = {"low": kind, "high": "from snippets import low\n\nentry = low.Kind.one\n"}
        changed = kind.replace("two = 2", "two = -2")
        assert changes(tmp_path, files, "high.entry", low=changed)

    def test_other_statements_of_its_module(self, tmp_path: Path) -> None:
        setting = "import numpy as np\n\nnp.seterr(all='raise')\n\n" + USED
        files = {"low": setting, "high": WAYS["a name"], "beside": USED}
        changed = setting.replace("raise", "warn")
        assert changes(tmp_path, files, "low.used", low=changed)
        assert changes(tmp_path, files, "high.entry", low=changed)
        assert not changes(tmp_path, files, "beside.used", low=changed)

    def test_the_import_of_what_it_uses(self, tmp_path: Path) -> None:
        text = "import math as m\nimport json\n\ndef entry():\n    return m.pi\n"
        files = {"high": text}
        assert changes(tmp_path, files, "high.entry", high=text.replace("math", "cmath"))
        assert not changes(tmp_path, files, "high.entry", high=text.replace("json", "csv"))

    def test_a_new_function_of_the_module_does_not_count(self, tmp_path: Path) -> None:
        assert not changes(tmp_path, FILES, "low.used", low=f"{USED}\n\ndef new():\n    return 3\n")


class TestRoundabout:
    def test_through_two_modules(self, tmp_path: Path) -> None:
        files = {"low": USED, "mid": WAYS["a module"], "high": "from snippets.mid import entry\n"}
        assert changes(tmp_path, files, "high.entry", low=USED_CHANGED)
        assert not changes(tmp_path, files, "high.entry", low=OTHER_CHANGED)

    @pytest.mark.parametrize("source", ["snippets.low", ".low"])
    def test_through_the_package_itself(self, tmp_path: Path, source: str) -> None:
        files = {
            "__init__": f"from {source} import used\n",
            "low": USED,
            "high": "import snippets\n\ndef entry():\n    return snippets.used()\n",
        }
        assert changes(tmp_path, files, "high.entry", low=USED_CHANGED)
        assert not changes(tmp_path, files, "high.entry", low=OTHER_CHANGED)

    def test_through_a_module_that_another_imported(self, tmp_path: Path) -> None:
        files = {
            "low": USED,
            "mid": "from snippets import low\n",
            "high": "from snippets.mid import low\n\ndef entry():\n    return low.used()\n",
        }
        assert changes(tmp_path, files, "high.entry", low=USED_CHANGED)

    def test_from_a_package_within(self, tmp_path: Path) -> None:
        files = {
            "low": USED,
            "figures/__init__": "",
            "figures/style": USED,
            "figures/high": (
                "from ..low import used\nfrom . import style\n\n"
                "def entry():\n    return used(), style.other()\n"
            ),
        }
        name = "figures.high.entry"
        assert changes(tmp_path, files, name, low=USED_CHANGED)
        assert not changes(tmp_path, files, name, low=OTHER_CHANGED)
        assert changes(tmp_path, files, name, **{"figures/style": OTHER_CHANGED})
        assert not changes(tmp_path, files, name, **{"figures/style": USED_CHANGED})

    def test_functions_that_call_each_other(self, tmp_path: Path) -> None:
        text = "def even(n):\n    return odd(n)\n\n\ndef odd(n):\n    return even(n)\n"
        changed = text.replace("return even(n)", "return even(n - 1)")
        assert changes(tmp_path, {"low": text}, "low.even", low=changed)

    def test_a_name_that_imports_itself(self, tmp_path: Path) -> None:
        files = {"__init__": "from . import nothing\n", "high": "from snippets import nothing\n"}
        assert not changes(tmp_path, files, "high.nothing", high=f"{files['high']}\nx = 1\n")


@dataclass(frozen=True)
class Graph:
    """Definitions 0, 1, … in modules, each with the earlier ones that it uses and how."""

    modules: tuple[int, ...]
    uses: tuple[dict[int, int], ...]

    def reached_by(self, start: int) -> set[int]:
        return {start}.union(*(self.reached_by(used) for used in self.uses[start]))

    def files(self, changed: int | None = None) -> Files:
        """Return the modules as text; the definition ``changed`` has another constant in it."""
        texts = {f"m{module}": "" for module in set(self.modules)}
        bodies = dict.fromkeys(texts, "")
        for number, module in enumerate(self.modules):
            names = []
            for used, way in self.uses[number].items():
                home = self.modules[used]
                statement, name = _way_to(used, home, None if home == module else way)
                texts[f"m{module}"] += statement
                names.append(name)
            bodies[f"m{module}"] += _definition(number, names, -1 if number == changed else number)
        return {name: texts[name] + bodies[name] for name in texts}


def _way_to(used: int, home: int, way: int | None) -> tuple[str, str]:
    if way is None:
        return "", f"d{used}"
    return (
        (f"from snippets.m{home} import d{used}\n", f"d{used}"),
        (f"from snippets.m{home} import d{used} as a{used}\n", f"a{used}"),
        (f"from snippets import m{home}\n", f"m{home}.d{used}"),
        (f"import snippets.m{home} as n{home}\n", f"n{home}.d{used}"),
        (f"import snippets.m{home}\n", f"snippets.m{home}.d{used}"),
        (f"from . import m{home} as r{home}\n", f"r{home}.d{used}"),
        (f"from .m{home} import d{used} as b{used}\n", f"b{used}"),
    )[way]


def _definition(number: int, used: list[str], constant: int) -> str:
    parts = ", ".join([*used, str(constant)])
    return (
        f"\n\ndef d{number}():\n    return ({parts},)\n",
        f"\n\nd{number} = ({parts},)\n",
        f"\n\nclass d{number}:\n    def f(self):\n        return ({parts},)\n",
        f"\n\n@decorated({parts})\ndef d{number}(x=({parts},)):\n    return x\n",
    )[number % 4]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    size = draw(st.integers(2, 7))
    modules = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    ways = st.integers(0, 6)
    uses = [
        draw(st.dictionaries(st.integers(0, n - 1), ways, max_size=2)) if n else {}
        for n in range(size)
    ]
    return Graph(tuple(modules), tuple(uses))


@given(graphs(), st.data())
def test_it_changes_for_what_reaches_the_change_and_for_nothing_else(
    graph: Graph, data: st.DataObject
) -> None:
    changed = data.draw(st.integers(0, len(graph.modules) - 1), label="changed")
    names = [(f"snippets.m{module}", f"d{k}") for k, module in enumerate(graph.modules)]
    with tempfile.TemporaryDirectory() as folder:
        before = package(Path(folder), graph.files())
        old = [before.fingerprint([name]) for name in names]
        after = package(Path(folder), graph.files(changed))
        new = [after.fingerprint([name]) for name in names]
    differing = {
        number for number, pair in enumerate(zip(old, new, strict=True)) if len({*pair}) == 2
    }
    assert differing == {n for n in range(len(names)) if changed in graph.reached_by(n)}


class TestFiles:
    def notebook(self, root: Path, text: str) -> Path:
        path = root / "notebook.py"
        path.write_text(text, encoding="utf-8")
        return path

    @pytest.mark.parametrize(
        "text",
        [
            "# %%\nfrom snippets import low\n\n# %%\nlow.used()\n",
            "# %%\nfrom snippets.low import used\n\n# %%\nprint(used())\n",
            "# %%\nfrom snippets import low\n\n# %%\nx = low.used()\n",
            "# %%\nimport snippets.low\n\n# %%\nfor x in 'ab':\n    print(snippets.low.used())\n",
        ],
    )
    def test_a_notebook_depends_on_what_it_uses(self, tmp_path: Path, text: str) -> None:
        path = self.notebook(tmp_path, text)
        first = package(tmp_path, {"low": USED}).fingerprint_of_file(path)
        assert package(tmp_path, {"low": OTHER_CHANGED}).fingerprint_of_file(path) == first
        assert package(tmp_path, {"low": USED_CHANGED}).fingerprint_of_file(path) != first

    def test_a_notebook_depends_on_its_own_text(self, tmp_path: Path) -> None:
        sources = package(tmp_path, {"low": USED})
        first = sources.fingerprint_of_file(self.notebook(tmp_path, "# %% [markdown]\n# One.\n"))
        second = sources.fingerprint_of_file(self.notebook(tmp_path, "# %% [markdown]\n# Two.\n"))
        assert first != second


class TestWhatWasRead:
    """Modules are read once by a process, as long as none of them changes."""

    CODE = f"from snippets.low import used\nfrom other import more\n{ENTRY}used(more)\n"

    def read(self, root: Path) -> Sources:
        sources = Sources.of(root, Store(root / "store"))
        sources.fingerprint([("snippets.high", "entry")])
        sources.modules_in("snippets")
        return sources

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        package(tmp_path, {"low": USED, "high": self.CODE})
        return tmp_path

    def test_it_is_handed_out_again(self, root: Path) -> None:
        first = self.read(root)
        assert self.read(root) is first
        assert Sources.of(root, Store(root / "another store")) is not first

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("snippets/low.py", USED_CHANGED),
            ("snippets/low.json", "{}"),
            ("snippets/new.py", ""),
            ("snippets/low/__init__.py", USED),
            ("other.py", "more = 1\n"),
        ],
    )
    def test_what_changes_makes_it_new(self, root: Path, name: str, text: str) -> None:
        first = self.read(root)
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
        assert self.read(root) is not first

    def test_a_module_that_goes_makes_it_new(self, root: Path) -> None:
        first = self.read(root)
        (root / "snippets/low.py").unlink()
        assert self.read(root) is not first

    def test_a_file_that_is_read_again_is_followed_anew(self, root: Path) -> None:
        path = root / "notebook.py"
        sources = self.read(root)
        prints = []
        for text in ("from snippets.low import used\n", "from snippets.low import other\n"):
            path.write_text(f"{text}x = used\n", encoding="utf-8")
            prints.append(sources.fingerprint(sources.names_of_file(path)))
        assert prints[0] != prints[1]


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("text", "line", "what"),
        [
            ("def used():\n    return (\n", 2, "cannot read this: '(' was never closed"),
            ("\n\nx = = 1\n", 3, "cannot read this: invalid syntax"),
            ("\nfrom snippets.low import *\n", 2, "import names, not *, so that their uses can"),
            ("\ndef f():\n    from x import *\n", 3, "import names, not *"),
        ],
    )
    def test_it_is_told_with_its_place(
        self, tmp_path: Path, text: str, line: int, what: str
    ) -> None:
        with pytest.raises(SourceError) as told:
            package(tmp_path, {"high": text}).module("snippets.high")
        assert str(told.value).startswith(f"snippets/high.py:{line}: ")
        assert what in told.value.what

    def test_a_missing_module_or_name(self, tmp_path: Path) -> None:
        sources = package(tmp_path, {"low": f"import json\n\n_private = 1\n\n{USED}"})
        with pytest.raises(LookupError) as told:
            sources.find("snippets.Lower", "used")
        assert str(told.value) == "there is no module snippets.Lower. Did you mean low?"
        with pytest.raises(LookupError) as told:
            sources.find("snippets.low", "usd")
        assert str(told.value) == (
            "snippets.low defines no 'usd'; it has Kind, other, used. Did you mean used?"
        )
        with pytest.raises(LookupError, match=r"it has Kind, other, used\.$"):
            sources.find("snippets.low", "missing")

    def test_unknown_names_reach_nothing(self, tmp_path: Path) -> None:
        sources = package(tmp_path, {"low": USED})
        assert sources.reachable([("snippets.low", "nothing"), ("snippets.no", "x")]) == {}


class TestTexts:
    def test_a_definition_is_its_lines_as_they_stand(self, tmp_path: Path) -> None:
        function = "@json\n@json.loads(\n    1\n)\ndef f(x):\n    # Why.\n    return x"
        text = f"import json\n\nSIZE = 3  # of them\n\n\n{function}\n\n\nLAST = 1\n"
        sources = package(tmp_path, {"low": text})
        assert sources.find("snippets.low", "SIZE").text == "SIZE = 3  # of them"
        f = sources.find("snippets.low", "f")
        assert (f.line, f.text) == (6, function)

    def test_lines_are_those_of_python(self, tmp_path: Path) -> None:
        sources = package(tmp_path, {"low": "A = 'x\x0c \u2028'\n\x0c\nB = 2\n"})
        assert sources.find("snippets.low", "B").text == "B = 2"

    def test_the_careful_tier_comes_first(self, tmp_path: Path) -> None:
        files = {"careful/__init__": "", "careful/low": USED, "low": OTHER_CHANGED, "high": USED}
        sources = package(tmp_path, files)
        assert sources.meant("snippets.low") == "snippets.careful.low"
        assert sources.meant("snippets.high") == "snippets.high"
        assert sources.meant("snippets.nowhere") == "snippets.nowhere"
        careful = ("snippets.careful.low", "other")
        assert sources.find("snippets.low", "other") == sources.find(*careful)
        low = [(sources.meant("snippets.low"), "other")]
        assert sources.fingerprint(low) == sources.fingerprint([careful])

    def test_modules_go_by_their_full_names(self, tmp_path: Path) -> None:
        files = {"low": "", "figures/__init__": "A = 1\n", "figures/style": "B = 2\n"}
        sources = package(tmp_path, files)
        for name in ("snippets", "snippets.low", "snippets.figures", "snippets.figures.style"):
            assert sources.module(name) is not None
        for name in ("", "low", "snippets.figures.low", "json", "snippets.." + "x" * 300):
            assert sources.module(name) is None
        assert sources.find("snippets.figures", "A").text == "A = 1"


class TestPackagesAround:
    @pytest.mark.parametrize("around", ["__init__", "figures/__init__"])
    def test_what_a_package_does_counts(self, tmp_path: Path, around: str) -> None:
        files = {"figures/__init__": "", "figures/style": USED}
        setting = "import numpy as np\n\nnp.seterr(all='raise')\n"
        name = "figures.style.used"
        assert changes(tmp_path, files, name, **{around: setting})
        assert not changes(tmp_path, {**files, "__init__": ""}, name, **{around: "A = 1\n"})


class TestWhatATextMentions:
    @pytest.mark.parametrize(
        "text",
        [
            "`low.used(x)`",
            "| $u$ | it | `:= low.used(x) + 1` |",
            "`low . used()`",
            "`low.\nused()`",
            "`ｌｏｗ.used`",
            "`careful.deep.use`",
            "`deep.use`",
            "`figures.style.low.used`",
        ],
    )
    def test_what_it_names_counts(self, tmp_path: Path, text: str) -> None:
        files = {
            "figures/__init__": "",
            "figures/style": "from .. import low\n",
            "careful/__init__": "",
            "careful/deep": f"{NAME}def use():\n    return used()\n",
        }
        prints = []
        for low in (USED, OTHER_CHANGED, USED_CHANGED):
            sources = package(tmp_path, {**files, "low": low})
            prints.append(sources.fingerprint(sources.mentioned("snippets", text)))
        assert prints[0] == prints[1] != prints[2]

    def test_what_is_no_name_counts_for_nothing(self, tmp_path: Path) -> None:
        sources = package(tmp_path, {"low": USED})
        text = "used, low, e.g. 1.5, lower.used, snippets.low.used, json.loads"
        assert set(sources.reachable(sources.mentioned("snippets", text))) == set()


class TestWithAStore:
    FILES: ClassVar = {"low": USED, "high": f"{MODULE}{ENTRY}low.used()\n"}

    def kept(self, root: Path, **changed: str) -> str:
        package(root, {**self.FILES, **changed})
        return Sources(root, Store.of(root)).fingerprint([("snippets.high", "entry")])

    def test_nothing_is_parsed_a_second_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = self.kept(tmp_path)
        monkeypatch.setattr(ast, "parse", lambda _: pytest.fail("it is parsed again"))
        assert self.kept(tmp_path) == first

    def test_what_changed_is(self, tmp_path: Path) -> None:
        first = self.kept(tmp_path)
        assert self.kept(tmp_path, low=OTHER_CHANGED) == first
        assert self.kept(tmp_path, low=USED_CHANGED) != first
        (tmp_path / "snippets" / "low.json").write_text("{}", encoding="utf-8")
        assert self.kept(tmp_path) != first

    def test_it_makes_no_difference(self, tmp_path: Path) -> None:
        first = self.kept(tmp_path)
        for store in (None, Store.of(tmp_path)):
            sources = Sources(tmp_path, store)
            assert sources.fingerprint([("snippets.high", "entry")]) == first
            assert sources.find("snippets.low", "used").is_function
            assert not sources.find("snippets.low", "Kind").is_function

    def test_what_cannot_be_read_is_told_each_time(self, tmp_path: Path) -> None:
        for _ in range(2):
            with pytest.raises(SourceError):
                self.kept(tmp_path, low="def used(:\n")


def test_the_environment_is_python_the_lock_and_some_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [environment(tmp_path)]
    for name in ("uv.lock", "settings.toml"):
        (tmp_path / name).write_text("1", encoding="utf-8")
        found.append(environment(tmp_path, "settings.toml"))
    monkeypatch.setattr(platform, "python_version", lambda: "4.0.0")
    found.append(environment(tmp_path, "settings.toml"))
    assert len(set(found)) == 4


def test_a_json_file_of_the_same_name_belongs_to_all_of_its_module(tmp_path: Path) -> None:
    files = {"low": USED, "high": f"{NAME}{ENTRY}used()\n"}
    before = fingerprint(tmp_path, files, "high.entry")
    data = tmp_path / "snippets" / "low.json"
    data.write_text('{"a": 1}', encoding="utf-8")
    with_data = fingerprint(tmp_path, files, "high.entry")
    data.write_text('{"a": 2}', encoding="utf-8")
    assert len({before, with_data, fingerprint(tmp_path, files, "high.entry")}) == 3
    (tmp_path / "snippets" / "other.json").write_text("{}", encoding="utf-8")
    changed = fingerprint(tmp_path, files, "high.entry")
    data.write_text('{"a": 1}', encoding="utf-8")
    assert changed != fingerprint(tmp_path, files, "high.entry") == with_data
