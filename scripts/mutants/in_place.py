"""Puts a mutant in the place of the right function, before or after its module is imported."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from scripts.mutants.code import CodeMutant
from scripts.mutants.own_process import TrialError
from scripts.mutants.subjects import PACKAGE, file_of


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
    if any(loaded.split(".")[0] == PACKAGE for loaded in sys.modules):
        raise TrialError(f"{PACKAGE} is already imported")
    sys.meta_path.insert(0, _Finder(name, mutant.text, str(root / file_of(mutant.module))))


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
