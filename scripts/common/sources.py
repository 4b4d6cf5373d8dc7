"""What does this depend on? Which definition uses which, read from the source without running it.

A result depends on the functions that it calls, on what these call, and so on: nothing more. The
fingerprint of a definition is made of the text of everything that it can reach, so that changing
one function makes new only the results that use it. Names are followed through imports between
modules of the project; a module's other statements (a condition, a loop) belong to all of its
definitions, and so does a JSON file that stands beside it under the same name. Where the source
does not say which part of a module is used (a module that is passed on as a value, an import within
a function), all of the module counts.
"""

import ast
import os
import platform
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from os.path import isfile
from pathlib import Path
from typing import Any

from .likeness import did_you_mean
from .store import Store, hash_of, key_of

Name = tuple[str, str]
"""The full name of a module, and a name that it defines."""

_DOTTED = re.compile(r"\w+(?:\s*\.\s*\w+)+")
_SPACE = re.compile(r"\s+")
_ROOT = Path(__file__).parents[2]
_OWN = key_of(sys.version, Path(__file__).read_text(encoding="utf-8"))
"""How modules are read: what is kept of them can depend on nothing less."""


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

    @property
    def written(self) -> list[Any]:
        """The fields as JSON can write them."""
        sets = [sorted(self.mentions), sorted(self.needs)]
        return [self.text, self.line, *sets, self.is_import, self.is_function]

    @classmethod
    def read(cls, written: list[Any]) -> "Definition":
        """Return a definition from its fields as JSON has them."""
        text, line, mentions, needs, *kinds = written
        return cls(text, line, frozenset(mentions), frozenset(needs), *kinds)


@dataclass(frozen=True)
class Module:
    """The definitions of a module by name, and the text of its other statements.

    ``written`` is what it was read from: its text, and that of the JSON file beside it.
    """

    path: Path
    written: tuple[str, str]
    definitions: dict[str, Definition]
    rest: Definition


