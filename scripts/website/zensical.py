"""Builds the same sources with Zensical, by the authors of the theme, which follows on MkDocs.

Zensical reads ``mkdocs.yml``, the Markdown extension and most templates; of hooks and of plugins
that it does not know it says nothing. It is given copies in a folder of its own: there it may leave
what it likes where it stops half-way, and there stand the notebooks as the Markdown that
mkdocs-jupyter makes of them.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from click import ClickException
from mkdocs.utils.yaml import yaml_load
from mkdocs_jupyter.nbconvert2 import nb2html

from scripts.website.finish.policy import marked, new_mark
from scripts.website.finish.whole import finish
from scripts.website.notebooks import page_text
from scripts.website.ready import CONFIG, Site

_ONLY_MKDOCS = {"hooks", "watch"}
_SEARCH = {"partials/search.html", "assets/search.js"}
"""Ours for the search of Material; that of Zensical is another one."""


class ZensicalError(Exception):
    """Zensical is not installed, or has stopped."""


def build(site: Site, private: Path) -> Path:
    """Build in the folder ``private`` and return where the finished site is.

    Raises:
        BuildError: a page holds what it may not, or something beside the pages cannot be had.
        ZensicalError: Zensical is not installed, or has stopped; it has said why.
    """
    try:
        import zensical
    except ImportError:
        raise ZensicalError("Zensical is not installed. Run: make zensical") from None
    mark = new_mark()
    settings = _settings(site)
    _copy_pages(site, private / "docs")
    theirs = Path(zensical.__file__).parent / "templates"
    ours = site.project.root / settings["theme"]["custom_dir"]
    _copy_templates(theirs, ours, private / "theme", mark)
    settings["theme"]["custom_dir"] = "theme"
    (private / CONFIG).write_text(json.dumps(settings), encoding="utf-8")
    try:
        zensical.build(str(private / CONFIG), {"clean": False, "strict": True})
    except (RuntimeError, SystemExit, ClickException) as error:
        raise ZensicalError(f"Zensical has stopped: {error}") from None
    for notebook in site.notebooks:
        # Other pages link to the sources, so that they stood there until now.
        (private / "site" / notebook.uri).unlink()
    finish(private / "site", site, mark)
    return private / "site"


def _settings(site: Site) -> dict[str, Any]:
    """Return ``mkdocs.yml`` with what Zensical needs, and without what only MkDocs can use."""
    with (site.project.root / CONFIG).open(encoding="utf-8") as file:
        settings: dict[str, Any] = yaml_load(file)
    text = json.dumps({key: settings[key] for key in settings if key not in _ONLY_MKDOCS})
    for notebook in site.notebooks:
        text = text.replace(f'"{notebook.uri}"', f'"{_as_page(notebook.uri)}"')
    settings = json.loads(text)
    plugins = [one for one in settings["plugins"] if "mkdocs-jupyter" not in one]
    scripts = [one for one in settings["extra_javascript"] if one["path"] not in _SEARCH]
    folders = {"docs_dir": "docs", "site_dir": "site"}
    return settings | folders | {"plugins": plugins, "extra_javascript": scripts}


def _as_page(uri: str) -> str:
    return f"{uri.removesuffix('.py')}.md"


def _copy_pages(site: Site, folder: Path) -> None:
    shutil.copytree(site.project.docs, folder)
    for notebook in site.notebooks:
        text = page_text(site.project, notebook.uri, nb2html(str(notebook.shown)))
        (folder / _as_page(notebook.uri)).write_text(text, encoding="utf-8")


def _copy_templates(theirs: Path, ours: Path, folder: Path, mark: str) -> None:
    """Put our theme on top of Zensical's templates, all with their scripts marked."""
    for source in (theirs, ours):
        for path in source.rglob("*"):
            name = path.relative_to(source).as_posix()
            is_ours = source == ours and name not in _SEARCH
            if path.suffix == ".html" and (source == theirs or is_ours):
                _write(folder / name, marked(path.read_text(encoding="utf-8"), mark))
            elif path.is_file() and is_ours:
                _write(folder / name, path.read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
