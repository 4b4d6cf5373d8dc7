"""A plugin for pytest: lets ``snippets.careful`` be the one file that readers download.

    CROSS_ENTROPY=/tmp/cross_entropy.py pytest -p tests.snippets.single_file tests/snippets/careful

Each module of the package is then a view of the file. What the file calls by another name than the
module (two modules had the same) is found under the module's own name.
"""

import importlib
import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import settings

CAREFUL = Path(__file__).parents[2] / "snippets" / "careful"


class View(ModuleType):
    """One of the modules that the file was made of."""

    def __init__(self, name: str, file: ModuleType) -> None:
        super().__init__(name)
        self.__dict__["_file"] = file

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(self._file, self._called(name))
        except AttributeError:
            raise AttributeError(f"the file has no {name} of {self.__name__}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__"):
            super().__setattr__(name, value)
        else:
            setattr(self._file, self._called(name), value)

    def _called(self, name: str) -> str:
        module = self.__name__.rpartition(".")[2]
        own = f"{module.upper()}_{name}" if name.isupper() else f"_{module}{name}"
        return own if hasattr(self._file, own) else name


def load(path: Path) -> ModuleType:
    """Return the file as a module."""
    spec = spec_from_file_location("cross_entropy", path)
    assert spec is not None
    assert spec.loader is not None
    file = sys.modules["cross_entropy"] = module_from_spec(spec)
    spec.loader.exec_module(file)
    return file


def pytest_sessionstart() -> None:
    """Try few examples: all of them have been tried with the package."""
    usual = settings.get_profile("cross-entropy")
    settings.register_profile("few", usual, max_examples=8)
    settings.load_profile("few")


if "CROSS_ENTROPY" in os.environ:
    FILE = load(Path(os.environ["CROSS_ENTROPY"]))
    package = importlib.import_module("snippets.careful")
    for source in CAREFUL.glob("*.py"):
        if source.stem not in ("__init__", "circle"):
            view = View(f"snippets.careful.{source.stem}", FILE)
            sys.modules[view.__name__] = view
            setattr(package, source.stem, view)
