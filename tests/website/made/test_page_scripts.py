"""The file of a page: translated formulas, compared before, and nothing else that it calls."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from scripts.common.problems import Place
from scripts.common.sources import Sources
from scripts.common.store import Store
from scripts.website.made.page_scripts import (
    PageScripts,
    Task,
    Translated,
    Wanted,
    WantedChain,
    file_name,
    page_script,
    wanted_of,
)

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "en"
BCE = Wanted("bce", -1, (), ("y", "y_hat"))
SIGMOID = Wanted("sigmoid", -1, (), ("z",))
HERE = Place(Path("docs/en/page.md"), 7)
FIGURE = {
    "formulas": {"bce_m1": {"formula": "bce", "side": -1, "sizes": [], "given": ["y", "y_hat"]}},
    "script": {"drawing": "name", "marks": [["dot", "dot", 0]]},
    "at": "(q)=>({marks:[[[[q,bce_m1(1,q)]]]]})",
    "grips": "[(q)=>[q,2]]",
}


def scripts_of(folder: Path, root: Path = ROOT) -> PageScripts:
    store = Store(folder / "store")
    return PageScripts(root / "docs" / "en", store, Sources(root, store))


def prepared(folder: Path, *wanted: Wanted, root: Path = ROOT) -> tuple[PageScripts, list[str]]:
    scripts = scripts_of(folder, root)
    problems = scripts.prepare(dict.fromkeys(wanted, HERE))
    assert {problem.place for problem in problems} <= {HERE}
    return scripts, [f"{problem.what} | {problem.advice}" for problem in problems]


@pytest.mark.slow
def test_functions_are_translated_compared_and_kept(tmp_path: Path) -> None:
    first, problems = prepared(tmp_path, BCE)
    assert problems == []
    found = first.found[BCE]
    assert found.text.startswith("(y,y_hat)=>")
    assert [name for name, _ in found.helpers] == ["times"]
    again = scripts_of(tmp_path)
    again.prepare({BCE: HERE})
    assert again.found == first.found


@pytest.mark.slow
def test_only_what_rests_on_a_change_is_translated_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new: list[Task] = []
    translate_new = PageScripts.translated_anew

    def noted(self: PageScripts, wanted: list[Task]) -> Any:
        new[:] = wanted
        return translate_new(self, wanted)

    monkeypatch.setattr(PageScripts, "translated_anew", noted)
    root = tmp_path / "project"
    shutil.copytree(DOCS, root / "docs" / "en")
    for name in ("snippets", "uv.lock"):
        (root / name).symlink_to(ROOT / name)
    page = root / "docs" / "en" / "classification" / "binary.md"
    first, _ = prepared(tmp_path, BCE, SIGMOID, root=root)
    assert new == [BCE, SIGMOID]

    text = page.read_text("utf-8")
    page.write_text(f"{text}\nOne more sentence.\n", "utf-8")
    new.clear()
    again, _ = prepared(tmp_path, BCE, SIGMOID, root=root)
    assert new == []
    assert again.found == first.found

    changed = text.replace(r"L = -\bigl[\,y\log", r"L = -\bigl[y\log")
    assert changed != text
    page.write_text(changed, "utf-8")
    prepared(tmp_path, BCE, SIGMOID, root=root)
    assert new == [BCE]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted("no-such", -1, (), ()), "there is no formula no-such that is checked"),
        (Wanted("bce", -1, (), ("y",)), "bce needs y_hat, which is not given"),
        (
            Wanted("bce-gradient-z", 0, (), ("y", "z")),
            "bce-gradient-z cannot be computed in a page: a derivative",
        ),
    ],
)
def test_what_cannot_be_had_is_told_at_the_figure(
    wanted: Wanted, words: str, tmp_path: Path
) -> None:
    _, (problem,) = prepared(tmp_path, wanted)
    assert words in problem


@pytest.mark.slow
def test_a_chain_is_there_for_numbers_of_readers(tmp_path: Path) -> None:
    wanted = WantedChain("bce-gradient-z", ())
    scripts = scripts_of(tmp_path)
    assert scripts.prepare({wanted: HERE}) == []
    chain = scripts.chains[wanted]
    assert [side is None for side in chain["sides"]] == [True, True, False, False, False]
    script = page_script({}, {}, {wanted.name: chain})
    with MiniRacer() as engine:
        engine.eval(f"const window=globalThis;{script}")
        given = "liveFigures[0].sides.slice(2).map((side)=>side(1,0)).join()"
        assert engine.eval(given) == "-0.5,-0.5,-0.5"
        assert engine.eval("liveFigures[0].symbols.map((one)=>one.words).join()") == (
            "0 or 1,any real number"
        )
    again = scripts_of(tmp_path)
    assert again.prepare({wanted: HERE}) == []
    # Pages remember an answer by its `repr`.
    assert repr(again.chains) == repr(scripts.chains)


def test_a_page_without_figures_asks_for_nothing(tmp_path: Path) -> None:
    scripts, problems = prepared(tmp_path)
    assert (scripts.found, problems) == ({}, [])


def test_the_file_of_a_page_runs() -> None:
    assert wanted_of(FIGURE) == {"bce_m1": BCE}
    found = {BCE: Translated("(y,y_hat)=>-times(y,Math.log(y_hat))", (("times", "(a,b)=>a*b"),))}
    script = page_script({"fig-name": FIGURE}, found, {})
    with MiniRacer() as engine:
        engine.eval(f"const window=globalThis;{script}")
        figure = "liveFigures[0]"
        assert engine.eval(f"{figure}.id+{figure}.drawing") == "fig-namename"
        assert engine.eval(f"{figure}.grips[0](0.5).join()") == "0.5,2"
        assert engine.eval(f"{figure}.at(0.5).marks[0][0][0][1]") == pytest.approx(
            0.693147, abs=1e-6
        )


def test_another_text_has_another_name() -> None:
    assert file_name("a/b.md", "x") != file_name("a/b.md", "y")
    assert file_name("a/b.md", "x").startswith("assets/live/b.")
