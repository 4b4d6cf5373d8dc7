"""KaTeX's own reading of a formula, in the same words as the checker's."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from py_mini_racer import JSEvalException, MiniRacer

from scripts.formulas.language.boxes import (
    Accent,
    Atom,
    Box,
    Delimiter,
    Fence,
    Font,
    Fraction,
    Group,
    Root,
    Scripts,
    Space,
    Table,
    Text,
    Underbrace,
)

KATEX = Path(__file__).parents[2] / "node_modules" / "katex" / "dist" / "katex.min.js"
_SAME = {
    r"\leq": r"\le", r"\geq": r"\ge", r"\Vert": r"\|", r"\vert": "|", "∣": "|", "\\lbrace": r"\{",
    "\\rbrace": r"\}", r"\cdots": r"\dots", r"\ldots": r"\dots", "\\@cdots": r"\dots",
    r"\rightarrow": r"\to", "\u2217": "*",
}  # fmt: skip
_KERNS = {
    (3, "mu"): r"\,", (4, "mu"): r"\:", (5, "mu"): r"\;", (-3, "mu"): r"\!",
    (1, "em"): r"\quad", (2, "em"): r"\qquad",
}  # fmt: skip
_STYLES = {"text": r"\tfrac", "display": r"\dfrac"}
_PARSE = """
function parsed(tex) {
  const bare = (node) => {
    if (Array.isArray(node)) { return node.map(bare); }
    if (!node || typeof node !== "object") { return node; }
    const kept = {};
    for (const key in node) {
      if (key !== "loc" && key !== "mode") { kept[key] = bare(node[key]); }
    }
    return kept;
  };
  const options = {displayMode: true, strict: "error", throwOnError: true, trust: false};
  return JSON.stringify(bare(katex.__parse(tex, options)));
}
"""


class KaTeX:
    """The engine that draws the formulas of the site, asked only for its tree."""

    def __init__(self) -> None:
        self.engine = MiniRacer()
        self.engine.eval(KATEX.read_text(encoding="utf-8"))
        self.engine.eval(_PARSE)

    def tree(self, tex: str) -> Any | None:
        """Return the nodes of a formula, or None if KaTeX refuses it."""
        try:
            return _row(json.loads(str(self.engine.call("parsed", tex))))
        except JSEvalException:
            return None

    def close(self) -> None:
        """End the engine."""
        self.engine.close()


def ours(row: Sequence[Box]) -> list[Any]:
    """Return the checker's boxes in the words that both trees are compared in."""
    return _without_space_after_dots([_our_box(box) for box in row])


def _our_box(box: Box) -> Any:
    match box:
        case Atom(text=text):
            return ["atom", _SAME.get(text, text)]
        case Space(text=text):
            return ["space", text]
        case Group(body=body):
            return ["group", ours(body)]
        case Scripts(base=base, below=below, above=above, primes=primes):
            over = [["atom", "'"]] * primes if primes else above and ours(above.body)
            return ["scripts", _our_box(base), below and ours(below.body), over]
        case Fraction(style=style, over=over, under=under):
            return ["fraction", style, ours(over.body), ours(under.body)]
        case Accent(accent=accent, base=base):
            return ["accent", accent, ours(base.body)]
        case Font(font=font, body=body):
            return ["font", font[1:], ours(body.body)]
        case Text(text=text):
            return ["text", text]
        case Delimiter(text=text, size=size, side=side):
            return ["delimiter", _SAME.get(text, text), size, side]
        case Fence(left=left, right=right, body=body):
            return ["fence", _SAME.get(left, left), _SAME.get(right, right), ours(body)]
        case Root(body=body):
            return ["root", ours(body.body)]
        case Underbrace(body=body):
            return ["brace", ours(body.body)]
        case Table(environment=name, rows=rows):
            return ["table", name, [[ours(cell.body) for cell in cells] for cells in rows]]
    raise AssertionError(box)


def _row(nodes: Any) -> list[Any]:
    return _without_space_after_dots([_node(node) for node in nodes])


def _without_space_after_dots(row: list[Any]) -> list[Any]:
    r"""Drop the space that KaTeX puts behind ``\dots`` before a closing bracket."""
    kept: list[Any] = []
    for node in row:
        if not (node == ["space", r"\,"] and kept and kept[-1] == ["atom", r"\dots"]):
            kept.append(node)
    return kept


def _argument(node: Any) -> list[Any] | None:
    """Return what is within braces, or the single symbol."""
    if node is None:
        return None
    return _row(node["body"]) if node["type"] == "ordgroup" else [_node(node)]


def _node(node: Any) -> Any:
    match node["type"]:
        case "mathord" | "textord" | "atom":
            text = node["text"]
            return ["atom", "'" if text == r"\prime" else _SAME.get(text, text)]
        case "op":
            return ["atom", node["name"]]
        case "ordgroup":
            return ["group", _row(node["body"])]
        case "kern":
            size = node["dimension"]
            return ["space", _KERNS[size["number"], size["unit"]]]
        case "spacing":
            return ["space", r"\ " if node["text"] in (" ", r"\ ") else node["text"]]
        case "supsub":
            base, below, above = _node(node["base"]), _argument(node.get("sub")), node.get("sup")
            return ["scripts", base, below, _argument(above)]
        case "genfrac":
            return ["fraction", r"\frac", _argument(node["numer"]), _argument(node["denom"])]
        case "styling":
            return _styled(node)
        case "accent":
            return ["accent", node["label"], _argument(node["base"])]
        case "font":
            return ["font", node["font"], _argument(node["body"])]
        case "text":
            return ["text", "".join(part["text"] for part in node["body"])]
        case "delimsizing":
            side = {"mopen": "open", "mclose": "close"}[node["mclass"]]
            return ["delimiter", _SAME.get(node["delim"], node["delim"]), node["size"], side]
        case "leftright":
            return _fence(node)
        case "sqrt":
            return ["root", _argument(node["body"])]
        case "horizBrace":
            return ["brace", _argument(node["base"])]
        case "array":
            name = "aligned" if node.get("colSeparationType") == "align" else "cases"
            return ["table", name, [[_cell(cell) for cell in row] for row in node["body"]]]
        case "htmlmathml":
            return ["atom", r"\ne"]
    raise AssertionError(node)


def _styled(node: Any) -> Any:
    [inner] = node["body"]
    assert inner["type"] == "genfrac", node
    fraction = _node(inner)
    return ["fraction", _STYLES[node["style"]], *fraction[2:]]


def _fence(node: Any) -> Any:
    """Return ``cases`` as a table: KaTeX draws its brace as a bracket."""
    if len(node["body"]) == 1 and node["body"][0]["type"] == "array" and node["left"] == r"\{":
        return _node(node["body"][0])
    left, right = (_SAME.get(node[end], node[end]) for end in ("left", "right"))
    return ["fence", left, right, _row(node["body"])]


def _cell(cell: Any) -> Any:
    """Return a cell without the empty group that KaTeX puts behind an ``&``."""
    [group] = cell["body"]
    nodes = group["body"]
    if nodes and nodes[0]["type"] == "ordgroup" and not nodes[0]["body"]:
        nodes = nodes[1:]
    return _row(nodes)
