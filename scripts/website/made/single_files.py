"""Each tier of the code as one file, for readers to download: it needs NumPy and nothing else."""

import ast
import tomllib
from collections.abc import Mapping
from pathlib import Path

from scripts.common.bundles import bundle
from scripts.common.latest import latest
from scripts.common.sources import Sources
from scripts.website.asked.tiers import CAREFUL, PLAIN, modules_in, names_in

_SAID = {
    CAREFUL: """Cross-entropy and what belongs to it, for programs.

Arguments are checked, and results are accurate to a few units in the last digit, also at the edges.
This file needs NumPy and nothing else:

    >>> from cross_entropy import binary_cross_entropy, sparse_softmax_cross_entropy, train
    >>> labels, predictions = [1, 0, 1], [0.9, 0.2, 0.6]
    >>> print(f"{binary_cross_entropy(labels, predictions):.4f} nats")
    0.2798 nats
    >>> logits = [[2.0, 0.5, -1.0], [0.1, 3.0, 0.2]]
    >>> print(sparse_softmax_cross_entropy([0, 1], logits, reduction="none").round(4))
    [0.2413 0.1096]
    >>> run = train([[0.0], [1.0], [3.0], [4.0]], [0, 0, 1, 1], steps=100)
    >>> print(run.predict([[0.0], [4.0]]).round(3))
    [0.008 0.997]
""",
    PLAIN: """Cross-entropy and what belongs to it, as a textbook writes it.

Arguments are NumPy arrays or numbers, and nothing is checked; `cross_entropy.py` does that. This
file needs NumPy and nothing else:

    >>> import numpy as np
    >>> from cross_entropy_plain import binary_cross_entropy
    >>> labels, predictions = np.array([1, 0, 1]), np.array([0.9, 0.2, 0.6])
    >>> print(f"{binary_cross_entropy(labels, predictions):.4f} nats")
    0.2798 nats
""",
}


def single_files(root: Path, sources: Sources) -> dict[str, str]:
    """Return the text of each file by its name; none where the project has no such tier.

    Raises:
        BundleError: the modules of a tier cannot stand in one file.
    """
    return {name: _kept(root, name, sources) for name in _SAID if modules_in(sources, name)}


def size_of(text: str) -> str:
    """Return the size of a file as readers know it."""
    return f"{round(len(text.encode()) / 1000)}\N{NO-BREAK SPACE}kB"


def _kept(root: Path, name: str, sources: Sources) -> str:
    licence = (root / "LICENSE").read_text(encoding="utf-8")
    made_of = (sources, modules_in(sources, name), licence, version(root))
    return latest(("single file", name), made_of, lambda: _text(root, name, sources))


def _text(root: Path, name: str, sources: Sources) -> str:
    headings = _headings(sources, modules_in(sources, name))
    code = bundle(sources, names_in(sources, name), headings=headings)
    imports, _, definitions = code.partition("\n\n\n")
    licence = (root / "LICENSE").read_text(encoding="utf-8").rstrip()
    return (
        f'{_commented(licence)}\n\n"""{_SAID[name]}"""\n\n{imports}\n\n'
        f'__version__ = "{version(root)}"\n__license__ = "MIT"\n\n\n{definitions}'
    )


def _headings(sources: Sources, modules: list[str]) -> Mapping[str, str]:
    """Return what each module says about itself, as comments."""
    said = {}
    for module in modules:
        path = sources.root.joinpath(*module.split(".")).with_suffix(".py")
        text = path.read_text(encoding="utf-8")
        said[module] = _commented(ast.get_docstring(ast.parse(text)) or "")
    return said


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def version(root: Path) -> str:
    """Return the version of the project."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    settings = latest(("pyproject", root), text, lambda: tomllib.loads(text))
    return str(settings["project"]["version"])
