"""Third-party files that the pages load, taken from the installed npm packages."""

from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.website.problems import BuildError

_KATEX = "katex/dist"
_FONT = "@fontsource/source-serif-4/files/source-serif-4-latin"
SERIF = {
    "normal": f"{_FONT}-400-normal.woff2",
    "italic": f"{_FONT}-400-italic.woff2",
    "bold": f"{_FONT}-600-normal.woff2",
}
"""The styles of the text, by the files of the package."""

_FILES = {
    f"{_KATEX}/katex.min.css": "assets/katex/katex.min.css",
}


def site_assets(root: Path) -> dict[str, Path]:
    """Return each file's address in the site and where it is on this machine.

    Raises:
        BuildError: a package is not installed.
    """
    modules = root / "node_modules"
    assets = {address: modules / source for source, address in _FILES.items()}
    for font in sorted((modules / _KATEX / "fonts").glob("*.woff2")):
        assets[f"assets/katex/fonts/{font.name}"] = font
    missing = [path for path in assets.values() if not path.exists()]
    if missing:
        what = f"{missing[0].relative_to(root)} is not installed"
        raise BuildError([Problem(Place(Path("package.json"), 1), what, "Run npm ci.")])
    return assets
