"""Which definition of a package uses which, read from the source without running it.

A result depends on the functions that it calls, on what these call, and so on: nothing more. The
fingerprint of a definition is made of the text of everything that it can reach, so that changing
one function makes new only the results that use it. Names are followed through imports between
modules of the package; a module's other statements (a condition, a loop) belong to all of its
definitions, and so does a JSON file that stands beside it under the same name. Where the source
does not say which part of a module is used (a module that is passed on as a value, an import within
a function), all of the module counts.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import scripts

Name = tuple[str, str]


class SourceError(Exception):
    """A module cannot be read: where and why."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{path}:{line}: {what}")
        self.path = path
        self.line = line
        self.what = what


@dataclass(frozen=True)
class Definition:
    """A top-level function, class, constant or import of a module.

    ``mentions`` are the names in it with their attributes, such as ``binary.sigmoid``; ``needs``
    are full names that it imports, such as ``snippets.binary`` or ``snippets.binary.sigmoid``.
    """

    text: str
    line: int
    mentions: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    is_import: bool = False
    is_function: bool = False

    def __or__(self, later: "Definition") -> "Definition":
        """Return both as one: a name that is defined twice depends on both texts."""
        return Definition(
            f"{self.text}\n{later.text}",
            self.line,
            self.mentions | later.mentions,
            self.needs | later.needs,
            self.is_import and later.is_import,
            self.is_function and later.is_function,
        )


@dataclass(frozen=True)
class Module:
    """The definitions of a module by name, and the text of its other statements."""

    path: Path
    definitions: dict[str, Definition]
    rest: Definition


class Sources:
    """The modules of a package, read once.

    Who asks for a definition may use the short name of its module: see `meant`.
    """

    def __init__(self, root: Path, package: str = "snippets") -> None:
        self.root = root
        self.package = package

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Every module of the package by its full name.

        Raises:
            SourceError: a module cannot be read.
        """
        found = {}
        home = self.root.joinpath(*self.package.split("."))
        alone = home.with_suffix(".py")
        for path in sorted(home.rglob("*.py")) or filter(Path.exists, [alone]):
            parts = path.relative_to(self.root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = _read_module(self.root, path, name)
        return found

    def fingerprint_of_file(self, path: Path) -> str:
        """Return a hash of a file outside of the package and of everything that it can reach.

        Raises:
            SourceError: the file cannot be read.
        """
        name = path.stem
        self.modules[name] = _read_module(self.root, path, name)
        everything = [(name, defined) for defined in self.modules[name].definitions]
        text = path.read_text(encoding="utf-8")
        return hashlib.sha256(f"{text}\0{self.fingerprint(everything)}".encode()).hexdigest()

    def meant(self, module: str) -> str:
        """Return the module that a text means: ``snippets.careful.binary`` by ``snippets.binary``.

        The careful tier comes first, then the package itself.
        """
        package, _, short = module.rpartition(".")
        careful = f"{package}.careful.{short}"
        return careful if careful in self.modules else module

    def find(self, module: str, name: str) -> Definition:
        """Return a definition.

        Raises:
            LookupError: there is no such module or name; the message names what there is.
        """
        module = self.meant(module)
        if module not in self.modules:
            raise LookupError(f"there is no module {module}")
        definitions = self.modules[module].definitions
        if name not in definitions:
            own = [key for key, value in definitions.items() if not value.is_import]
            public = ", ".join(sorted(key for key in own if not key.startswith("_")))
            raise LookupError(f"{module} defines no '{name}'; it has {public}")
        return definitions[name]

    def offered(self, module: str, name: str) -> Definition:
        """Return a definition that a text may name: a public one of a public module.

        What a module imports is not its own to offer, unless it says so in ``__all__``.

        Raises:
            LookupError: there is none of this name, or it is not for texts.
        """
        if any(part.startswith("_") for part in (*module.split("."), name)):
            raise LookupError(f"{module}.{name} is not for use outside of its module")
        definition = self.find(module, name)
        if definition.is_import and name not in self._passed_on(module):
            raise LookupError(f"{module} only imports '{name}': name the module that defines it")
        return definition

    def _passed_on(self, module: str) -> list[str]:
        """Return what a module lists in ``__all__``."""
        listed = self.modules[self.meant(module)].definitions.get("__all__")
        return ast.literal_eval(listed.text.partition("=")[2].strip()) if listed else []

    def reachable(self, names: Iterable[Name]) -> dict[Name, Definition]:
        """Return the definitions that ``names`` use, directly or through others, themselves too."""
        found: dict[Name, Definition] = {}
        waiting = [(self.meant(module), name) for module, name in names]
        while waiting:
            module, name = waiting.pop()
            if (module, name) in found or module not in self.modules:
                continue
            definition = self.modules[module].definitions.get(name)
            if definition is None:
                continue
            found[module, name] = definition
            found[module, ""] = rest = self.modules[module].rest
            waiting += [*self._used_by(module, definition), *self._used_by(module, rest)]
        return found

    def fingerprint(self, names: Iterable[Name]) -> str:
        """Return a hash of everything that ``names`` can reach."""
        digest = hashlib.sha256()
        for (module, name), definition in sorted(self.reachable(names).items()):
            digest.update(f"{module}\0{name}\0{definition.text}\0".encode())
        return digest.hexdigest()

    def _used_by(self, module: str, definition: Definition) -> Iterator[Name]:
        for needed in definition.needs:
            # What is imported from a package may be a module: then its uses say what is reached.
            if not (definition.is_import and needed in self.modules):
                yield from self._named(needed)
        for mention in definition.mentions:
            alias, _, attributes = mention.partition(".")
            yield module, alias
            used = self.modules[module].definitions.get(alias)
            for source in used.needs if used and used.is_import else ():
                yield from self._named(f"{source}.{attributes}".rstrip("."))

    def _named(self, full_name: str, through: tuple[str, ...] = ()) -> Iterator[Name]:
        """Yield what a full name stands for: a definition of a module, or all of a module."""
        if full_name in self.modules:
            yield from ((full_name, name) for name in self.modules[full_name].definitions)
            return
        parts = full_name.split(".")
        ends = range(len(parts) - 1, 0, -1)
        end = next((end for end in ends if ".".join(parts[:end]) in self.modules), None)
        if end is None or full_name in through:
            return
        module, name, attributes = ".".join(parts[:end]), parts[end], parts[end + 1 :]
        yield module, name
        found = self.modules[module].definitions.get(name)
        for source in found.needs if found and found.is_import else ():
            yield from self._named(".".join([source, *attributes]), (*through, full_name))


def own_code(*names: str) -> str:
    """Return a hash of definitions of ``scripts``, by their full names, and of all they reach."""
    return _own_sources().fingerprint(map(_split, names))


def _split(full_name: str) -> Name:
    module, _, name = full_name.rpartition(".")
    _own_sources().find(module, name)
    return module, name


@cache
def _own_sources() -> Sources:
    return Sources(Path(scripts.__path__[0]).parent, "scripts")


def _read_module(root: Path, path: Path, name: str) -> Module:
    data = path.with_suffix(".json")
    beside = data.read_text(encoding="utf-8") if data.exists() else ""
    return _parsed(root, path, name, path.read_text(encoding="utf-8"), beside)


@lru_cache(maxsize=256)
def _parsed(root: Path, path: Path, name: str, source: str, beside: str) -> Module:
    """Return a module; one that is served again and again is parsed once."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    definitions: dict[str, Definition] = {}
    try:
        for node in ast.parse(source).body:
            for defined, definition in _definitions(node, source.split("\n"), package):
                earlier = definitions.get(defined)
                definitions[defined] = earlier | definition if earlier else definition
    except SyntaxError as error:
        line, what = error.lineno or 1, f"cannot read this: {error.msg}"
        raise SourceError(path.relative_to(root), line, what) from None
    rest = definitions.pop("", Definition("", 1))
    if beside:
        rest |= Definition(beside, 1)
    return Module(path, definitions, rest)


