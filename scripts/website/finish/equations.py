"""The formulas of each page as a script beside it, for other pages that show what they refer to."""

import json
import re
from functools import partial
from pathlib import Path

from scripts.common.latest import latest

_FORMULA = re.compile(
    r'<div class="formula" id="(?P<name>eq-[^"]+)"><div class="formula-body"[^>]*>'
    r'(?P<drawn>.*?)</div><a class="formula-number"',
    re.DOTALL,
)
_FOR_ITS_PAGE = re.compile(r' data-symbol="\d+"|<!--/?drawing-->|<annotation.*?</annotation>')


def place_equations(page: Path, html: str) -> None:
    """Write the named formulas of a page beside it, if it has any."""
    if script := latest(("equations", page), html, partial(_script, html)):
        page.with_suffix(".equations.js").write_text(script, encoding="utf-8")


def _script(html: str) -> str:
    drawn = {
        found["name"]: _FOR_ITS_PAGE.sub("", found["drawn"]) for found in _FORMULA.finditer(html)
    }
    listed = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
    call = f"globalThis.equations = Object.assign(globalThis.equations ?? {{}}, {listed});\n"
    return call if drawn else ""