class Sources:
    """The modules of a project, each read once, when something is asked of it.

    With a store, a module that has not changed since an earlier run is not parsed again. Who asks
    for a definition may use the short name of its module: see `meant`.
    """

    def __init__(self, root: Path, store: Store | None = None) -> None:
        self.root = root
        self.store = store
        self._modules: dict[str, Module | None] = {}
        self._packages: dict[str, tuple[str, ...]] = {}
        self._uses: dict[Name, tuple[Name, ...]] = {}
        self._fingerprints: dict[tuple[Name, ...], str] = {}

    @classmethod
    def of(cls, root: Path, store: Store) -> "Sources":
        """Return the modules as this process read them last, if none of them has changed."""
        known = _known.get((root, store.folder))
        if known is None or not known.is_current():
            known = _known[root, store.folder] = cls(root, store)
        return known

    def is_current(self) -> bool:
        """Tell whether all modules that were asked for are where they were, and as they were."""
        packages = [*self._packages.items()]
        if any(self._modules_in(package) != modules for package, modules in packages):
            return False
        try:
            return all(
                self._path(name) is None
                if module is None
                else self._path(name) == module.path and _written(module.path) == module.written
                for name, module in [*self._modules.items()]
            )
        except (OSError, UnicodeDecodeError):
            return False

    def module(self, name: str) -> Module | None:
        """Return a module of the project by its full name, or None if there is none.

        Raises:
            SourceError: it cannot be read.
        """
        if name and name not in self._modules:
            path = self._path(name)
            self._modules[name] = self._read(path, name) if path else None
        return self._modules.get(name)

    def _path(self, name: str) -> Path | None:
        stem = os.path.join(self.root, *name.split("."))  # noqa: PTH118
        path = next(filter(isfile, (f"{stem}/__init__.py", f"{stem}.py")), None)
        return Path(path) if path else None

    def modules_in(self, package: str) -> tuple[str, ...]:
        """Return the short names of the modules of a package."""
        if package not in self._packages:
            self._packages[package] = self._modules_in(package)
        return self._packages[package]

    def _modules_in(self, package: str) -> tuple[str, ...]:
        folder = self.root.joinpath(*package.split("."))
        return tuple(sorted(path.stem for path in folder.glob("*.py")))

    def fingerprint_of_file(self, path: Path) -> str:
        """Return a hash of a file that is no module, and of everything that it can reach.

        Raises:
            SourceError: the file cannot be read.
        """
        return key_of(path.read_text(encoding="utf-8"), self.fingerprint(self.names_of_file(path)))

    def names_of_file(self, path: Path) -> list[Name]:
        """Return the names of all definitions of a file that is no module.

        Raises:
            SourceError: the file cannot be read.
        """
        name = path.relative_to(self.root).with_suffix("").as_posix()
        module = self._read(path, name)
        if self._modules.get(name) not in (None, module):
            self._uses.clear()
            self._fingerprints.clear()
        self._modules[name] = module
        return [(name, defined) for defined in ("", *module.definitions)]

    def meant(self, module: str) -> str:
        """Return the module that a text means: ``snippets.careful.binary`` by ``snippets.binary``.

        The careful tier comes first, then the package itself.
        """
        package, _, short = module.rpartition(".")
        careful = f"{package}.careful.{short}"
        return careful if self.module(careful) else module

    def find(self, module: str, name: str) -> Definition:
        """Return a definition.

        Raises:
            LookupError: there is no such module or name; the message names what there is.
        """
        module = self.meant(module)
        if (found := self.module(module)) is None:
            package, _, short = module.rpartition(".")
            advice = did_you_mean(short, self._modules_of(package))
            raise LookupError(" ".join(filter(None, [f"there is no module {module}.", advice])))
        if name not in found.definitions:
            own = [key for key, value in found.definitions.items() if not value.is_import]
            public = sorted(key for key in own if not key.startswith("_"))
            what = f"{module} defines no '{name}'; it has {', '.join(public)}."
            raise LookupError(" ".join(filter(None, [what, did_you_mean(name, public)])))
        return found.definitions[name]

    def _modules_of(self, package: str) -> set[str]:
        """Return the short names of the modules that a text can name."""
        folder = self.root.joinpath(*package.split("."))
        found = [*folder.glob("[!_]*.py"), *folder.glob("careful/[!_]*.py")]
        return {path.stem for path in found}

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
        listed = self._definition((self.meant(module), "__all__"))
        return ast.literal_eval(listed.text.partition("=")[2].strip()) if listed else []

    def reachable(self, names: Iterable[Name]) -> dict[Name, Definition]:
        """Return the definitions that ``names`` use, directly or through others, themselves too.

        The other statements of a module, and those of the packages that it is in, have no name.
        """
        found: dict[Name, Definition] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found and (definition := self._definition(name)) is not None:
                found[name] = definition
                waiting += self._used_by(name, definition)
        return found

    def used_by(self, names: Iterable[Name]) -> dict[Name, Definition]:
        """Return the definitions that ``names`` use directly, by imports or without."""
        asked = [(name, found) for name in names if (found := self._definition(name)) is not None]
        used = {name for one, found in asked for name in self._used_by(one, found)}
        return {name: found for name in used if (found := self._definition(name)) is not None}

    def foreign(self, names: Iterable[Name]) -> Iterator[tuple[Path, Definition, str]]:
        """Yield what ``names`` can reach and no module of the project defines, such as time.time.

        Each full name comes with the definition that mentions it and the file of that, from the
        root.
        """
        for (home, _), definition in self.reachable(names).items():
            module = self.module(home)
            for mention in sorted(definition.mentions) if module else ():
                alias, _, attributes = mention.partition(".")
                used = self._definition((home, alias))
                # What the module does not define may be an import within the function.
                found = used if used and used.is_import else None if used else definition
                for source in sorted(found.needs if found else ()):
                    if module and self.module(source.partition(".")[0]) is None:
                        full_name = f"{source}.{attributes}".rstrip(".")
                        yield module.path.relative_to(self.root), definition, full_name

    def fingerprint(self, names: Iterable[Name]) -> str:
        """Return a hash of everything that ``names`` can reach."""
        asked = tuple(sorted(set(names)))
        if asked not in self._fingerprints:
            digest = sha256()
            for (module, name), definition in sorted(self.reachable(asked).items()):
                digest.update(f"{module}\0{name}\0{definition.text}\0".encode())
            self._fingerprints[asked] = digest.hexdigest()
        return self._fingerprints[asked]

    def named(self, full_name: str, through: tuple[str, ...] = ()) -> Iterator[Name]:
        """Yield what a full name stands for: a definition of a module, or all of a module."""
        if (module := self.module(full_name)) is not None:
            yield from ((full_name, name) for name in ("", *module.definitions))
            return
        parts = full_name.split(".")
        ends = range(len(parts) - 1, 0, -1)
        end = next((end for end in ends if self.module(".".join(parts[:end]))), None)
        if end is None or full_name in through:
            return
        home, name, attributes = ".".join(parts[:end]), parts[end], parts[end + 1 :]
        yield home, name
        found = self._definition((home, name))
        for source in found.needs if found and found.is_import else ():
            yield from self.named(".".join([source, *attributes]), (*through, full_name))

    def mentioned(self, package: str, text: str) -> Iterator[Name]:
        """Yield each definition of a package that a text may name, such as ``binary.sigmoid``."""
        found = _DOTTED.findall(unicodedata.normalize("NFKC", text))
        for module, _, name in {_SPACE.sub("", dotted).partition(".") for dotted in found}:
            short = f"{package}.{module}"
            plain = f"{package}.plain.{module}"
            for full in {short, self.meant(short), plain}:
                if self.module(full) is not None:
                    yield from self.named(f"{full}.{name}")
            yield from self.named(f"{plain}.DOMAIN")

    def _definition(self, name: Name) -> Definition | None:
        if (module := self.module(name[0])) is None:
            return None
        return module.definitions.get(name[1]) if name[1] else module.rest

    def _used_by(self, name: Name, definition: Definition) -> tuple[Name, ...]:
        if name not in self._uses:
            self._uses[name] = tuple(dict.fromkeys(self._find_used(name[0], definition)))
        return self._uses[name]

    def _find_used(self, module: str, definition: Definition) -> Iterator[Name]:
        yield module, ""
        yield module.rpartition(".")[0], ""
        for needed in definition.needs:
            # What is imported from a package may be a module: then its uses say what is reached.
            if not (definition.is_import and self.module(needed)):
                yield from self.named(needed)
        for mention in definition.mentions:
            alias, _, attributes = mention.partition(".")
            yield module, alias
            used = self._definition((module, alias))
            for source in used.needs if used and used.is_import else ():
                yield from self.named(f"{source}.{attributes}".rstrip("."))

    def _read(self, path: Path, name: str) -> Module:
        try:
            source, beside = _written(path)
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            what = f"the byte {error.object[error.start]:#04x} is no UTF-8; save the file as UTF-8"
            raise SourceError(path.relative_to(self.root), line, what) from None
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        key = key_of("module", _OWN, package, source, beside)
        kept = self.store.get(key) if self.store else None
        if kept is None:
            try:
                kept = _parsed(package, source, beside)
            except SyntaxError as error:
                line, what = error.lineno or 1, f"cannot read this: {error.msg}"
                raise SourceError(path.relative_to(self.root), line, what) from None
            if self.store:
                self.store.put(key, kept)
        definitions = {name: Definition.read(written) for name, written in kept.items()}
        return Module(path, (source, beside), definitions, definitions.pop(""))


