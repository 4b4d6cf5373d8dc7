"""The formulas of each page as a script beside it, for other pages that show what they refer to."""

import json
import re
from pathlib import Path

_FORMULA = re.compile(
    r'<div class="formula" id="(?P<name>eq-[^"]+)"><div class="formula-body"[^>]*>'
    r'(?P<drawn>.*?)</div><a class="formula-number"',
    re.DOTALL,
)
_FOR_ITS_PAGE = re.compile(r' data-symbol="\d+"|<!--/?drawing-->|<annotation.*?</annotation>')


def place_equations(page: Path, html: str) -> None:
    """Write the named formulas of a page beside it, if it has any."""
    drawn = {
        found["name"]: _FOR_ITS_PAGE.sub("", found["drawn"]) for found in _FORMULA.finditer(html)
    }
    if drawn:
        listed = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
        script = f"globalThis.equations = Object.assign(globalThis.equations ?? {{}}, {listed});\n"
        page.with_suffix(".equations.js").write_text(script, encoding="utf-8")
