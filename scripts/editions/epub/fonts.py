"""The fonts that come along: that of formulas, and that of labels, as the built site has it."""

from pathlib import Path

from scripts.editions.pdf.problems import BookError

_MATH = "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
_LABELS = {
    "label.woff2": "label-latin-400-normal",
    "label-bold.woff2": "label-latin-600-normal",
    "label-greek.woff2": "label-greek-400-normal",
    "label-extended.woff2": "label-latin-ext-400-normal",
}
"""Each font of ``book.css``, and what its file in the site begins with."""


def fonts_of(root: Path, site: Path) -> dict[str, bytes]:
    """Return the fonts by the names that ``book.css`` calls them.

    Raises:
        BookError: the site has not all of them.
    """
    labels = {name: _found(site, file).read_bytes() for name, file in _LABELS.items()}
    return {"math.woff2": (root / _MATH).read_bytes(), **labels}


def _found(site: Path, name: str) -> Path:
    found = sorted((site / "assets/fonts").glob(f"{name}.*.woff2"))
    if len(found) != 1:
        raise BookError(
            f"{site}/assets/fonts: {len(found)} files are named {name}; build the site anew"
        )
    return found[0]