def _definitions(
    node: ast.stmt, lines: Sequence[str], package: str
) -> Iterator[tuple[str, Definition]]:
    """Yield the names that a statement defines, or one empty name for another statement."""
    text, line = _text(node, lines), _first_line(node)
    if isinstance(node, ast.Import | ast.ImportFrom):
        for shown, full_name in _imports(node, package):
            yield shown, Definition(text, line, needs=frozenset({full_name}), is_import=True)
    elif not _is_docstring(node):
        definition = Definition(
            text,
            line,
            _mentions(node),
            _inner_imports(node, package),
            is_function=isinstance(node, ast.FunctionDef),
        )
        for name in _defined_names(node) or [""]:
            yield name, definition


def _imports(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[tuple[str, str]]:
    """Yield each name that an import defines, and the full name of what it stands for."""
    source = ""
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")
        within = parents[: len(parents) - node.level + 1] if node.level else []
        source = ".".join(filter(None, [*within, node.module]))
    for alias in node.names:
        if alias.name == "*":
            what = "import names, not *, so that their uses can be followed"
            raise SyntaxError(what, (None, node.lineno, None, None))
        if isinstance(node, ast.ImportFrom):
            yield alias.asname or alias.name, f"{source}.{alias.name}"
        elif alias.asname:
            yield alias.asname, alias.name
        else:
            top = alias.name.split(".")[0]
            yield top, top


def _inner_imports(node: ast.AST, package: str) -> frozenset[str]:
    """Return the full names that are imported within a statement, such as a function."""
    inner = (n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom))
    found = set()
    for imported in inner:
        for (_, needed), alias in zip(_imports(imported, package), imported.names, strict=True):
            found.add(alias.name if isinstance(imported, ast.Import) else needed)
    return frozenset(found)


def _defined_names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
            return [node.name]
        case ast.Assign():
            return [name for target in node.targets for name in _assigned(target)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _assigned(target: ast.expr) -> list[str]:
    """Return the names that an assignment gives a value; one to ``STYLE["size"]`` is to none."""
    match target:
        case ast.Name():
            return [target.id]
        case ast.Tuple() | ast.List():
            return [name for part in target.elts for name in _assigned(part)]
        case ast.Starred():
            return _assigned(target.value)
    return []


def _mentions(node: ast.AST) -> frozenset[str]:
    """Return the names within a statement, each with the attributes that follow it."""
    attributes = [n for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    inner = {id(n.value) for n in attributes}
    outermost = (n for n in ast.walk(node) if id(n) not in inner)
    return frozenset(filter(None, map(_dotted, outermost)))


def _dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for a name with its attributes, and nothing for other code."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            before = _dotted(node.value)
            return f"{before}.{node.attr}" if before else ""
    return ""


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _text(node: ast.stmt, lines: Sequence[str]) -> str:
    return "\n".join(lines[_first_line(node) - 1 : node.end_lineno])


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
