"""Definitions of a package with all that they use, as one text that needs nothing of the package.

The modules stand in the order in which Python would import them, each definition as it stands in
its file. Imports of other packages come first, each name once. What two modules call alike gets the
name of its module before its own, if it is private; if it is not, the package is to blame. Where
there is such a text, an excerpt can import from it all else that it uses.
"""

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from symtable import symtable
from types import MappingProxyType

from .sources import Definition, Name, Sources

Renaming = Mapping[str, str]

LONGEST_LINE = 88


class BundleError(Exception):
    """Some definitions cannot stand in one text."""


def bundle(
    sources: Sources, names: Iterable[Name], headings: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return the text of definitions and of all that they use; this without docstrings.

    ``headings`` are comments that stand before what comes from a module.

    Raises:
        BundleError: a public name means two things, or a module needs a file beside it.
    """
    asked = {(sources.meant(module), name) for module, name in names}
    reached = sources.reachable(asked)
    own = {
        name: found if name in asked else replace(found, text=_without_docstrings(found.text))
        for name, found in _own(reached).items()
    }
    modules = list(_in_order(sources, {module for module, _ in own}))
    renamed = _renamed(own)
    parts = [_imports(sources, reached)]
    for module in modules:
        _refuse_data(sources, module)
        if module in headings:
            parts.append(f"\n\n{headings[module]}\n")
        parts += _definitions(own, reached[module, ""], module, renamed[module])
    return "".join(filter(None, parts))


def excerpt(sources: Sources, names: Iterable[Name], bundled: Iterable[Name], file: str) -> str:
    """Return definitions as they stand, below all imports that they need.

    What is of the project is imported from ``file``, the module that bundles ``bundled``.

    Raises:
        BundleError: they use what the file has not.
    """
    asked = dict.fromkeys((sources.meant(module), name) for module, name in names)
    texts = [sources.find(*name).text for name in asked]
    taken = _taken(texts)
    used = {name: found for name, found in sources.used_by(asked).items() if name[1] in taken}
    needed = _own(used).keys() - asked.keys()
    statement = _import_statement(file, needed, _own(sources.reachable(bundled)))
    return "".join([_imports(sources, used), statement, *(f"\n\n{text}\n" for text in texts)])


def _taken(texts: Iterable[str]) -> set[str]:
    """Return the names that definitions take from around them: no arguments, no names of theirs."""
    waiting = [symtable(text, "excerpt", "exec") for text in texts]
    taken: set[str] = set()
    for scope in waiting:
        waiting += scope.get_children()
        taken |= {one.get_name() for one in scope.get_symbols() if one.is_global()}
    return taken


def _own(reached: Mapping[Name, Definition]) -> dict[Name, Definition]:
    """Return what has a name and is no import."""
    return {name: found for name, found in reached.items() if name[1] and not found.is_import}


def _import_statement(file: str, needed: Iterable[Name], in_file: Mapping[Name, Definition]) -> str:
    """Return what imports names as the file calls them, on several lines where one is too long."""
    if missing := [".".join(name) for name in needed if name not in in_file]:
        raise BundleError(f"{missing[0]} is not in {file}")
    renamed = _renamed(in_file)
    names = [_imported(name, renamed[module].get(name, name)) for module, name in needed]
    line = f"from {file} import {', '.join(sorted(names))}\n"
    if len(line) > LONGEST_LINE:
        line = "\n    ".join([f"from {file} import (", *(f"{one}," for one in sorted(names))])
        line += "\n)\n"
    return line if names else ""


def _imported(name: str, called: str) -> str:
    """Return how a name is imported that has another where it comes from."""
    return name if called == name else f"{called} as {name}"


def _in_order(sources: Sources, wanted: set[str]) -> Iterator[str]:
    """Yield modules after those that they import."""
    done: set[str] = set()

    def visit(module: str) -> Iterator[str]:
        found = sources.module(module)
        if module in done or found is None:
            return
        done.add(module)
        for definition in found.definitions.values():
            for needed in sorted(definition.needs) if definition.is_import else ():
                yield from visit(needed if sources.module(needed) else _parent(needed))
        if module in wanted:
            yield module

    for module in sorted(wanted):
        yield from visit(module)


def _parent(dotted: str) -> str:
    return dotted.rpartition(".")[0]


def _definitions(
    own: Mapping[Name, Definition], rest: Definition, module: str, renamed: Renaming
) -> Iterator[str]:
    """Yield the definitions of a module, each with its blank lines, then its other statements."""
    found = {d.line: d.text for (home, _), d in own.items() if home == module}
    found |= {max(found) + 1: rest.text} if rest.text else {}
    before = ""
    for line in sorted(found):
        text = _with_names(found[line], renamed)
        is_block = text.startswith(("def ", "class ", "@"))
        gap = "\n\n" if is_block or before != "line" else ""
        before = "block" if is_block else "line"
        yield f"{gap}{text}\n"


def _renamed(own: Iterable[Name]) -> Mapping[str, Renaming]:
    """Return for each module what its definitions are called, where another has the same name."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module, name in own:
        homes[name].append(module)
    renamed: dict[str, dict[str, str]] = defaultdict(dict)
    for name, modules in homes.items():
        if len(modules) > 1:
            if not (name.startswith("_") or name.isupper()):
                raise BundleError(f"{' and '.join(sorted(modules))} both define '{name}'")
            for module in modules:
                prefix = module.rpartition(".")[2]
                new = f"{prefix.upper()}_{name}" if name.isupper() else f"_{prefix}{name}"
                renamed[module][name] = new
    return renamed


def _with_names(text: str, renamed: Renaming) -> str:
    """Return a text in which names have changed, but for attributes and keywords of calls."""
    if not renamed:
        return text
    lines = text.split("\n")
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    for before, token in reversed(list(pairwise(tokens))):
        if token.type == tokenize.NAME and token.string in renamed and before.string != ".":
            row, start = token.start[0] - 1, token.start[1]
            end = token.end[1]
            lines[row] = f"{lines[row][:start]}{renamed[token.string]}{lines[row][end:]}"
    first = tokens[0]
    if first.type == tokenize.NAME and first.string in renamed:
        lines[0] = renamed[first.string] + lines[0][len(first.string) :]
    return "\n".join(lines)


def _without_docstrings(text: str) -> str:
    """Return a definition without what is said about it, where more than that is left."""
    lines = text.split("\n")
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    said = [node.body[0] for node in nodes if ast.get_docstring(node) and len(node.body) > 1]
    for docstring in sorted(said, key=lambda node: -node.lineno):
        del lines[docstring.lineno - 1 : docstring.end_lineno]
    return "\n".join(line for line in lines if line.strip())


def _imports(sources: Sources, reached: Mapping[Name, Definition]) -> str:
    """Return the imports from outside of the package, those of all modules together."""
    found: dict[str, tuple[str, bool]] = {}
    own = {name for (_, name), definition in reached.items() if not definition.is_import}
    for (module, name), definition in reached.items():
        for source in definition.needs if definition.is_import else ():
            if sources.module(source) or sources.module(_parent(source)):
                _refuse_other_name(name, source, sources)
                continue
            is_whole = isinstance(ast.parse(definition.text).body[0], ast.Import)
            if name in own or found.setdefault(name, (source, is_whole)) != (source, is_whole):
                raise BundleError(f"'{name}' means two things, one of them in {module}")
    return "".join(f"{line}\n" for line in _import_lines(found))


def _import_lines(found: Mapping[str, tuple[str, bool]]) -> Iterator[str]:
    """Yield the statements that import names, each with where it comes from."""
    parts: dict[str, list[str]] = defaultdict(list)
    for name, (source, is_whole) in sorted(found.items(), key=lambda item: item[1]):
        home, _, original = (".", "", source) if is_whole else source.rpartition(".")
        parts[home].append(_imported(name, original))
    yield from (f"import {one}" for one in parts.pop(".", []))
    yield from (f"from {home} import {', '.join(parts[home])}" for home in sorted(parts))


def _refuse_other_name(name: str, source: str, sources: Sources) -> None:
    if sources.module(source) or source.rpartition(".")[2] != name:
        raise BundleError(f"'{name}' is {source} by another name: import it by its own")


def _refuse_data(sources: Sources, module: str) -> None:
    found = sources.module(module)
    if found and (data := found.path.with_suffix(".json")).exists():
        raise BundleError(f"{module} cannot stand without {data.name}")
