"""Scripts in few files, under names that change with what is in them."""

import re
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from scripts.website.beside.texts import texts_of
from scripts.website.finish.scripts import join_scripts

PAGE = (
    '<html><head><script src="{root}assets/worker.js"></script>\n<script>inline()</script></head>'
    '<body><p>Text.</p>\n<script src="{root}assets/javascripts/theme.1234.min.js"></script>\n'
    '<script src="{root}assets/more.js"></script>\n'
    '<script src="{root}assets/one.js" defer></script>\n'
    '<script src="{root}assets/two.js" defer></script>\n{own}</body></html>'
)
LIVE = '<script src="{root}assets/live.js" defer></script>'
OWN = '<script src="{root}assets/live/a.12345678.js" defer></script>'
SCRIPTS = {
    "worker.js": 'ran.push("worker")',
    "javascripts/theme.1234.min.js": 'ran.push("theme") // and no end of line',
    "more.js": 'ran.push("more")',
    "one.js": '(() => ran.push("one"))()',
    "two.js": '(() => ran.push("two"))();\n',
    "live.js": "ran.push(1)",
    "live/a.12345678.js": "ran.push(2)",
}
_SRC = re.compile(r'<script src="([^"]*)"( defer)?>')


def page(root: str, own: str = "") -> str:
    return PAGE.format(root=root, own=own.format(root=root))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("assets/javascripts", "assets/live", "deep"):
        (tmp_path / name).mkdir(parents=True)
    for name, code in SCRIPTS.items():
        (tmp_path / "assets" / name).write_text(code, encoding="utf-8")
    (tmp_path / "index.html").write_text(page(""), encoding="utf-8")
    (tmp_path / "deep/one.html").write_text(page("../", LIVE + OWN), encoding="utf-8")
    (tmp_path / "404.html").write_text(page("/sub/"), encoding="utf-8")
    return tmp_path


def sources(folder: Path, name: str) -> list[tuple[str, str]]:
    return _SRC.findall((folder / name).read_text(encoding="utf-8"))


def join(folder: Path, apart: Collection[str]) -> list[Path]:
    with texts_of(folder) as pages:
        return join_scripts(folder, pages, apart)


def test_each_page_names_one_script_for_each_time_of_running(folder: Path) -> None:
    scripts = join(folder, {"assets/live.js"})
    [first], [whole], [late], [live] = (
        [*(folder / "assets").glob(f"{name}.*.js")]
        for name in ("worker", "bundle", "scripts", "live")
    )
    shared = [f"assets/{made.name}" for made in (first, whole, late)]
    for name, root in {"index.html": "", "404.html": "/sub/"}.items():
        wanted = zip(shared, ("", "", " defer"), strict=True)
        assert sources(folder, name) == [(root + address, when) for address, when in wanted]
    assert [address for address, _ in sources(folder, "deep/one.html")] == [
        *(f"../{address}" for address in shared), f"../assets/{live.name}",
        "../assets/live/a.12345678.js",
    ]  # fmt: skip
    assert sorted(scripts) == sorted(folder.rglob("*.js")), "the others are gone"
    assert len(scripts) == 5


def test_what_ran_in_order_still_does(folder: Path) -> None:
    join(folder, {"assets/live.js"})
    with MiniRacer() as engine:
        engine.eval("var ran = []")
        for address, _ in sources(folder, "index.html"):
            engine.eval((folder / address).read_text(encoding="utf-8"))
        assert engine.eval("ran.join()") == "worker,theme,more,one,two"


def test_it_runs_where_the_last_of_them_did(folder: Path) -> None:
    join(folder, {"assets/live.js"})
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert html.index("assets/worker.") < html.index("inline()"), "it stays in the head"
    assert html.index("Text.") < html.index("assets/bundle.") < html.index("assets/scripts.")


def test_a_name_changes_with_what_is_in_it(folder: Path) -> None:
    (folder / "assets/other.js").write_text("ran", encoding="utf-8")
    (folder / "other.html").write_text('<script src="assets/other.js"></script>', encoding="utf-8")
    made = [path for path in join(folder, ()) if path.parent.name == "assets"]
    assert {path.name.partition(".")[0] for path in made} == {
        "bundle",
        "other",
        "scripts",
        "worker",
    }
    for path in made:
        assert path.name.split(".")[1] == sha256(path.read_bytes()).hexdigest()[:8]


def test_a_script_that_is_not_there_stays_named(folder: Path) -> None:
    gone = '<script src="assets/gone.js"></script>'
    (folder / "other.html").write_text(gone, encoding="utf-8")
    join(folder, ())
    assert (folder / "other.html").read_text(encoding="utf-8") == gone
