"""Damages the functions of a module, one spot at a time.

A mutant is the text of the module with one small change. ``scripts.mutants.trials`` lets the tests
judge it.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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

_REDUCTIONS: dict[object, str] = {"mean": "sum", "sum": "mean"}


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

    def goes_by(self, names: Iterable[str]) -> bool:
        """Tell whether one of the names is that of its function or module, in short or in full."""
        short = self.module.rpartition(".")[2]
        own = {self.function, short, f"{short}.{self.function}", self.module, self.name}
        return not own.isdisjoint(names)


@dataclass(frozen=True)
class _Edit:
    kind: str
    start: int
    end: int
    text: str


def code_mutants(path: Path, module: str) -> list[CodeMutant]:
    """Return the mutants of all functions of a module, which goes by its name in the package."""
    return list(_Damager(path, module).mutants())


class _Damager:
    """Walks the functions of one module. Places are counted in bytes, as the syntax tree does."""

    def __init__(self, path: Path, module: str) -> None:
        self.module = module
        self.source = path.read_bytes()
        self.starts = [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def mutants(self) -> Iterator[CodeMutant]:
        seen = {self.source}
        for function, node in _functions(ast.parse(self.source)):
            for edit in self.edits(node):
                text = self.source[: edit.start] + edit.text.encode() + self.source[edit.end :]
                if text in seen or not _compiles(text):
                    continue
                seen.add(text)
                was = self.source[edit.start : edit.end].decode()
                change = f"{edit.kind}: {_in_one_line(was)} → {_in_one_line(edit.text)}"
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
        elif value in _REDUCTIONS:
            yield self.replaced("reduction", node, f'"{_REDUCTIONS[value]}"')

    def _call(self, node: ast.Call) -> Iterator[_Edit]:
        before: ast.AST | None = node.args[-1] if node.args else None
        for keyword in node.keywords:
            name = keyword.arg or ""
            if name in ("axis", "base", "keepdims"):
                start = self.at(before)[1] if before else self.at(keyword)[0]
                yield _Edit(f"{name} dropped", start, self.at(keyword)[1], "")
            before = keyword
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


def _in_one_line(text: str) -> str:
    return " ".join(text.split()) or "nothing"


def _compiles(text: bytes) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _line(text: bytes, at: int) -> str:
    start = text.rfind(b"\n", 0, at) + 1
    return text[start : text.find(b"\n", at)].decode().strip()
