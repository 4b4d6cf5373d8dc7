"""What a formula speaks of and what it defines: the functions of code behind its symbols."""

import ast
from collections.abc import Iterator

from scripts.formulas.evaluation.bindings import (
    BUILT_IN,
    BindingError,
    dotted_name,
    expression,
    functions_in,
    names_in,
)
from scripts.formulas.evaluation.targets import bound_call
from scripts.formulas.language import notation, tree
from scripts.formulas.language.notation import Scope
from scripts.formulas.language.parser import parse, parse_expression
from scripts.formulas.language.tokens import FormulaError
from scripts.formulas.reading.documents import Written


def functions_behind(formula: Written) -> tuple[str, ...]:
    """Return the functions that a checked formula speaks of, also through other symbols."""
    own = formula.options.get("code")
    called = functions_in(own) if own else frozenset[str]()
    try:
        return tuple(sorted(called | _behind(_parsed(formula), formula.scope)))
    except (FormulaError, BindingError):
        return ()


def functions_defined(formula: Written) -> tuple[str, ...]:
    """Return the functions that are one side of a checked formula, and do not occur in another."""
    own = formula.options.get("code")
    defined = {_outermost(own)} if own else set()
    try:
        for group in _equal_sides(_parsed(formula)):
            for side in group:
                others = (_behind(other, formula.scope) for other in group if other is not side)
                called = _called(side, formula.scope)
                if any(called not in functions for functions in others):
                    defined.add(called)
    except (FormulaError, BindingError):
        return ()
    return tuple(sorted(filter(None, defined)))


def _parsed(formula: Written) -> tree.Chain:
    """Return the chain of a formula.

    Raises:
        FormulaError: it cannot be read, or is not meant to be.
    """
    if formula.unchecked is not None:
        raise FormulaError(formula.unchecked)
    return parse(formula.tex, formula.scope)


def _equal_sides(chain: tree.Chain) -> Iterator[list[tree.Node]]:
    """Yield the sides between two relations other than =."""
    group = [chain.sides[0]]
    for relation, side in zip(chain.relations, chain.sides[1:], strict=True):
        if relation != "=":
            yield group
            group = []
        group.append(side)
    yield group


def _called(side: tree.Node, scope: Scope) -> str:
    """Return the function that a side is a call of and nothing else."""
    found = bound_call(side, scope)
    if found is None:
        return ""
    declared, python = found
    if isinstance(side, tree.App):
        bases = [arg.base if isinstance(arg, tree.Pow) else arg for arg in side.args]
        written = [getattr(base, "name", "") for base in bases]
        if written != [parameter.name for parameter in declared.parameters or ()]:
            return ""
    return _outermost(python)


def _outermost(python: str) -> str:
    """Return the function of the package that an expression is a call of, if it is one."""
    parsed = expression(python)
    function = dotted_name(parsed.func) if isinstance(parsed, ast.Call) else ""
    return "" if function.partition(".")[0] in BUILT_IN else function


def _behind(node: tree.Node, scope: Scope) -> frozenset[str]:
    """Return the functions that a part of a formula speaks of."""
    walk = _Walk(scope)
    walk.through(node)
    return frozenset(walk.functions)


class _Walk:
    """The way through a formula and what its symbols stand for."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.functions: set[str] = set()
        self.seen: set[int] = set()

    def through(self, node: tree.Node, own: frozenset[str] = frozenset()) -> None:
        """Go through a tree in which some names are parameters."""
        for part in tree.walk(node):
            match part:
                case tree.Sym(name=name) if name not in own:
                    self._symbol(name)
                case tree.App():
                    for declared in self._meant(part):
                        self._declared(declared)
                case tree.FnRef(name=name) | tree.Prime(name=name):
                    for declared in self.scope.functions.get(name, ()):
                        self._declared(declared)

    def _symbol(self, name: str) -> None:
        if name in self.scope.symbols:
            self._declared(self.scope.symbols[name])

    def _declared(self, declared: notation.Declaration) -> None:
        if id(declared) in self.seen:
            return
        self.seen.add(id(declared))
        own = frozenset(parameter.name for parameter in declared.parameters or ())
        match declared.bound:
            case notation.Formula(tex=tex):
                self.through(parse_expression(tex, self.scope, own), own)
            case notation.Call(python=python):
                symbols = self.scope.python_names
                called = functions_in(python)
                self.functions |= called - set(symbols)
                for name in sorted((names_in(python) | called) & set(symbols)):
                    if symbols[name] not in own:
                        self._symbol(symbols[name])

    def _meant(self, node: tree.App) -> Iterator[notation.Declaration]:
        """Yield the functions of one name that the arguments may belong to."""
        for declared in self.scope.functions.get(node.name, ()):
            parameters = declared.parameters or ()
            if declared.separators == node.separators and len(parameters) == len(node.args):
                pairs = zip(node.args, parameters, strict=True)
                if all(self._may_be(arg, parameter.name) for arg, parameter in pairs):
                    yield declared

    def _may_be(self, arg: tree.Node, parameter: str) -> bool:
        """Tell whether an argument may stand for a parameter: a variable is no distribution."""
        given = self.scope.domain(arg.name) if isinstance(arg, tree.Sym) else None
        kinds = {type(given), type(self.scope.domain(parameter))}
        return kinds != {notation.Variable, notation.Pmf}
