"""Formulas and figures set aside while a page is taken apart: they are nine tenths of its text."""

import re
from dataclasses import dataclass, field

_DRAWN = re.compile(
    r'<span class="katex"[^>]*>(?:(?!<!--drawing-->).)*<!--drawing-->.*?<!--/drawing--></span>'
    r"|<svg\b.*?</svg>",
    re.DOTALL,
)
_KEPT = re.compile(r"<!--aside (\d+)-->")
_OF_SCRIPTS = re.compile(r' data-symbol="[^"]*"')


@dataclass
class SetAside:
    """What was set aside, each part under its number."""

    parts: list[str] = field(default_factory=list)

    def take(self, html: str) -> str:
        """Return ``html`` with a comment in the place of each formula and figure."""
        return _DRAWN.sub(self._taken, html)

    def put_back(self, html: str) -> str:
        """Return ``html`` with all that was set aside."""
        return _KEPT.sub(lambda kept: self.parts[int(kept[1])], html)

    def in_order(self, html: str) -> list[str]:
        """Return what was set aside of ``html``, from first to last."""
        return [self.parts[int(number)] for number in _KEPT.findall(html)]

    def _taken(self, drawn: re.Match[str]) -> str:
        self.parts.append(_OF_SCRIPTS.sub("", drawn[0]))
        return f"<!--aside {len(self.parts) - 1}-->"
