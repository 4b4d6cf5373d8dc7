"""What texts may name of a package: the functions and constants that its modules offer.

A page is a text, and a text is never a program: whatever it names must stand in the source of a
module of the package, where somebody wrote it for that purpose. Nothing is imported to find out.
"""

import importlib
from collections.abc import Callable
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any

from .sources import Sources


class Offers:
    """The functions and constants of a package, each by its module and its name.

    A module goes by the name that texts use: see `Sources.meant`.
    """

    def __init__(self, package: str) -> None:
        self.package = package

    @cached_property
    def sources(self) -> Sources:
        """The package, as it would be imported.

        Raises:
            LookupError: there is no such package.
        """
        if not self.package:
            raise LookupError("no package is named for it to be in")
        spec = find_spec(self.package.partition(".")[0])
        folders = spec.submodule_search_locations if spec else None
        if not folders:
            raise LookupError(f"there is no package {self.package}")
        return Sources(Path(next(iter(folders))).parent)

    def function(self, module: str, name: str) -> Callable[..., Any]:
        """Return a function, which no class, no alias of a type and no other value is.

        Raises:
            LookupError: the module offers none of this name.
        """
        if not self._is_function(module, name):
            raise LookupError(f"{module}.{name} is no function")
        return self._value(module, name)  # type: ignore[no-any-return]

    def constant(self, module: str, name: str) -> Any:
        """Return a constant; what can be called is none.

        Raises:
            LookupError: the module offers none of this name.
        """
        if self._is_function(module, name) or callable(found := self._value(module, name)):
            raise LookupError(f"{module}.{name} is no constant")
        return found

    def either(self, module: str, name: str) -> Any:
        """Return a function or a constant. Raises LookupError as both do."""
        is_function = self._is_function(module, name)
        return (self.function if is_function else self.constant)(module, name)

    def _is_function(self, module: str, name: str) -> bool:
        """Tell whether the definition is one; what a module passes on is what it is elsewhere."""
        if not f"{module}.".startswith(f"{self.package}."):
            raise LookupError(f"{self.package} has no module {module}")
        definition = self.sources.offered(module, name)
        if definition.is_import:
            return isinstance(self._value(module, name), FunctionType)
        return definition.is_function

    def _value(self, module: str, name: str) -> Any:
        try:
            return getattr(importlib.import_module(self.sources.meant(module)), name)
        except (ImportError, AttributeError) as error:
            raise LookupError(f"{module}.{name} cannot be had: {error}") from error
