"""What a reader moves below a live figure: shown where scripts run, and nowhere else."""

import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any


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
    label = etree.SubElement(row, "label", {"for": id_})
    label.text = control["label"]
    ends = {"min": control["low"], "max": control["high"], "step": control["step"]}
    written = {
        name: f"{number:.12g}" for name, number in (ends | {"value": control["start"]}).items()
    }
    etree.SubElement(row, "input", {"id": id_, "type": "range", **written})
    etree.SubElement(row, "span", {"class": "live-value", "aria-hidden": "true"})
    return row
