"""The site's own styles and scripts without what only people read."""

from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from scripts.website.finish.small import make_small

THEME = Path(__file__).parents[3] / "docs" / "theme" / "assets"
STYLE = "/* For the eye. */\n.a:is(p, li) > b {\n  margin: calc(1em + 2px) 0;\n}\n"
SCRIPT = """
// What is said of it.
const price = (p) => -Math.log(p); /* and more */
const text = `two  //  blanks`;
const slash = /\\/\\* no remark/.test("/* no remark");
price(0.5).toFixed(3) + text + slash;
"""


def small(tmp_path: Path, name: str, text: str) -> str:
    own, assets = tmp_path / "own", tmp_path / "assets"
    own.mkdir()
    assets.mkdir()
    (own / name).write_text(text, encoding="utf-8")
    make_small(assets, own)
    return (assets / name).read_text(encoding="utf-8")


def test_styles_keep_their_rules(tmp_path: Path) -> None:
    assert small(tmp_path, "a.css", STYLE) == ".a:is(p,li)>b{margin:calc(1em + 2px) 0}"


def test_scripts_do_what_they_did(tmp_path: Path) -> None:
    made = small(tmp_path, "a.js", SCRIPT)
    assert "said of it" not in made
    assert MiniRacer().eval(made) == MiniRacer().eval(SCRIPT) == "0.693two  //  blankstrue"


def test_what_is_neither_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        small(tmp_path, "a.svg", "<svg/>")


@pytest.mark.parametrize("script", sorted(THEME.glob("*.js")), ids=lambda path: path.name)
def test_each_script_of_the_site_can_be_read_when_it_is_small(script: Path, tmp_path: Path) -> None:
    made = small(tmp_path, script.name, script.read_text(encoding="utf-8"))
    assert len(made) < script.stat().st_size
    # V8 reads all of a function before it is called.
    assert MiniRacer().eval(f"typeof (function () {{ {made}\n}})") == "function"
