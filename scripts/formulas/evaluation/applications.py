"""Functions with their arguments: which of several of one name is meant, and its value."""

from __future__ import annotations

import numpy as np

from ..language import notation, tree
from ..language.names import python_name
from ..language.tokens import FormulaError, Span
from .bindings import parameters_used
from .code import probability
from .symbols import Symbols
from .values import (
    At,
    Law,
    RandomVariable,
    Value,
    described,
    shape_of,
)


class Applications(Symbols):
    """Finds the declared function that arguments fit, and computes it."""

    def function_at_its_symbols(self, name: str, span: Span) -> Value:
        """Return a function at the symbols that its own declaration names."""
        declared = self.scope.functions.get(name, ())
        if len(declared) != 1:
            raise FormulaError(f"which {name} is meant? Write its arguments", span)
        parameters = declared[0].parameters or ()
        values = {p.name: self.lookup(p.name, span) for p in parameters}
        return self.call(declared[0], values)

    def call(self, declared: notation.Declaration, values: dict[str, Value]) -> Value:
        """Return the value of a declared function for values of its parameters."""
        inner = self.behind(declared.tex).with_given(values)
        match declared.bound:
            case notation.Call(python=python):
                return inner.python(python)
            case notation.Formula(tex=tex):
                return inner.value(self.tree_of(tex, declared))
        raise FormulaError(f"{declared.tex} cannot be computed")

    def applied(self, node: tree.App) -> Value:
        """Return the value of a function with its arguments, or the probability of outcomes."""
        declared = [
            candidate
            for candidate in self.scope.functions.get(node.name, ())
            if candidate.separators == node.separators
        ]
        refusals: list[str] = []
        args = [None if isinstance(arg, tree.Rel) else self.value(arg) for arg in node.args]
        for exact in (True, False):
            for candidate in declared:
                try:
                    values = self._matched(candidate, node, args, exact=exact)
                except FormulaError as refusal:
                    refusals.append(refusal.message)
                    continue
                return self.call(candidate, values)
        if node.name in self.scope.symbols and (not refusals or isinstance(args[0], At)):
            return self._probability(node, args)
        raise FormulaError(refusals[-1] if refusals else "no function fits", node.span)

    def _matched(
        self, declared: notation.Declaration, node: tree.App, args: list[Value], *, exact: bool
    ) -> dict[str, Value]:
        """Return the values of the parameters, if the arguments fit a declaration."""
        values: dict[str, Value] = {}
        parameters = declared.parameters or ()
        used = _used_parameters(declared)
        for parameter, arg, value in zip(parameters, node.args, args, strict=True):
            if parameter.name not in used:
                if not (isinstance(arg, tree.Sym) and arg.name == parameter.name):
                    what = f"write {declared.tex}: its code does not look at {parameter.name}"
                    raise FormulaError(what, arg.span)
                continue
            values[parameter.name] = self._argument(parameter, arg, value, exact=exact)
        return values

    def _argument(
        self, parameter: notation.Parameter, arg: tree.Node, value: Value, *, exact: bool
    ) -> Value:
        if isinstance(arg, tree.Rel):
            if not (isinstance(arg.left, tree.Sym) and arg.left.name == parameter.name):
                raise FormulaError(f"{parameter.name} should stand left of =", arg.span)
            value = self.value(arg.right)
        elif parameter.is_square:
            if not (isinstance(arg, tree.Pow) and isinstance(arg.exponent, tree.Num)) or (
                arg.exponent.text != "2"
            ):
                raise FormulaError(f"the square of {parameter.name} should stand here", arg.span)
            value = self.value(arg.base)
        domain = self.scope.domain(parameter.name)
        if not self._fits(domain, value, exact=exact):
            raise FormulaError(f"{described(value)} in the place of {parameter.name}", arg.span)
        if isinstance(domain, notation.Pmf) and isinstance(value, np.ndarray):
            return Law(value, domain.sorts)
        return value

    def _fits(self, domain: notation.Domain | None, value: Value, *, exact: bool) -> bool:
        """Tell whether a value may stand for a parameter that is declared with a domain."""
        match domain:
            case notation.Variable():
                return isinstance(value, RandomVariable)
            case notation.Outcome(sort=sort):
                return isinstance(value, At) and value.sort == sort
            case notation.Pmf():
                is_vector = isinstance(value, np.ndarray) and value.ndim == len(domain.sorts)
                return isinstance(value, Law) or (is_vector and not exact)
        if exact and domain is not None:
            shape = shape_of(value)
            return isinstance(shape, tuple) and len(shape) == len(getattr(domain, "shape", ()))
        return self.numbers.is_single(value) or isinstance(value, np.ndarray | Law)

    def _probability(self, node: tree.App, args: list[Value]) -> Value:
        law = self.lookup(node.name, node.span)
        for arg, value in zip(node.args, args, strict=True):
            if not isinstance(value, At):
                raise FormulaError("an outcome should stand here", arg.span)
        outcomes: list[At] = [value for value in args if isinstance(value, At)]
        if isinstance(law, np.ndarray) and law.ndim == 1 and len(outcomes) == 1:
            return law[outcomes[0].position]
        if not isinstance(law, Law):
            raise FormulaError(f"{node.name} is no distribution", node.span)
        if node.separators in ((r"\mid",), ("|",)):
            both = probability(law, tuple(outcomes))
            return self.numbers.divide(both, probability(law, tuple(outcomes[1:])))
        if node.separators not in ((), (",",)):
            raise FormulaError("cannot read these arguments", node.span)
        return probability(law, tuple(outcomes))


def _used_parameters(declared: notation.Declaration) -> frozenset[str]:
    parameters = {python_name(p.name): p.name for p in declared.parameters or ()}
    if isinstance(declared.bound, notation.Call):
        return parameters_used(declared.bound.python, parameters)
    return frozenset(parameters.values())
