"""The formulas of a page, for other pages."""

import json
from pathlib import Path

from scripts.website.finish.equations import place_equations

FORMULA = (
    '<div class="formula" id="eq-{name}"><div class="formula-body" tabindex="0">'
    '<span class="katex"><math><mi data-symbol="1">x</mi><annotation>x</annotation></math>'
    '<!--drawing--><b>x</b><!--/drawing--></span></div><a class="formula-number">(1)</a></div>'
)


def test_named_formulas_stand_in_a_script_beside_the_page(tmp_path: Path) -> None:
    html = "<p>a</p>".join(FORMULA.format(name=name) for name in ("one", "two"))
    place_equations(tmp_path / "a.html", html)
    script = (tmp_path / "a.equations.js").read_text(encoding="utf-8")
    listed = json.loads(script[script.index("{}, ") + 4 : script.rindex(")")])
    drawn = '<span class="katex"><math><mi>x</mi></math><b>x</b></span>'
    assert listed == {"eq-one": drawn, "eq-two": drawn}


def test_a_page_without_them_has_no_script(tmp_path: Path) -> None:
    place_equations(tmp_path / "a.html", FORMULA.replace(' id="eq-{name}"', ""))
    assert not list(tmp_path.iterdir())
