"""Finds notation of a section that says something else than the table, under the same name.

A reader looks a symbol up in the table: what it computes there it computes everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..language.names import python_name
from ..language.notation import Call, Declaration, Domain, Formula, Outcome, Scope, Variable


def rebound(declared: Iterable[Declaration], table: Scope, scope: Scope) -> Iterator[str]:
    """Yield what is wrong with declarations that change what the table computes."""
    for own in declared:
        for other in _of_its_name(own, table):
            kinds = _kinds(own, scope), _kinds(other, table)
            if kinds[0] == kinds[1] and _computed(own) != _computed(other):
                yield (
                    f"${own.tex}$ computes something else than ${other.tex}$ in the table "
                    f"({_shown(other)}): take a new name"
                )


def shared_names(scope: Scope) -> Iterator[str]:
    """Yield what is wrong with symbols that have one name in Python."""
    names: dict[str, dict[str, object]] = defaultdict(dict)
    for symbol, declared in (*scope.symbols.items(), *scope.functions.items()):
        every = declared if isinstance(declared, tuple) else (declared,)
        names[python_name(symbol)][symbol] = [_meaning(one) for one in every]
    for python, symbols in names.items():
        meanings = list(symbols.values())
        if any(meaning != meanings[0] for meaning in meanings):
            both = " and ".join(f"${symbol}$" for symbol in sorted(symbols))
            yield f"{both} are both called {python} in Python: take a new name for one of them"


def _of_its_name(own: Declaration, table: Scope) -> Iterator[Declaration]:
    """Yield what the table computes under the name of a declaration, with as many arguments."""
    if own.bound is None:
        return
    if own.parameters is None:
        others = [table.symbols[own.name]] if own.name in table.symbols else []
    else:
        others = [o for o in table.functions.get(own.name, ()) if o.separators == own.separators]
    yield from (other for other in others if isinstance(other.bound, Call | Formula))


def _kinds(declared: Declaration, scope: Scope) -> list[type[Domain] | None]:
    """Return what the arguments are: outcomes and random variables are told from numbers."""
    domains = [scope.domain(parameter.name) for parameter in declared.parameters or ()]
    return [type(d) if isinstance(d, Outcome | Variable) else None for d in domains]


def _meaning(declared: Declaration) -> tuple[str, str]:
    """Return what is computed; what is drawn is drawn for each name anew."""
    is_drawn = not isinstance(declared.bound, Call | Formula)
    return ("drawn", declared.name) if is_drawn else _computed(declared)


def _computed(declared: Declaration) -> tuple[str, str]:
    """Return what is computed, with numbers in the place of the arguments' names."""
    text = declared.bound.python if isinstance(declared.bound, Call) else ""
    tex = declared.bound.tex if isinstance(declared.bound, Formula) else str(declared.bound)
    parameters = [parameter.name for parameter in declared.parameters or ()]
    for number, name in enumerate(parameters):
        text = re.sub(rf"\b{re.escape(python_name(name))}\b", f"<{number}>", text)
        tex = re.sub(rf"{re.escape(name)}(?![A-Za-z])", f"<{number}>", tex)
    return ("code", text) if text else ("formula", "".join(tex.split()))


def _shown(declared: Declaration) -> str:
    match declared.bound:
        case Call(python=python):
            return f"`{python}`"
        case Formula(tex=tex):
            return f"${tex}$"
    return str(declared.bound)
