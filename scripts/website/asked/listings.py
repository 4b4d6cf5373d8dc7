"""Code of ``snippets`` as it stands in its file, for showing on a page."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from scripts.common.sources import Sources


@dataclass(frozen=True)
class Excerpt:
    """Definitions of one module, in the order asked for."""

    module: str
    path: Path
    names: tuple[str, ...]
    texts: tuple[str, ...]


def list_code(sources: Sources, argument: str) -> list[Excerpt]:
    """Return the definitions that ``module.name, module.other, …`` asks for, module by module.

    Raises:
        LookupError: a name does not exist.
    """
    dotted = [part.strip().rpartition(".") for part in argument.split(",")]
    grouped = groupby(dotted, key=lambda parts: parts[0])
    return [_excerpt(sources, module, [name for _, _, name in parts]) for module, parts in grouped]


def _excerpt(sources: Sources, short: str, names: list[str]) -> Excerpt:
    if not short:
        raise LookupError(f"'{names[0]}' has no module: write module.{names[0]}")
    module = sources.meant(f"snippets.{short}")
    definitions = [sources.find(module, name) for name in names]
    texts = tuple(definition.text for definition in definitions)
    found = sources.module(module)
    assert found is not None
    return Excerpt(short, found.path.relative_to(sources.root), tuple(names), texts)
