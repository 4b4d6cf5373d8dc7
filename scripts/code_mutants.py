"""Damages the functions of a package, one spot at a time, and lets their tests judge.

A mutant is the text of a module with one small change. It is tried in a process of its own, in
which the module is loaded from that text, first by the tests of the module, with few examples,
then by the formulas that are bound to it, then by its tests with all examples.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

PACKAGE = "snippets"
TESTS = Path("tests/snippets")
FEW_EXAMPLES = 8
TIME_LIMIT = 180
"""Seconds for all tests of one mutant; a function that does not end is noticed."""

FIRST_LOOK = 30
"""Seconds for the first look, with few examples: a loop without an end is noticed soon."""

_OPERATORS: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-",), ast.Sub: ("+",), ast.Mult: ("/",), ast.Div: ("*",), ast.Pow: ("*",),
    ast.FloorDiv: ("*",), ast.Mod: ("*",), ast.BitAnd: ("|",), ast.BitOr: ("&",),
}  # fmt: skip
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.FloorDiv: "//",
    ast.Mod: "%", ast.BitAnd: "&", ast.BitOr: "|", ast.MatMult: "@",
}  # fmt: skip
_COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">")), ast.LtE: ("<=", ("<", ">=")), ast.Gt: (">", (">=", "<")),
    ast.GtE: (">=", (">", "<=")), ast.Eq: ("==", ("!=",)), ast.NotEq: ("!=", ("==",)),
    ast.In: ("in", ("not in",)), ast.NotIn: ("not in", ("in",)),
    ast.Is: ("is", ("is not",)), ast.IsNot: ("is not", ("is",)),
}  # fmt: skip
_NAMES = {
    "log": ("log1p",), "log1p": ("log",), "exp": ("expm1",), "expm1": ("exp",), "max": ("min",),
    "min": ("max",), "maximum": ("minimum",), "minimum": ("maximum",), "sum": ("mean",),
    "mean": ("sum",), "cos": ("sin",), "sin": ("cos",), "argmax": ("argmin",), "any": ("all",),
    "all": ("any",), "zeros_like": ("ones_like",), "ones_like": ("zeros_like",),
}  # fmt: skip


@dataclass(frozen=True)
class CodeMutant:
    """A module with one change: in which function, what, and the text afterwards."""

    module: str
    function: str
    kind: str
    change: str
    line: str
    text: str

    @property
    def name(self) -> str:
        """The function with its module."""
        return f"{self.module}.{self.function}"


@dataclass(frozen=True)
class _Edit:
    kind: str
    start: int
    end: int
    text: str


def code_mutants(path: Path) -> list[CodeMutant]:
    """Return the mutants of all functions of a module."""
    return list(_Damager(path).mutants())


class _Damager:
    """Walks the functions of one module. Places are counted in bytes, as the syntax tree does."""

    def __init__(self, path: Path) -> None:
        self.module = path.stem
        self.source = path.read_bytes()
        self.starts = [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def mutants(self) -> Iterator[CodeMutant]:
        seen: set[bytes] = set()
        for function, node in _functions(ast.parse(self.source)):
            for edit in self.edits(node):
                text = self.source[: edit.start] + edit.text.encode() + self.source[edit.end :]
                if text in seen or not _compiles(text):
                    continue
                seen.add(text)
                was = self.source[edit.start : edit.end].decode()
                change = (
                    f"{edit.kind}: {' '.join(was.split()) or 'nothing'} → {edit.text or 'nothing'}"
                )
                yield CodeMutant(
                    self.module, function, edit.kind, change, _line(text, edit.start), text.decode()
                )

    def at(self, node: ast.AST) -> tuple[int, int]:
        start = self.starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self.starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def text(self, node: ast.AST) -> str:
        start, end = self.at(node)
        return self.source[start:end].decode()

    def replaced(self, kind: str, node: ast.AST, text: str) -> _Edit:
        return _Edit(kind, *self.at(node), text)

    def edits(self, function: ast.FunctionDef) -> Iterator[_Edit]:
        parameters = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        for default in (*function.args.defaults, *(d for d in function.args.kw_defaults if d)):
            yield from self._constant(default)
        for statement in _without_docstring(function):
            for node in _code_in(statement):
                yield from self._of(node, parameters)

    def _of(self, node: ast.AST, parameters: Sequence[str]) -> Iterator[_Edit]:
        match node:
            case ast.BinOp():
                yield from self._operation(node)
            case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
                yield self.replaced("sign dropped", node, self.text(node.operand))
            case ast.Compare(ops=[operator]):
                yield from self._comparison(node, operator)
            case ast.BoolOp():
                yield from self._and_or(node)
            case ast.Constant():
                yield from self._constant(node)
            case ast.Call():
                yield from self._call(node)
            case ast.IfExp():
                yes, no = self.text(node.body), self.text(node.orelse)
                text = f"{no} if {self.text(node.test)} else {yes}"
                yield self.replaced("branches swapped", node, text)
            case ast.If() | ast.While():
                yield self.replaced("condition", node.test, f"not ({self.text(node.test)})")
            case ast.Expr(value=ast.Call()):
                yield self.replaced("statement dropped", node, "pass")
            case ast.AugAssign():
                start = self.at(node.target)[1]
                end = self.at(node.value)[0]
                for sign in _OPERATORS.get(type(node.op), ()):
                    yield _Edit("operator", start, end, f" {sign}= ")
            case ast.Name(id=name, ctx=ast.Load()) if name in parameters:
                if len(parameters) > 1:
                    other = parameters[(parameters.index(name) + 1) % len(parameters)]
                    yield self.replaced("argument", node, other)

    def _operation(self, node: ast.BinOp) -> Iterator[_Edit]:
        left, right = self.at(node.left), self.at(node.right)
        sign = _SIGNS.get(type(node.op), "")
        between = self.source[left[1] : right[0]].decode()
        for other in _OPERATORS.get(type(node.op), ()):
            yield _Edit("operator", left[1], right[0], between.replace(sign, other, 1))
        if isinstance(node.op, ast.Sub | ast.Div | ast.Pow | ast.MatMult):
            # The brackets between the operands stay where they are.
            text = f"{self.text(node.right)}{between}{self.text(node.left)}"
            yield _Edit("operands swapped", left[0], right[1], text)
        if between.strip() == sign:
            yield _Edit("operand dropped", left[0], right[1], self.text(node.left))
            yield _Edit("operand dropped", left[0], right[1], self.text(node.right))

    def _comparison(self, node: ast.Compare, operator: ast.cmpop) -> Iterator[_Edit]:
        sign, others = _COMPARISONS.get(type(operator), ("", ()))
        start, end = self.at(node.left)[1], self.at(node.comparators[0])[0]
        between = self.source[start:end].decode()
        for other in others:
            yield _Edit("comparison", start, end, between.replace(sign, other, 1))

    def _and_or(self, node: ast.BoolOp) -> Iterator[_Edit]:
        sign, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for one, two in zip(node.values, node.values[1:], strict=False):
            start, end = self.at(one)[1], self.at(two)[0]
            between = self.source[start:end].decode()
            yield _Edit("and for or", start, end, between.replace(sign, other, 1))

    def _constant(self, node: ast.AST) -> Iterator[_Edit]:
        if not isinstance(node, ast.Constant):
            return
        value = node.value
        if isinstance(value, bool):
            yield self.replaced("constant", node, str(not value))
        elif isinstance(value, int | float):
            yield self.replaced("constant", node, repr(value + 1))
            yield self.replaced("constant", node, f"({value - 1!r})")

    def _call(self, node: ast.Call) -> Iterator[_Edit]:
        for keyword in node.keywords:
            name = keyword.arg or ""
            if name in ("axis", "base", "keepdims"):
                start = self.source.rfind(b",", 0, self.at(keyword)[0])
                yield _Edit(f"{name} dropped", start, self.at(keyword)[1], "")
            if name == "axis":
                yield self.replaced("axis", keyword.value, "0")
        for one, two in zip(node.args, node.args[1:], strict=False):
            if not any(isinstance(arg, ast.Starred) or _is_text(arg) for arg in (one, two)):
                start, end = self.at(one)[0], self.at(two)[1]
                between = self.source[self.at(one)[1] : self.at(two)[0]].decode()
                text = f"{self.text(two)}{between}{self.text(one)}"
                yield _Edit("arguments swapped", start, end, text)
        if node.args and not isinstance(node.args[0], ast.Starred):
            yield self.replaced("call dropped", node, f"({self.text(node.args[0])})")
        if len(node.args) > 1 and _function_name(node) == "log":
            start, end = self.at(node.args[0])[1], self.at(node.args[1])[1]
            yield _Edit("base dropped", start, end, "")
        name = _function_name(node)
        for other in _NAMES.get(name, ()):
            end = self.at(node.func)[1]
            yield _Edit("function", end - len(name), end, other)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    yield f"{node.name}.{part.name}", part


def _without_docstring(function: ast.FunctionDef) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def _code_in(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes whose change changes a result: no messages, no annotations."""
    if isinstance(node, ast.JoinedStr):
        return
    yield node
    if isinstance(node, ast.Call) and _function_name(node) in ("refuse", "ValueError", "TypeError"):
        return
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "func"):
            parts = value if isinstance(value, list) else [value]
            for part in parts:
                if isinstance(part, ast.AST):
                    yield from _code_in(part)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _code_in(node.func.value)


