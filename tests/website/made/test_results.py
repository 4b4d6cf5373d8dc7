"""Results are computed once, kept by what they depend on, and fail with the line that failed."""

import json
import platform
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scripts.common.problems import Place
from scripts.common.store import Store
from scripts.website.made import results
from scripts.website.made.results import Results, Wanted, compute, environment_fingerprint
from scripts.website.made.writing import FORMS
from scripts.website.made.written_values import FORMS_OF_VALUES
from snippets.careful import information
from tests.website.conftest import EVERYDAY
from tests.website.tiny import BODY, REPOSITORY, Tiny, kept_files, make_tiny, problems_of

ENTROPY = "information.entropy(information.HALVES)"
SURPRISE = "information.surprise(1/4)"
SURPRISES = "information.surprises(1, 1/2)"
CURVE = "curves.surprise_curve"
SMOOTH = "curves.surprise_curve(7)"
TABLE = "numbers.surprises(1/2, 1/4)"
PLAIN = "numbers.plain"
ALL = {ENTROPY, SURPRISE, SURPRISES, CURVE, SMOOTH, TABLE, PLAIN}


class TestOneResult:
    """In this process and with the project's own snippets."""

    def value(self, monkeypatch: pytest.MonkeyPatch, function: Callable[[], Any]) -> dict[str, Any]:
        monkeypatch.setattr(information, "perplexity", function)
        return compute(Wanted("value", "information.perplexity()"))

    @pytest.mark.parametrize(
        ("value", "plain"),
        [
            (0.5, 0.5),
            ("cat", "cat"),
            (True, True),
            (np.float64(0.5), 0.5),
            (np.float32(0.5), 0.5),
            (np.int64(7), 7),
            (np.bool_(True), True),
            (np.array([1.0, np.inf]), [1.0, float("inf")]),
            ((np.int64(1), 0.5), [1, 0.5]),
            ([np.array([1, 2]), [np.float64(3)]], [[1, 2], [3.0]]),
        ],
    )
    def test_a_value_is_fit_for_keeping(
        self, monkeypatch: pytest.MonkeyPatch, value: object, plain: object
    ) -> None:
        outcome = self.value(monkeypatch, lambda: value)
        assert outcome == {"value": plain}
        assert json.loads(json.dumps(outcome)) == outcome
        assert type(outcome["value"]) is type(plain)

    @pytest.mark.parametrize("value", [None, {"a": 1}, object, np, [1, {2}], 1j])
    def test_what_cannot_be_written_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, value: object
    ) -> None:
        outcome = self.value(monkeypatch, lambda: value)
        assert "a number, a text or a vector is wanted, not" in outcome["error"]

    @pytest.mark.parametrize(
        ("kind", "expression", "error"),
        [
            ("figure", "style.BLUE", "TypeError: a Figure is wanted, not str"),
            ("table", "cross_entropy.FORECASTS", "TypeError: a Table is wanted, not tuple"),
            ("table", "table.Column('x')", "ExpressionError: snippets.tables.table.Column is no"),
            ("value", "information.entropy", "TypeError: a number, a text or a vector is wanted"),
            ("value", "1 / 0", "ZeroDivisionError: division by zero"),
        ],
    )
    def test_the_wrong_kind_is_refused(self, kind: str, expression: str, error: str) -> None:
        outcome = compute(Wanted(kind, expression))
        assert outcome["error"].startswith(error)
        assert outcome["where"] == ""

    def test_a_warning_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def warned() -> float:
            warnings.warn("digits are lost", RuntimeWarning, stacklevel=1)
            return 1.0

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcome = self.value(monkeypatch, warned)
            assert outcome == {"error": "RuntimeWarning: digits are lost", "where": ""}
            warned()
        assert "value" in self.value(monkeypatch, lambda: 1.0)

    @pytest.mark.parametrize("stream", ["stdout", "stderr"])
    def test_what_is_printed_is_an_error(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], stream: str
    ) -> None:
        def prints() -> float:
            print("hello", file=getattr(sys, stream))
            return 1.0

        outcome = self.value(monkeypatch, prints)
        assert outcome["error"] == (
            "OutputError: it prints 'hello\\n'; a result is what is returned"
        )
        assert capfd.readouterr() == ("", "")

    def test_chance_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        outcome = self.value(monkeypatch, lambda: np.random.rand())
        assert outcome["error"].startswith("ByChanceError: it draws from the generator")
        assert self.value(monkeypatch, lambda: np.random.default_rng(0).integers(1)) == {"value": 0}

    def test_an_error_has_the_deepest_line_of_the_snippets(self) -> None:
        outcome = compute(Wanted("value", "information.entropy([0.5, 0.6])"))
        assert outcome["error"].startswith("ValueError: ")
        raised = re.fullmatch(r"raised at (snippets/careful/\w+\.py):(\d+): (.*)", outcome["where"])
        assert raised is not None
        line = (REPOSITORY / raised[1]).read_text(encoding="utf-8").splitlines()[int(raised[2]) - 1]
        assert raised[3] == line.strip()
        assert raised[1] != "snippets/careful/information.py"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    return ask_only(monkeypatch)


