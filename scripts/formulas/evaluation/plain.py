"""The plain tier of a package: the functions that a page shows first, where they promise to agree.

A plain function has the module and the name of the careful one, in the folder ``plain``, and takes
the same arguments or fewer. Its module says in ``DOMAIN`` within which bounds an argument has to
lie: ``{"logit": {"p": (1e-300, 1)}}``.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .bindings import Functions

Bounds = tuple[float, float]


class OutsideError(Exception):
    """A plain function is asked for what lies outside its domain."""


class PlainFunctions(Functions):
    """The plain functions of a package, and in the place of those that it lacks the careful ones.

    ``asked`` are the names of the plain ones that have been called.
    """

    def __init__(self, careful: Functions) -> None:
        self.package = careful.package
        self.offers = careful.offers
        self.asked: set[str] = set()

    def find(self, dotted: str) -> Callable[..., Any]:
        """Return the function, which raises OutsideError for arguments outside its domain.

        Raises:
            BindingError: neither tier has one of this name.
        """
        careful = super().find(dotted)
        module, _, name = dotted.rpartition(".")
        home = f"{self.package}.plain.{module}"
        try:
            plain = self.offers.function(home, name)
        except LookupError:
            return careful
        domain = self._domains(home).get(name, {})

        def within_domain(*args: Any, **keywords: Any) -> Any:
            if (arguments := _bound(plain, args, keywords)) is None:
                return careful(*args, **keywords)
            _refuse_outside(arguments, domain)
            self.asked.add(name)
            return plain(*args, **keywords)

        return within_domain

    def _domains(self, module: str) -> Mapping[str, Mapping[str, Bounds]]:
        try:
            return self.offers.constant(module, "DOMAIN")  # type: ignore[no-any-return]
        except LookupError:
            return {}


def _bound(
    function: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]
) -> dict[str, Any] | None:
    """Return the arguments by name; None where the function knows no such argument."""
    try:
        return inspect.signature(function).bind(*args, **keywords).arguments
    except TypeError:
        return None


def _refuse_outside(arguments: Mapping[str, Any], domain: Mapping[str, Bounds]) -> None:
    for name, (low, high) in domain.items():
        values = np.asarray(arguments.get(name, low), dtype=np.float64)
        if not np.all((values >= low) & (values <= high)):
            raise OutsideError(name)
