"""The way of the argument on the page: which formula rests on which, drawn and as a list."""

import textwrap
import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from scripts.website.made.argument import Claim, grounds, resting_on
from scripts.website.made.layers import BOX, Layout, Point, laid_out
from scripts.website.made.spoken import spoken
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context
from scripts.website.markdown.evidence import path_between

_LETTERS = 14
"""How many letters of a name stand in one line of a box."""

_LINE = 14
"""The height of a line of text."""

_ROOM = 8
"""What is left free above and below the text together."""

_PIXELS = 20
"""How many pixels of the drawing are one unit of the theme."""


class ArgumentBlock(Block):
    """``/// argument | drawing``, or ``| list``: each formula of the site with what it rests on."""

    NAME = "argument"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the place of the drawing or the list."""
        return etree.SubElement(parent, "div", {"class": "argument"})

    def on_end(self, block: etree.Element) -> None:
        """Draw what rests on something or carries something, or list it page by page."""
        self.context: Context = self.config["context"]
        argument = _Argument(self.context, self.context.ask(questions.argument))
        if self.argument == "drawing":
            self._add(block, argument.drawing())
            return
        for (_, title), claims in groupby(argument.joined, key=lambda one: (one.uri, one.title)):
            etree.SubElement(block, "h3").text = AtomicString(title)
            self._add(block, f'<ul class="rests">{"".join(map(argument.entry, claims))}</ul>')
        self._add(block, argument.alone())

    def _add(self, block: etree.Element, markup: str) -> None:
        if markup:
            holder = etree.SubElement(block, "div")
            holder.text = AtomicString(self.context.raw(markup))


@dataclass
class _Argument:
    """Writes the formulas and what they rest on, as HTML."""

    context: Context
    claims: Sequence[Claim]

    def __post_init__(self) -> None:
        self.by_name = {claim.name: claim for claim in self.claims}
        self.below = grounds(self.claims)
        self.above = resting_on(self.below)
        self.joined = [
            claim for claim in self.claims if self.below[claim.name] or self.above[claim.name]
        ]

    def drawing(self) -> str:
        """Return the graph: what a formula rests on stands left of it."""
        rests = {claim.name: self.below[claim.name] for claim in self.joined}
        graph = _Graph(laid_out(rests, {name: _height(self.by_name[name]) for name in rests}))
        nodes = (self._node(claim, graph) for claim in self.joined)
        label = escape(self.context.word("argument"))
        return (
            f'<div class="scroll on-screen" tabindex="0" role="region" aria-label="{label}" '
            f'style="--graph:{_rem(graph.layout.width)}">'
            f'<div class="graph" style="height:{_rem(graph.layout.height)}">'
            f"{graph.drawn(self.by_name)}<ol>{''.join(nodes)}</ol></div></div>"
        )

    def _node(self, claim: Claim, graph: "_Graph") -> str:
        """Return the link in a box, and the marks that show when it is pointed at."""
        name, (x, y) = claim.name, graph.layout.boxes[claim.name]
        place = f"left:{_rem(x)};top:{_rem(y)};height:{_rem(_height(claim))}"
        below = [((other, name), other) for other in self.below[name]]
        above = [((name, other), other) for other in self.above[name]]
        marks = graph.svg(graph.marks("below", below) + graph.marks("above", above))
        return (
            f'<li><a href="{self._path(claim)}" aria-label="{self._said(claim)}" style="{place}">'
            f"<span>{_numbered(claim)}</span></a>{marks}</li>"
        )

    def _said(self, claim: Claim) -> str:
        """Return what a screen reader says of a box."""
        where = f"({claim.number}) {spoken(claim.name)}, {claim.title}"
        below = [spoken(other) for other in self.below[claim.name]]
        above = [spoken(other) for other in self.above[claim.name]]
        return escape("; ".join([where, *self._told(below, above)]), quote=True)

    def entry(self, claim: Claim) -> str:
        """Return what the list says of a formula."""
        below = [self._link(self.by_name[other]) for other in self.below[claim.name]]
        above = [self._link(self.by_name[other]) for other in self.above[claim.name]]
        told = "; ".join(self._told(below, above))
        return f'<li id="rests-{claim.name}">{self._to_formula(claim)}: {told}.</li>'

    def alone(self) -> str:
        """Return the formulas that have to do with no other."""
        joined = {claim.name for claim in self.joined}
        links = [self._to_formula(claim) for claim in self.claims if claim.name not in joined]
        # One a line: a book names the page behind each.
        items = "".join(f"<li>{link}</li>" for link in links)
        return (
            f'<p>{self.context.word("alone")}:</p><ul class="alone">{items}</ul>' if links else ""
        )

    def _told(self, below: Sequence[str], above: Sequence[str]) -> list[str]:
        """Return in words what a formula rests on, and what rests on it."""
        word = self.context.word
        told = [f"{word('rests_on')} {', '.join(below)}"] if below else []
        on_it = word("rests_on_it" if len(above) == 1 else "rest_on_it")
        return [*told, f"{', '.join(above)} {on_it}"] if above else told

    def _path(self, claim: Claim) -> str:
        path = path_between(self.context.page.uri, claim.uri)
        return escape(f"{path}#eq-{claim.name}", quote=True)

    def _to_formula(self, claim: Claim) -> str:
        return f'<a href="{self._path(claim)}">{_numbered(claim)}</a>'

    def _link(self, claim: Claim) -> str:
        """Return a link within the list."""
        return f'<a href="#rests-{claim.name}">{_numbered(claim)}</a>'


def _numbered(claim: Claim) -> str:
    return f"({claim.number})\N{NO-BREAK SPACE}{escape(spoken(claim.name))}"


def _path(points: Sequence[Point]) -> str:
    """Return a line that is curved between layers and straight within them."""
    (x, y), written = points[0], [f"M{points[0][0]} {points[0][1]}"]
    for at, (to_x, to_y) in enumerate(points[1:]):
        middle = (x + to_x) // 2
        written.append(f"H{to_x}" if at % 2 else f"C{middle} {y} {middle} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(written)


class _Graph:
    """Draws boxes and lines; each has a number, by which marks show it again."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.boxes = {name: number for number, name in enumerate(layout.boxes)}
        self.lines = {line: number for number, line in enumerate(layout.lines)}

    def drawn(self, claims: Mapping[str, Claim]) -> str:
        """Return all boxes and lines."""
        lines = (
            f'<path id="way-{self.lines[line]}" d="{_path(points)}"/>'
            for line, points in self.layout.lines.items()
        )
        boxes = (
            f'<rect id="box-{self.boxes[name]}" x="{x}" y="{y}" width="{BOX}" '
            f'height="{_height(claims[name])}"/>'
            for name, (x, y) in self.layout.boxes.items()
        )
        return self.svg(
            f'<g class="ways">{"".join(lines)}</g><g class="boxes">{"".join(boxes)}</g>'
        )

    def marks(self, kind: str, others: Sequence[tuple[tuple[str, str], str]]) -> str:
        """Return lines and the boxes at their ends once more."""
        used = "".join(
            f'<use href="#way-{self.lines[line]}"/><use href="#box-{self.boxes[name]}"/>'
            for line, name in others
        )
        return f'<g class="{kind}">{used}</g>' if used else ""

    def svg(self, content: str) -> str:
        """Return a drawing as large as the graph, which says nothing: the links do."""
        size = f"{self.layout.width} {self.layout.height}"
        return f'<svg viewBox="0 0 {size}" aria-hidden="true">{content}</svg>'


def _height(claim: Claim) -> int:
    """Return how high a box must be for a name, which is broken at blanks and hyphens."""
    lines = textwrap.wrap(f"({claim.number})_{spoken(claim.name)}", _LETTERS)
    return _LINE * len(lines) + _ROOM


def _rem(pixels: int) -> str:
    """Return a length that grows with the letters that a reader wants."""
    return f"{pixels / _PIXELS:g}rem"