def ask_only(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the expressions that are asked for anew, as they come; none is computed any more."""
    expressions: set[str] = set()

    def nothing(_self: Results, wanted: Iterable[Wanted], _progress: object) -> tuple[()]:
        expressions.update(want.expression for want in wanted)
        return ()

    monkeypatch.setattr(Results, "_compute", nothing)
    return expressions


class TestKeeping:
    @pytest.fixture
    def tiny(self, tiny_project: Tiny) -> Tiny:
        tiny_project.page("page.md", *EVERYDAY)
        return tiny_project

    def test_nothing_changed(self, tiny: Tiny, asked: set[str]) -> None:
        project = tiny.project()
        project.prepare()
        assert asked == set()
        assert project.results.values[Wanted("value", SURPRISE)] == 2.0
        assert project.results.computed == []

    @pytest.mark.parametrize(
        ("path", "old", "new", "anew"),
        [
            ("information.py", "sum(part * surprise(", "sum(surprise(", {ENTROPY}),
            ("information.py", "np.array([", "np.asarray([", {SURPRISES}),
            ("information.py", "HALVES = (0.5, 0.5)", "HALVES = (0.25, 0.75)", {ENTROPY}),
            ("information.py", "(-np.log(p)", "(+np.log(p)", ALL - {PLAIN}),
            ("scale.py", "1 / np.log(2)", "1 / np.log(3)", ALL - {PLAIN}),
            ("scale.py", "import numpy", "import math as m\nimport numpy", set()),
            ("information.py", "HALVES =", "THIRDS = 1 / 3\n\nHALVES =", set()),
            ("information.py", '"""Surprise and', '"""All about surprise and', set()),
            ("figures/style.py", 'RED = "#b3261e"', 'RED = "#b3261f"', {CURVE, SMOOTH}),
            ("figures/style.py", '"font.size": 10.5', '"font.size": 11', {CURVE, SMOOTH}),
            ("figures/curves.py", "points: int = 5", "points: int = 6", {CURVE, SMOOTH}),
            ("tables/numbers.py", 'Column("One")', 'Column("1")', {PLAIN}),
            ("tables/table.py", "row_header: bool = True", "row_header: bool = 1", {TABLE, PLAIN}),
        ],
    )
    def test_a_change_asks_anew_for_what_depends_on_it(
        self, tiny: Tiny, asked: set[str], path: str, old: str, new: str, anew: set[str]
    ) -> None:
        tiny.change(f"snippets/{path}", old, new)
        tiny.project().prepare()
        assert asked == anew

    def test_what_a_text_names_counts_as_if_it_were_called(
        self, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tiny.write("snippets/titles.py", "def length(text):\n    return len(text)\n")
        named = ("titles.length('information.surprise')", "titles.length('scale.PER_NAT')")
        tiny.page("page.md", *(f"`= {expression} | d`" for expression in named))
        tiny.project().prepare()
        tiny.change("snippets/information.py", "(-np.log(p)", "(+np.log(p)")
        asked = ask_only(monkeypatch)
        tiny.project().prepare()
        assert asked == {named[0]}

    def test_other_packages_ask_anew_for_everything(self, tiny: Tiny, asked: set[str]) -> None:
        tiny.write("uv.lock", "numpy 3")
        tiny.project().prepare()
        assert asked == ALL

    def test_another_python_asks_anew_for_everything(
        self, tiny: Tiny, asked: set[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(platform, "python_version", lambda: "4.0.0")
        tiny.project().prepare()
        assert asked == ALL

    def test_another_build_asks_anew(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = environment_fingerprint(tmp_path)
        monkeypatch.setattr(results, "own_code", lambda *names: f"another {names}")
        assert environment_fingerprint(tmp_path) != before

    def test_another_name_is_another_drawing(self, tiny: Tiny, asked: set[str]) -> None:
        tiny.page("page.md", f"/// figure | {CURVE}", "    name: a", "    alt: A curve.", "///")
        tiny.project().prepare()
        assert asked == {CURVE}

    def test_blanks_and_other_pages_do_not_count(self, tiny: Tiny, asked: set[str]) -> None:
        tiny.page("page.md", "`= information.surprise( 1 / 4 ) | .1f`")
        tiny.page("other.md", f"`= {SURPRISE} | .2f` and `= {SURPRISE} | .3f`")
        tiny.project().prepare()
        assert asked == set()

    def test_what_cannot_be_asked_for_is_not(self, tiny: Tiny, asked: set[str]) -> None:
        told = tiny.problems(
            "`= information.nothing() | .1f` `= nothing.entropy() | .1f`",
            "`= [x for x in 'ab'] | .1f`",
            "/// table | information.entropy",
            "///",
        )
        assert told == [
            f"docs/en/page.md:{BODY}: value information.nothing(): snippets.information defines no "
            "'nothing'; it has HALVES, entropy, surprise, surprises.",
            f"docs/en/page.md:{BODY}: value nothing.entropy(): "
            "there is no module snippets.nothing.",
            f"docs/en/page.md:{BODY + 1}: value [x for x in 'ab']: '[x for x in 'ab']' goes beyond "
            "calls of snippets with literals (ListComp)",
            f"docs/en/page.md:{BODY + 2}: table information.entropy: "
            "there is no module snippets.tables.information.",
        ]
        assert asked == set()

    def test_a_snippet_that_cannot_be_read_stops_the_build(self, tiny: Tiny) -> None:
        tiny.change("snippets/information.py", "def entropy(p:", "def entropy(p::")
        assert problems_of(tiny.project().prepare) == [
            "snippets/information.py:15: cannot read this: invalid syntax"
        ]


def test_a_result_is_the_same_whether_it_is_new_or_was_kept(
    tiny_project: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compute(
        _self: Results, wanted: Iterable[Wanted], _progress: object
    ) -> list[tuple[Wanted, dict[str, Any]]]:
        return [(want, {"value": {"marks": (("dot", 0.5), ())}}) for want in wanted]

    monkeypatch.setattr(Results, "_compute", compute)
    wanted = {Wanted("figure", CURVE, "curve"): Place(Path("docs/en/page.md"), BODY)}
    new, kept = (Results(tiny_project.root, Store(tmp_path / "store")) for _ in range(2))
    for results_here in (new, kept):
        assert results_here.prepare(wanted, lambda *_: None) == []
    assert (len(new.computed), len(kept.computed)) == (1, 0)
    # Pages remember an answer by its `repr`.
    assert repr(new.values) == repr(kept.values)


def test_a_snippet_that_is_no_utf8_stops_the_build(tiny_project: Tiny) -> None:
    path = tiny_project.root / "snippets/information.py"
    path.write_bytes(path.read_bytes() + b"# \xe9\n")
    tiny_project.page("page.md", f"It is `= {ENTROPY} | .1f bits`.")
    (told,) = problems_of(tiny_project.project().prepare)
    line = path.read_bytes().count(b"\n")
    assert told == (
        f"snippets/information.py:{line}: the byte 0xe9 is no UTF-8; save the file as UTF-8"
    )


def test_a_format_that_does_not_fit_is_told(tiny_project: Tiny) -> None:
    told = tiny_project.problems(
        f"`= {SURPRISE} | .2f` `= {SURPRISE} | .2fbits`", f"`= {SURPRISES} | d`"
    )
    assert told == [
        f"docs/en/page.md:{BODY}: cannot write {SURPRISE} as '.2fbits': "
        f"'.2fbits' is no format of a number; write {FORMS_OF_VALUES}",
        f"docs/en/page.md:{BODY + 1}: cannot write {SURPRISES} as 'd': "
        f"'d' does not say how many digits -0.0 has; write {FORMS}",
    ]


def test_a_unit_of_other_logarithms_is_told(tiny_project: Tiny) -> None:
    tiny_project.change("snippets/information.py", "of an outcome", "of an outcome, in nats")
    assert tiny_project.problems(f"`= {SURPRISE} | .2f nats` `= {SURPRISE} | .1f bits`") == [
        f"docs/en/page.md:{BODY}: cannot write {SURPRISE} as '.1f bits': "
        "it is written in bits, but information.surprise computes nats"
    ]


BROKEN = '''"""What goes wrong."""

import numpy as np
from matplotlib.figure import Figure

import outside
from snippets.figures.style import new_figure


def raises() -> float:
    """Raise an error."""
    return deeper(0)


def deeper(x: int) -> float:
    """Raise it here."""
    raise ValueError(x)


def warns() -> float:
    """Divide by zero."""
    return float(np.log(np.zeros(1))[0])


def within() -> float:
    """Fail in code that is not of the snippets."""
    return outside.fails()


def painted() -> Figure:
    """Draw in a colour of its own."""
    figure = new_figure()
    figure.subplots().plot([0, 1], color="#123456")
    return figure


def works() -> float:
    """Return a number."""
    return 1.5
'''


@pytest.mark.slow
def test_failures_have_their_place_and_the_line_of_the_snippet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The folder's name must not be taken for that of the package.
    tiny = make_tiny(tmp_path / "snippets" / "my-snippets")
    tiny.write("snippets/broken.py", BROKEN)
    tiny.write("snippets/figures/broken.py", BROKEN)
    tiny.write("outside.py", 'def fails() -> float:\n    raise LookupError("elsewhere")\n')
    calls = ["raises", "warns", "within", "works"]
    project = tiny.project()
    wanted = {
        want: Place(Path("docs/en/page.md"), line)
        for line, want in enumerate(
            [
                *(Wanted("value", f"broken.{call}()") for call in calls),
                Wanted("figure", "broken.painted", "broken-painted"),
                Wanted("table", "numbers.surprises(0)", "zero"),
            ],
            start=1,
        )
    }
    steps: list[tuple[int, int]] = []
    problems = project.results.prepare(wanted, lambda done, total: steps.append((done, total)))
    by_line = {problem.place.line: str(problem) for problem in problems}
    code = BROKEN.splitlines()

    def at(line: str) -> str:
        return f"{code.index(line) + 1}: {line.strip()}"

    assert by_line[1] == (
        "docs/en/page.md:1: value broken.raises() failed: ValueError: 0\n"
        f"    raised at snippets/broken.py:{at('    raise ValueError(x)')}"
    )
    assert by_line[2] == (
        "docs/en/page.md:2: value broken.warns() failed: "
        "RuntimeWarning: divide by zero encountered in log\n"
        f"    raised at snippets/broken.py:{at('    return float(np.log(np.zeros(1))[0])')}"
    )
    assert by_line[3] == (
        "docs/en/page.md:3: value broken.within() failed: LookupError: elsewhere\n"
        f"    raised at snippets/broken.py:{at('    return outside.fails()')}"
    )
    assert by_line[5].startswith(
        "docs/en/page.md:5: figure broken.painted failed: "
        "ValueError: the figure uses the colour #123456; snippets/figures/style.py has ink, "
    )
    assert by_line[6].startswith(
        "docs/en/page.md:6: table numbers.surprises(0) failed: RuntimeWarning: divide by zero"
    )
    assert "raised at snippets/information.py:12: return float(-np.log(p) * PER_NAT)" in by_line[6]
    assert set(by_line) == {1, 2, 3, 5, 6}
    # What went well is kept; what failed is tried again.
    assert project.results.values == {Wanted("value", "broken.works()"): 1.5}
    assert [want.expression for want in project.results.computed] == ["broken.works()"]
    assert steps == [(done, 6) for done in range(1, 7)]
    asked = ask_only(monkeypatch)
    tiny.project().results.prepare(wanted, lambda _done, _total: None)
    assert asked == {want.expression for want in wanted} - {"broken.works()"}


@pytest.mark.slow
def test_what_gives_no_result_is_told_and_all_else_is_computed(
    tiny_project: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIME_LIMIT", "10")
    tiny_project.write(
        "snippets/broken.py",
        "import os\nimport sys\n\n\ndef dies() -> float:\n    os._exit(0)\n\n\n"
        "def leaves() -> float:\n    sys.exit(0)\n\n\n"
        "def stops() -> float:\n    raise KeyboardInterrupt\n\n\n"
        "def runs_on() -> float:\n    while True:\n        pass\n",
    )
    tiny_project.write("snippets/left.py", "import sys\n\nA = 1.0\nsys.exit(0)\n")
    endless = "it computed for more than 10 s without an end; TIME_LIMIT=100 allows more"
    failing = {
        "broken.dies()": "the process that computed it died (out of memory?)",
        "broken.leaves()": "SystemExit: 0",
        "broken.stops()": "KeyboardInterrupt",
        "broken.runs_on()": endless,
        "left.A": "SystemExit: 0",
        "9**9**9**9": endless,
    }
    tiny_project.page("page.md", *(f"`= {call} | .1f`" for call in [*failing, SURPRISE]))
    project = tiny_project.project()
    assert problems_of(project.prepare) == [
        f"docs/en/page.md:{BODY + number}: value {call} failed: {why}"
        for number, (call, why) in enumerate(failing.items())
    ]
    assert project.results.values[Wanted("value", SURPRISE)] == 2.0


@pytest.mark.slow
@pytest.mark.parametrize("counts", ["_COUNT[0] += 1", "global _COUNT\n    _COUNT = [2]"])
def test_a_module_that_counts_is_told_at_its_first_result(tiny_project: Tiny, counts: str) -> None:
    tiny_project.write(
        "snippets/odd.py",
        f"_COUNT = [0]\n\n\ndef odd() -> float:\n    {counts}\n    return float(_COUNT[0])\n",
    )
    assert tiny_project.problems("`= odd.odd() | .1f`") == [
        f"docs/en/page.md:{BODY}: value odd.odd() failed: ByChanceError: "
        "it changes snippets.odd._COUNT, and what others compute with it"
    ]


@pytest.mark.slow
def test_a_broken_result_is_computed_again(tiny_project: Tiny) -> None:
    tiny_project.page("page.md", *EVERYDAY)
    first = tiny_project.project()
    first.prepare()
    assert first.results.computed == []
    for number, path in enumerate(kept_files(tiny_project.root)):
        path.write_bytes((b"", b"{}", b"[]", b"\xff\x00", path.read_bytes()[:-1])[number % 5])
    second = tiny_project.project()
    second.prepare()
    assert {want.expression for want in second.results.computed} == ALL
    # The drawings too are the same as before, byte for byte.
    assert second.results.values == first.results.values
    assert second.formulas.html == first.formulas.html
    told = json.loads((tiny_project.root / ".cache" / "computed.json").read_text(encoding="utf-8"))
    assert sorted(told)[0] == f"figure {CURVE}"
    assert len(told) == 8
    assert tiny_project.said[-1] == "8 figures, tables and values: 8 computed anew, 0 kept"
    third = tiny_project.project()
    third.prepare()
    assert third.results.computed == []