def _function_name(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _compiles(text: bytes) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _line(text: bytes, at: int) -> str:
    start = text.rfind(b"\n", 0, at) + 1
    return text[start : text.find(b"\n", at)].decode().strip()


# Judging.


def tests_of(root: Path, module: str) -> list[str]:
    """Return the tests of a module; where it has none, those of the modules that use it."""
    own = TESTS / f"test_{module}.py"
    return [str(own)] if (root / own).exists() else tests_reaching(root, module)


def texts_behind(root: Path, module: str) -> list[str]:
    """Return the text of a module, of those that it uses and of its tests."""
    modules = {path.stem: path.read_text("utf-8") for path in (root / PACKAGE).glob("*.py")}
    waiting, used = [module], {module}
    while waiting:
        text = modules[waiting.pop()]
        new = {name for name in modules if name not in used and _uses(text, name)}
        used |= new
        waiting += new
    tests = [(root / test).read_text("utf-8") for test in tests_of(root, module)]
    return [*(modules[name] for name in sorted(used)), *tests]


def tests_reaching(root: Path, module: str) -> list[str]:
    """Return all tests of modules that use a module, directly or through others."""
    modules = {path.stem: path.read_text("utf-8") for path in (root / PACKAGE).glob("*.py")}
    reaching, added = {module}, True
    while added:
        users = {n for n, text in modules.items() if any(_uses(text, r) for r in reaching)}
        added = bool(users - reaching)
        reaching |= users
    paths = sorted((root / TESTS).glob("test_*.py"))
    return [
        str(path.relative_to(root))
        for path in paths
        if any(_uses(path.read_text("utf-8"), name) for name in reaching)
    ]


def _uses(text: str, module: str) -> bool:
    direct = rf"^from {PACKAGE}\.{module} import|^from {PACKAGE} import .*\b{module}\b"
    return re.search(direct, text, re.MULTILINE) is not None


class _Loader(importlib.abc.Loader):
    """Loads a module from a text that stands in for its file."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:  # noqa: ARG002
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, self.path, "exec"), module.__dict__)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds one module by its full name."""

    def __init__(self, name: str, text: str, path: str) -> None:
        self.name = name
        self.loader = _Loader(text, path)

    def find_spec(
        self,
        fullname: str,
        path: object,  # noqa: ARG002
        target: object = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        origin = self.loader.path
        return importlib.util.spec_from_loader(fullname, self.loader, origin=origin)


def install(mutant: CodeMutant, root: Path) -> None:
    """Load the mutated module from now on; its package may not have been imported before."""
    name = f"{PACKAGE}.{mutant.module}"
    if any(loaded.startswith(PACKAGE) for loaded in sys.modules):
        raise RuntimeError(f"{PACKAGE} is already imported")
    sys.meta_path.insert(0, _Finder(name, mutant.text, str(root / PACKAGE / f"{mutant.module}.py")))


def run_tests(tests: Sequence[str], plugins: Sequence[object] = ()) -> bool:
    """Run tests in this process; return whether all passed."""
    import pytest

    quiet = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no", "--no-header"]
    return int(pytest.main([*quiet, *tests], plugins=list(plugins))) == 0


class _Trial:
    """A plugin for pytest: collects once and runs the tests for each mutant in a copy.

    Those that have noticed most mutants come first, and plain tests before property tests, which
    try fewer examples here.
    """

    def __init__(self, mutants: Sequence[CodeMutant]) -> None:
        self.mutants = mutants
        self.caught: list[str] = []

    def pytest_sessionstart(self) -> None:
        from hypothesis import settings

        usual = settings.get_profile("cross-entropy")
        settings.register_profile("few", usual, max_examples=FEW_EXAMPLES)
        settings.load_profile("few")

    def pytest_runtestloop(self, session: Any) -> bool:
        kills: Counter[str] = Counter()
        for mutant in self.mutants:
            order = sorted(session.items, key=lambda item: (-kills[item.name], _is_property(item)))
            failed = in_a_process_of_its_own(
                lambda m=mutant, o=order: _first_failure(m, o),  # type: ignore[misc]
                FIRST_LOOK,
            )
            kills[failed] += 1
            self.caught.append(failed)
        return True


def _is_property(item: Any) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def _first_failure(mutant: CodeMutant, tests: Sequence[Any]) -> str:
    if not put_in_place(mutant):
        return ""
    for item in tests:
        before = item.session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if item.session.testsfailed > before:
            return str(item.name)
    return ""


def put_in_place(mutant: CodeMutant) -> bool:
    """Give the function of a loaded module the code of the mutant, wherever it is imported.

    Return whether that can be done: not for what has already done its work, as decorators have.
    """
    module = sys.modules[f"{PACKAGE}.{mutant.module}"]
    changed = ModuleType(module.__name__)
    changed.__file__ = module.__file__
    exec(compile(mutant.text, str(module.__file__), "exec"), changed.__dict__)
    old, new = _innermost(module, mutant.function), _innermost(changed, mutant.function)
    if old is None or new is None or old.__code__.co_freevars or _has_inner(old):
        return False
    old.__code__, old.__defaults__, old.__kwdefaults__ = (
        new.__code__, new.__defaults__, new.__kwdefaults__,
    )  # fmt: skip
    return True


def _innermost(module: ModuleType, name: str) -> FunctionType | None:
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part, None)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found if isinstance(found, FunctionType) else None


def _has_inner(function: FunctionType) -> bool:
    """Tell whether a function makes functions: these would keep their old code."""
    makes = [part for part in function.__code__.co_consts if isinstance(part, CodeType)]
    return any(not part.co_name.startswith("<") for part in makes)


def judged_by_own_tests(mutants: Sequence[CodeMutant], root: Path) -> list[str]:
    """Return for each mutant of one module which of its tests fails, or nothing."""

    def trial() -> str:
        plugin = _Trial(mutants)
        run_tests(tests_of(root, mutants[0].module), [plugin])
        return json.dumps(plugin.caught)

    answer = in_a_process_of_its_own(trial, TIME_LIMIT * len(mutants))
    try:
        return [str(name) for name in json.loads(answer)]
    except ValueError:
        return ["" for _ in mutants]


def in_a_process_of_its_own(work: Callable[[], str], seconds: int = TIME_LIMIT) -> str:
    """Return what a function returns in a copy of this process that ends afterwards."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _work_silently(work, writer, seconds)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    return answer if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 else "it does not end"


def _work_silently(work: Callable[[], str], writer: int, seconds: int) -> None:
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    signal.alarm(seconds)
    try:
        answer = work()
    except BaseException as error:
        answer = f"{type(error).__name__}: {error}"
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(answer.encode())
    os._exit(0)


def caught_by(mutant: CodeMutant, root: Path) -> str:
    """Return what notices a mutant that passed the quick look, or nothing.

    Called in a process of its own, which has not imported the package.
    """
    install(mutant, root)
    if formula := _formula_against(mutant.module, root):
        return f"formula {formula}"
    return "" if run_tests(tests_of(root, mutant.module)) else "its tests, with all examples"


def _formula_against(module: str, root: Path) -> str:
    """Return a formula bound to a module that the mutated code does not match."""
    from scripts.mutants import Jury

    jury = Jury(root)
    for formula in jury.formulas.values():
        scope = formula.scope
        declared = [*scope.symbols.values(), *(d for ds in scope.functions.values() for d in ds)]
        bound = any(f"{module}." in str(getattr(d.bound, "python", "")) for d in declared)
        if bound and jury.doubt(formula, 8) is not None:
            return formula.name
    return ""
