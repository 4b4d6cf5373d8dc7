"""What a reader moves or fills in: shown where scripts run, and nowhere else."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from scripts.website.made.katex import without_source
from scripts.website.made.label_math import markup
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context
from scripts.website.project import chain_wanted

_MATHML = re.compile(r"<math.*?</math>", re.DOTALL)


def controls_of(figure: dict[str, Any], id_: str, word: Callable[[str], str]) -> etree.Element:
    """Return the controls of a figure, the lines that it says, and the way back to the start.

    What is said stands twice: as it changes, and for those who listen, when it has come to rest.
    """
    box = etree.Element("div", {"class": "live", "data-search-exclude": ""})
    for control in figure["controls"]:
        box.append(_control(control, f"{id_}-{control['name']}"))
    lines = etree.SubElement(box, "div", {"class": "live-lines", "aria-hidden": "true"})
    for _ in range(figure["says"]):
        etree.SubElement(lines, "p")
    etree.SubElement(box, "p", {"class": "live-says", "aria-live": "polite"})
    reset = etree.SubElement(box, "button", {"class": "live-reset", "type": "button"})
    reset.text = word("reset")
    return box


def _control(control: dict[str, Any], id_: str) -> etree.Element:
    row = etree.Element("div", {"class": "live-control"})
    label = markup(control["label"], "span")
    row.append(etree.fromstring(f'<label for="{id_}">{label}</label>'))
    ends = {"min": control["low"], "max": control["high"], "step": control["step"]}
    written = {
        name: f"{number:.12g}" for name, number in (ends | {"value": control["start"]}).items()
    }
    etree.SubElement(row, "input", {"id": id_, "type": "range", **written})
    etree.SubElement(row, "span", {"class": "live-value", "aria-hidden": "true"})
    return row


class NumbersBlock(Block):
    """``/// numbers | formula``: the sides of a formula for numbers of the reader's own."""

    NAME = "numbers"
    ARGUMENT = True

    @property
    def context(self) -> Context:
        """The conversion that this block is part of."""
        return self.config["context"]  # type: ignore[no-any-return]

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the fields and the lines."""
        wanted = chain_wanted(str(self.argument))
        chain = self.context.ask(questions.chain, str(self.argument))
        attributes = {"class": "own-numbers live", "id": wanted.name, "data-search-exclude": ""}
        box = etree.SubElement(parent, "details", attributes)
        etree.SubElement(box, "summary").text = self._title(wanted.formula, chain["fixed"])
        for symbol in chain["symbols"]:
            box.append(_field(symbol, f"{wanted.name}-{symbol['name']}"))
        lines = etree.SubElement(box, "ol", {"class": "own-sides"})
        for tex, side in zip(chain["tex"], chain["sides"], strict=True):
            line = etree.SubElement(lines, "li")
            drawn = etree.SubElement(
                line,
                "span",
                {
                    "class": "own-side",
                    "tabindex": "0",
                    "role": "group",
                    "aria-label": self.context.word("side"),
                },
            )
            drawn.text = AtomicString(self.context.raw(self._drawn(tex)))
            etree.SubElement(line, "span", {"class": "own-value"}).text = "" if side else "—"
        etree.SubElement(box, "p", {"class": "own-says", "aria-live": "polite"})
        return box

    def _title(self, formula: str, fixed: list[tuple[str, int]]) -> str:
        number = self.context.number("eq", formula)
        sizes = ", ".join(f"{name} = {size}" for name, size in fixed)
        return f"{self.context.word('own')}: ({number})" + (f", {sizes}" if sizes else "")

    def _drawn(self, tex: str) -> str:
        html = without_source(self.context.ask(questions.formula, tex, False))
        found = _MATHML.search(html)
        return found[0] if found else html


def _field(symbol: dict[str, Any], id_: str) -> etree.Element:
    row = etree.Element("div", {"class": "own-field"})
    label = etree.SubElement(row, "label", {"for": id_})
    label.text = symbol["shown"]
    words = etree.SubElement(label, "small")
    words.text = f" {symbol['words']}"
    attributes = {"id": id_, "type": "text", "value": _typed(symbol["start"])}
    etree.SubElement(row, "input", attributes)
    return row


def _typed(value: Any) -> str:
    """Return numbers as they are typed: entries with commas, rows with semicolons."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "; ".join(map(_typed, value))
    if isinstance(value, list):
        return ", ".join(map(_typed, value))
    return f"{value:g}".replace("-", "−")
