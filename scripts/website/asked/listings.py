"""Code of ``snippets`` as it stands in its file, for showing on a page and for taking along."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from scripts.common.bundles import BundleError, bundle, excerpt
from scripts.common.latest import latest
from scripts.common.sources import Definition, Name, Sources
from scripts.website.asked.tiers import CAREFUL, modules_in, names_in


@dataclass(frozen=True)
class Excerpt:
    """Definitions of one module, in the order asked for.

    lines: the first and the last of them in the file; runs: the same definitions as a text that
    needs nothing of the project: with all that they use, or with what they import from ``beside``,
    the one file that readers may have of them.
    """

    module: str
    path: Path
    names: tuple[str, ...]
    texts: tuple[str, ...]
    lines: tuple[int, int]
    runs: str
    beside: str = ""

    @property
    def copied(self) -> str:
        """What the button beside the code copies."""
        return self.runs.strip("\n")


def list_code(sources: Sources, argument: str) -> list[Excerpt]:
    """Return the definitions that ``module.name, module.other, …`` asks for, module by module.

    Raises:
        LookupError: a name does not exist, or cannot stand without the rest of the project.
    """
    return [
        _excerpt(sources, module, sources.meant(f"snippets.{module}"), names)
        for module, names in _asked(argument)
    ]


def plain_code(sources: Sources, argument: str) -> list[Excerpt]:
    """Return the plain forms of what is asked for: of those names that have one.

    Raises:
        LookupError: a plain form cannot stand without the rest of the project.
    """
    found = []
    for module, names in _asked(argument):
        home = f"snippets.plain.{module}"
        there = sources.module(home)
        if plain := [name for name in names if there and name in there.definitions]:
            found.append(_excerpt(sources, module, home, plain))
    return found


def _asked(argument: str) -> Iterator[tuple[str, list[str]]]:
    dotted = [part.strip().rpartition(".") for part in argument.split(",")]
    for module, parts in groupby(dotted, key=lambda parts: parts[0]):
        names = [name for _, _, name in parts]
        if not module:
            raise LookupError(f"'{names[0]}' has no module: write module.{names[0]}")
        yield module, names


def _excerpt(sources: Sources, short: str, module: str, names: list[str]) -> Excerpt:
    modules = modules_in(sources, CAREFUL)
    beside = CAREFUL if module in modules else ""
    return latest(
        ("excerpt", module, *names),
        (sources, modules),
        lambda: _made(sources, short, module, names, beside),
    )


def _made(sources: Sources, short: str, module: str, names: list[str], beside: str) -> Excerpt:
    definitions = [sources.find(module, name) for name in names]
    texts = tuple(definition.text for definition in definitions)
    found = sources.module(module)
    assert found is not None
    path = found.path.relative_to(sources.root)
    try:
        runs = _running(sources, [(module, name) for name in names], beside)
    except BundleError as error:
        raise LookupError(str(error)) from None
    return Excerpt(short, path, tuple(names), texts, _lines(definitions), runs, beside)


def _running(sources: Sources, names: list[Name], beside: str) -> str:
    if beside:
        return excerpt(sources, names, names_in(sources, beside), beside.removesuffix(".py"))
    return bundle(sources, names)


def _lines(definitions: list[Definition]) -> tuple[int, int]:
    ends = [found.line + found.text.count("\n") for found in definitions]
    return min(found.line for found in definitions), max(ends)
