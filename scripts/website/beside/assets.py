"""What the pages load or readers download: fonts and styles, notebooks, code as single files."""

import re
import shutil
from pathlib import Path

from scripts.common.problems import Place, Problem
from scripts.common.source_date import source_date
from scripts.website.beside.downloads import date_file
from scripts.website.beside.font_signs import math_in_labels, written_signs
from scripts.website.beside.fonts import (
    FOLDER,
    First,
    first_fonts,
    licence_of,
    type_of,
    type_sheet,
)
from scripts.website.beside.stand_ins import stand_ins
from scripts.website.made.lean_drawing import STYLES
from scripts.website.made.page_scripts import LIVE
from scripts.website.problems import BuildError
from scripts.website.ready import Site

TYPE = "assets/type.css"
"""The style sheet of the fonts."""

_KATEX = "katex/dist"
_STYLES = "assets/katex/katex.min.css"
_OLD_FONTS = re.compile(r',url\([^)]*\) format\("(?:truetype|woff)"\)')
"""Forms of fonts for browsers of before 2016, which do not come along."""


def place_assets(folder: Path, site: Site) -> list[First]:
    """Copy everything of this kind into the folder of the built site.

    Returns the fonts that pages need at once, by their addresses from ``assets``.

    Raises:
        BuildError: a package is not installed.
    """
    root = site.project.root
    assets = third_party_files(root)
    for notebook in site.notebooks:
        assets[f"{notebook.uri.removesuffix('.py')}.ipynb"] = notebook.download
    for address, path in assets.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / address)
    katex = (folder / _STYLES).read_text(encoding="utf-8")
    (folder / _STYLES).write_text(f"{_OLD_FONTS.sub('', katex)}{STYLES}", encoding="utf-8")
    for name, text in site.project.single_files.items():
        (folder / name).write_text(text, encoding="utf-8")
        date_file(folder / name, source_date(root))
    for uri in site.project.book.pages:
        if (script := site.project.page_script(uri)) is not None:
            address, text = script
            (folder / address).parent.mkdir(parents=True, exist_ok=True)
            (folder / address).write_text(text, encoding="utf-8")
    return _place_fonts(folder, site)


def _place_fonts(folder: Path, site: Site) -> list[First]:
    pages = list(folder.rglob("*.html"))
    scripts = folder.glob(f"{LIVE}/*.js")
    texts = (path.read_text(encoding="utf-8") for path in (*pages, *scripts))
    formulas = [*site.project.formulas.html.values(), *math_in_labels(texts)]
    fonts = type_of(site.project.root, formulas, written_signs(pages))
    (folder / "assets" / FOLDER).mkdir(parents=True, exist_ok=True)
    for font in fonts:
        if not font.is_small:
            (folder / "assets" / font.address).write_bytes(font.content)
    licence = folder / "assets" / FOLDER / "LICENSE.txt"
    licence.write_text(licence_of(site.project.root, fonts), encoding="utf-8")
    sheet = f"{type_sheet(fonts)}\n{stand_ins(site.project.root)}"
    (folder / TYPE).write_text(sheet, encoding="utf-8")
    return first_fonts(fonts)


def third_party_files(root: Path) -> dict[str, Path]:
    """Return the address in the site of each file from npm, and where it is on this machine.

    Raises:
        BuildError: a package is not installed.
    """
    katex = root / "node_modules" / _KATEX
    assets = {_STYLES: katex / "katex.min.css"}
    for font in sorted((katex / "fonts").glob("*.woff2")):
        assets[f"assets/katex/fonts/{font.name}"] = font
    missing = [path for path in assets.values() if not path.exists()]
    if missing:
        what = f"{missing[0].relative_to(root)} is not installed"
        raise BuildError([Problem(Place(Path("package.json"), 1), what, "Run npm ci.")])
    return assets
