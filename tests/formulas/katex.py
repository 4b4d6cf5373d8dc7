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
    Over,
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
    r"\rightarrow": r"\to", "\u2217": "*", r"\parallel": r"\|", "∥": r"\|",
    r"\lVert": r"\|", r"\rVert": r"\|", r"\lvert": "|", r"\rvert": "|",
    r"\Longrightarrow": r"\implies", r"\Longleftrightarrow": r"\iff",
}  # fmt: skip
_KERNS = {
    (3, "mu"): r"\,", (4, "mu"): r"\:", (5, "mu"): r"\;", (-3, "mu"): r"\!",
    (1, "em"): r"\quad", (2, "em"): r"\qquad",
}  # fmt: skip
_SIDED = {r"\lvert": "open", r"\rvert": "close", r"\lVert": "open", r"\rVert": "close"}
_HTML = {"≠": r"\ne", "∉": r"\notin", "≔": r"\coloneqq"}
_BLANKS = {" ": r"\ ", r"\nobreakspace": "~"}
_LONG = [Atom((0, 0), r"\implies"), Atom((0, 0), r"\iff")]
_SIDES = {"mopen": "open", "mclose": "close", "mrel": "between", "mord": ""}
_LINES = {"align", "align*", "aligned", "split"}
_MATRICES = {"pmatrix": "()", "bmatrix": "[]"}
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
    boxes = [one for box in row for one in _our_boxes(box)]
    return _with_sized_fraction(_without_space_after_dots(boxes))


def _with_sized_fraction(boxes: list[Any]) -> list[Any]:
    r"""Return boxes as KaTeX has them, to which a last ``\displaystyle\frac`` is a ``\dfrac``."""
    for style in _STYLES:
        if len(boxes) > 1 and boxes[-2] == ["space", rf"\{style}style"]:
            kind, name, *parts = boxes[-1]
            if (kind, name) == ("fraction", r"\frac"):
                return [*boxes[:-2], [kind, _STYLES[style], *parts]]
    return boxes


def _our_boxes(box: Box) -> list[Any]:
    """Return a box, with the blanks that KaTeX puts around long arrows."""
    blanks = [["space", r"\;"]] if box in _LONG else []
    return [*blanks, _our_box(box), *blanks]


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
        case Root(body=body, order=order):
            return ["root", ours(body.body), order and ours(order.body)]
        case Over(remark=remark, base=base):
            return ["over", ours(remark.body), ours(base.body)]
        case Underbrace(body=body):
            return ["brace", ours(body.body)]
        case Table(environment=name, rows=rows):
            return _our_table(name, [[ours(cell.body) for cell in cells] for cells in rows])
    raise AssertionError(box)


def _our_table(name: str, rows: list[Any]) -> Any:
    """Return a table by what is drawn: the names of some environments say the same."""
    if name in _MATRICES:
        return ["fence", *_MATRICES[name], [["table", "", rows]]]
    if name == "cases":
        return ["table", "cases", rows]
    alike = {"gather", "gather*", "gathered"}
    return ["table", "align" if name in _LINES else "gather" if name in alike else "", rows]


def _row(nodes: Any) -> list[Any]:
    return _without_space_after_dots([_node(node) for node in _unwrapped(nodes)])


def _unwrapped(nodes: Any) -> list[Any]:
    """Return nodes in one row, with what stands behind ``\\displaystyle`` in it."""
    found: list[Any] = []
    for node in nodes:
        if node["type"] == "styling" and not _is_fraction(node):
            style = {"type": "style", "style": node["style"]}
            found += [style, *_unwrapped(node["body"])]
        elif found and found[-1]["type"] == "htmlmathml" and _is_negation(found[-1]):
            found[-1] = {"type": "negated", "body": node}
        else:
            found.append(node)
    return found


def _is_fraction(node: Any) -> bool:
    return [inner["type"] for inner in node["body"]] == ["genfrac"]


def _is_negation(node: Any) -> bool:
    return bool(node["mathml"] == [{"type": "textord", "text": "\u0338"}])


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
            if text in _SIDED:
                return ["delimiter", _SAME[text], 0, _SIDED[text]]
            return ["atom", "'" if text == r"\prime" else _SAME.get(text, text)]
        case "op":
            return ["atom", node["name"]]
        case "ordgroup":
            return ["group", _row(node["body"])]
        case "kern":
            size = node["dimension"]
            return ["space", _KERNS[size["number"], size["unit"]]]
        case "spacing":
            return ["space", _BLANKS.get(node["text"], node["text"])]
        case "supsub":
            base, below, above = _node(node["base"]), _argument(node.get("sub")), node.get("sup")
            return ["scripts", base, below, _argument(above)]
        case "genfrac":
            style = r"\frac" if node["hasBarLine"] else r"\binom"
            return ["fraction", style, _argument(node["numer"]), _argument(node["denom"])]
        case "styling":
            return _styled(node)
        case "accent":
            return ["accent", node["label"], _argument(node["base"])]
        case "font":
            return ["font", node["font"], _argument(node["body"])]
        case "text":
            words = "".join(part["text"] for part in node["body"])
            return ["text", words.replace(r"\nobreakspace", " ")]
        case "delimsizing":
            side = _SIDES[node["mclass"]]
            return ["delimiter", _SAME.get(node["delim"], node["delim"]), node["size"], side]
        case "leftright":
            return _fence(node)
        case "sqrt":
            return ["root", _argument(node["body"]), _argument(node.get("index"))]
        case "horizBrace":
            return ["brace", _argument(node["base"])]
        case "array":
            name = node.get("colSeparationType") or ""
            return ["table", name, [[_cell(cell) for cell in row] for row in node["body"]]]
        case "htmlmathml":
            text = node["mathml"][0]["body"][0]["text"]
            return ["atom", _HTML[text]]
        case "negated":
            return _negated(_node(node["body"]))
        case "style":
            return ["space", f"\\{node['style']}style"]
        case "middle":
            return ["delimiter", _SAME.get(node["delim"], node["delim"]), 0, "between"]
        case "operatorname":
            return ["font", "mathrm", _row(node["body"])]
        case "mclass" if node["body"][0]["type"] == "font":
            return _node(node["body"][0])
        case "mclass":
            over = node["body"][0]
            return ["over", _argument(over["sup"]), _row(over["base"]["body"])]
    raise AssertionError(node)


def _negated(node: Any) -> Any:
    """Return a relation that is struck through, which may have scripts."""
    if node[0] == "scripts":
        return ["scripts", _negated(node[1]), *node[2:]]
    return ["atom", {"=": r"\ne", r"\in": r"\notin"}.get(node[1], node)]


def _styled(node: Any) -> Any:
    [inner] = node["body"]
    assert inner["type"] == "genfrac", node
    fraction = _node(inner)
    return ["fraction", _STYLES[node["style"]], *fraction[2:]]


def _fence(node: Any) -> Any:
    """Return ``cases`` as a table: KaTeX draws its brace as a bracket."""
    if len(node["body"]) == 1 and node["body"][0]["type"] == "array" and node["left"] == r"\{":
        return ["table", "cases", *_node(node["body"][0])[2:]]
    left, right = (_SAME.get(node[end], node[end]) for end in ("left", "right"))
    return ["fence", left, right, _row(node["body"])]


def _cell(cell: Any) -> Any:
    """Return a cell without the empty group that KaTeX puts behind an ``&``."""
    [group] = cell["body"]
    nodes = group["body"]
    if nodes and nodes[0]["type"] == "ordgroup" and not nodes[0]["body"]:
        nodes = nodes[1:]
    return _row(nodes)
