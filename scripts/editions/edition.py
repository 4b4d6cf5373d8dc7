"""What every edition of the site says of itself: title, authors, language, version and date."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup
from mkdocs.utils.yaml import yaml_load

from scripts.common.source_date import source_date


@dataclass(frozen=True)
class Edition:
    """The words on a title page and in the metadata of a file."""

    title: str
    description: str
    language: str
    version: str
    date: datetime
    rights: str

    @property
    def authors(self) -> str:
        """Those who hold the rights, as the licence names them."""
        return f"The authors of “{self.title}”"


def read_edition(root: Path, site: Path) -> Edition:
    """Return what the sources under ``root`` and the built home page say."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        settings = yaml_load(file)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Edition(
        title=_title(site / "index.html") or settings["site_name"],
        description=settings["site_description"],
        language=settings["theme"]["language"],
        version=project["version"],
        date=source_date(root),
        rights=settings["copyright"],
    )


def _title(home: Path) -> str:
    """Return the heading of the home page, without the sign that links to it."""
    heading = BeautifulSoup(home.read_text(encoding="utf-8"), "html.parser").select_one(
        "article h1"
    )
    for link in heading.select(".headerlink") if heading else ():
        link.decompose()
    return heading.get_text(strip=True) if heading else ""
