"""Edits of a formula: a place in its TeX, and what stands there instead."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ..language import tree
from ..language.notation import Declaration, Scope
from ..language.tokens import Span

DELIMITER = re.compile(
    r"(?:\\(?:[Bb]igg?l|left))\s*(?P<open>[(\[])|(?:\\(?:[Bb]igg?r|right))\s*(?P<close>[)\]])"
    r"|(?P<plain_open>[(\[])|(?P<plain_close>[)\]])"
)

Kind = TypeVar("Kind", bound=tree.Node)


@dataclass(frozen=True)
class Edit:
    """Other text for a place in a formula.

    ``notation`` is declared anew. A formula that is right for the values of ``narrow`` stands
    beside the damaged one.
    """

    span: Span
    text: str
    notation: tuple[Declaration, ...] = ()
    narrow: tuple[Declaration, ...] = ()


@dataclass(frozen=True)
class Mutant:
    """A damaged formula: what was done, where, and its TeX afterwards."""

    kind: str
    tex: str
    edit: Edit

    def change(self, original: str) -> str:
        """Return the damage in one line."""
        was = " ".join(original[slice(*self.edit.span)].split())
        return f"{self.kind}: {was or 'nothing'} → {self.edit.text or 'nothing'}"


@dataclass(frozen=True)
class Source:
    """A formula that is to be damaged: its TeX, its tree and the notation in scope."""

    tex: str
    chain: tree.Chain
    scope: Scope

    def text(self, node: tree.Node) -> str:
        """Return the TeX of a node."""
        return self.tex[slice(*node.span)]

    def __iter__(self) -> Iterator[tree.Node]:
        """Yield all nodes that have a place of their own in the TeX."""
        for one in self.chain.formulas:
            for part in (*one.sides, *one.beside, *one.conditions):
                yield from tree.walk(part)

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """Yield the nodes of one kind."""
        return (node for node in self if isinstance(node, kind))

    def pairs(self) -> Iterator[tuple[tree.Node, tree.Node]]:
        """Yield each node with its parent."""
        for node in self:
            for child in tree.children(node):
                yield node, child

    def sign_between(self, left: tree.Node, right: tree.Node, sign: str) -> Span | None:
        """Return the place of an operator between two nodes."""
        start, end = left.span[1], right.span[0]
        at = self.tex.find(sign, start, end)
        return (at, at + len(sign)) if at >= 0 else None

    def brackets_of(self, node: tree.Node) -> str:
        """Return the TeX of a node, in brackets if it is a sum without any."""
        text = self.text(node)
        bare = isinstance(node, tree.Add | tree.Sub | tree.Neg) and not DELIMITER.match(text)
        return f"({text})" if bare else text


Damage = Callable[[Source], Iterator[Edit]]
