"""Texts may name what a module defines and offers, and nothing that merely can be reached."""

import sys
from pathlib import Path

import pytest

from scripts.common.offers import Offers
from scripts.formulas.evaluation.bindings import BindingError, Functions
from snippets import examples
from snippets.careful import information
from tests.formulas.pages import CORPUS_PACKAGE

NOT_OFFERED = {
    "an import of a module": "snippets.information.np",
    "an import of a function": "snippets.binary.sigmoid",
    "an import of Python's": "snippets.circle.dataclass",
    "an imported class": "snippets.recorded.Path",
    "an imported module of Python": "snippets.recorded.json",
    "an imported number": "snippets.circle.pi",
    "a private function": "snippets.circle._directions",
    "a part of every module": "snippets.circle.__builtins__",
    "a private module": "snippets.tables._calls.table_of_calls",
    "a module": "snippets.information",
    "a package": "snippets.tables",
    "a module of a package": "snippets.tables.binary",
    "a module of Python": "os.system",
    "a module by dots": "snippets.os.system",
    "a function of a package": "snippets.frameworks.libraries",
    "what does not exist": "snippets.information.entropie",
    "a function of the site": "scripts.website.made.presentation.present_value",
}
NO_FUNCTIONS = {
    "a constant": "snippets.examples.ANIMALS",
    "a class": "snippets.circle.Circle",
    "an alias of a type": "snippets.arithmetic.Floats",
    "an alias of a literal": "snippets.training.Loss",
}
NO_CONSTANTS = {
    "a function": "snippets.information.entropy",
    "a class": "snippets.circle.Circle",
    "an alias of a type": "snippets.arithmetic.Floats",
}


def parts(dotted: str) -> tuple[str, str]:
    module, _, name = dotted.rpartition(".")
    return module, name


@pytest.fixture(scope="module")
def offers() -> Offers:
    return Offers("snippets")


def test_functions_and_constants_of_modules_are_offered(offers: Offers) -> None:
    assert offers.function("snippets.information", "entropy") is information.entropy
    assert offers.constant("snippets.examples", "ANIMALS") is examples.ANIMALS
    assert offers.either("snippets.information", "entropy") is information.entropy
    assert offers.either("snippets.examples", "ANIMALS") is examples.ANIMALS


@pytest.mark.parametrize("dotted", NOT_OFFERED.values(), ids=NOT_OFFERED)
def test_nothing_else_is(offers: Offers, dotted: str) -> None:
    for find in (offers.function, offers.constant, offers.either):
        with pytest.raises(LookupError, match=r"no module|defines no|only imports|not for use"):
            find(*parts(dotted))


@pytest.mark.parametrize("dotted", NO_FUNCTIONS.values(), ids=NO_FUNCTIONS)
def test_what_can_be_called_is_a_function(offers: Offers, dotted: str) -> None:
    with pytest.raises(LookupError, match="is no function"):
        offers.function(*parts(dotted))


@pytest.mark.parametrize("dotted", NO_CONSTANTS.values(), ids=NO_CONSTANTS)
def test_what_can_be_called_is_no_constant(offers: Offers, dotted: str) -> None:
    with pytest.raises(LookupError, match="is no constant"):
        offers.constant(*parts(dotted))


def test_nothing_is_imported_to_find_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "offering"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "loud.py").write_text("from os import system\nprint('imported')\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LookupError, match="only imports 'system'"):
        Offers("offering").function("offering.loud", "system")
    assert "offering.loud" not in sys.modules


def test_a_module_may_pass_on_what_it_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "listing"
    package.mkdir()
    (package / "inner.py").write_text("def f(): ...\n\n\ndef g(): ...\n", "utf-8")
    (package / "__init__.py").write_text(
        "from os import sep\nfrom listing.inner import f, g\n\n__all__ = ['f', 'sep']\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    offers = Offers("listing")
    assert offers.function("listing", "f") is offers.function("listing.inner", "f")
    assert offers.constant("listing", "sep") == "/"
    with pytest.raises(LookupError, match="listing only imports 'g'"):
        offers.function("listing", "g")
    with pytest.raises(LookupError, match="sep is no function"):
        offers.function("listing", "sep")


def test_a_package_that_does_not_exist_offers_nothing() -> None:
    with pytest.raises(LookupError, match="there is no package nowhere"):
        Offers("nowhere").function("nowhere.module", "name")


@pytest.mark.parametrize("dotted", [*NOT_OFFERED.values(), *NO_FUNCTIONS.values()])
def test_notation_calls_nothing_else(dotted: str) -> None:
    with pytest.raises(BindingError):
        Functions("snippets").find(dotted.removeprefix("snippets."))


@pytest.mark.parametrize(
    "dotted",
    ["tables.stability.zeros", "tables._calls.outcome", "frameworks.dask.rows_of_file", "a.b.c.d"],
)
def test_notation_calls_no_function_below_the_modules(dotted: str) -> None:
    with pytest.raises(BindingError, match=r"is too deep: write module\.function"):
        Functions("snippets").find(dotted)


def test_a_package_may_be_one_module() -> None:
    assert Functions(CORPUS_PACKAGE).find("self_information")([0.5]) > 0
    with pytest.raises(BindingError, match="only imports 'information'"):
        Functions(CORPUS_PACKAGE).find("information")
