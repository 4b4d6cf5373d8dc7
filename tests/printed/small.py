"""A small book: the whole site with few pages in its menu, printed in seconds."""

import shutil
from pathlib import Path

from bs4 import BeautifulSoup

PAGES = ("index.html", "classification/binary.html", "notebooks/two_models.html")


def small_site(whole: Path, target: Path) -> Path:
    """Copy a built site, and leave only ``PAGES`` in the menu of its home page."""
    shutil.copytree(whole, target, ignore=shutil.ignore_patterns("*.pdf", "*.epub", "*.zip"))
    home = target / "index.html"
    soup = BeautifulSoup(home.read_text(encoding="utf-8"), "html.parser")
    for link in soup.select("nav.md-nav--primary > ul a.md-nav__link"):
        entry = link.find_parent("li")
        kept = str(link["href"]).partition("#")[0] in (*PAGES, ".", "")
        if entry is not None and not kept:
            entry.decompose()
    home.write_text(str(soup), encoding="utf-8")
    return target