_known: dict[tuple[Path, Path], Sources] = {}


def _written(path: Path) -> tuple[str, str]:
    """Return the text of a module, and that of the JSON file beside it, if there is one."""
    data = path.with_suffix(".json")
    beside = data.read_text(encoding="utf-8") if data.exists() else ""
    return path.read_text(encoding="utf-8"), beside


@cache
def own_code(*names: str) -> str:
    """Return a hash of definitions of these rooms, by their full names, and of all they reach.

    Where they are installed beside other libraries, and not read from a project, it is of all.
    """
    if not (_ROOT / "pyproject.toml").exists():
        return key_of(*(hash_of(path) for path in sorted(Path(__file__).parents[1].rglob("*.py"))))
    sources = _own_sources()
    split = [(module, name) for module, _, name in (full.rpartition(".") for full in names)]
    for module, name in split:
        sources.find(module, name)
    return sources.fingerprint(split)


def environment(root: Path, *files: str) -> str:
    """Return a hash of what every result depends on: Python, the locked libraries, some files."""
    paths = [root / name for name in ("uv.lock", *files)]
    digests = [hash_of(path) if path.exists() else "" for path in paths]
    return key_of(platform.python_version(), *digests)


@cache
def _own_sources() -> Sources:
    return Sources(_ROOT, Store.of(_ROOT))


def _parsed(package: str, source: str, beside: str) -> dict[str, Any]:
    """Return the definitions of a module as JSON has them, the rest of it under an empty name."""
    found = {"": Definition(beside, 1)}
    for node in ast.parse(source).body:
        for name, definition in _definitions(node, source.split("\n"), package):
            found[name] = found[name] | definition if name in found else definition
    return {name: definition.written for name, definition in found.items()}


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
