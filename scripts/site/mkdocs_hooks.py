"""The thin layer between MkDocs and the project: all that would be lost in another generator."""

import logging
import posixpath
import re
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from scripts.site.assets import site_assets
from scripts.site.notebook_pages import plain_page
from scripts.site.notebooks import Executed, fill_formulas, run_notebooks
from scripts.site.problems import BuildError
from scripts.site.project import Project
from scripts.site.restart import restart_after_a_change

_EXTENSION = "scripts.site.markdown_extension"
_LINK = re.compile(r'href="(?P<path>[^":#]+\.(?:md|py))(?P<anchor>#[^"]*)?"')
_serving = False
_log = logging.getLogger("mkdocs.site")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    """Remember whether the site is served."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the Markdown extension the project of this build."""
    if _serving:
        restart_after_a_change()
    root = Path(config.config_file_path).parent
    project = Project(root, Path(config.docs_dir), _log.info)
    if _EXTENSION not in config.markdown_extensions:
        config.markdown_extensions.append(_EXTENSION)
    config.mdx_configs[_EXTENSION] = {"project": project}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Compute everything, then add what readers load or download besides the pages."""
    project = _project(config)
    try:
        project.prepare()
        notebooks = run_notebooks(project)
        assets = site_assets(project.root)
    except BuildError as error:
        raise PluginError(str(error)) from None
    for notebook in notebooks:
        _show_executed(files, notebook)
        assets[f"{notebook.uri.removesuffix('.py')}.ipynb"] = notebook.download
    for uri, path in assets.items():
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    _log.info("writing %d pages", len(project.book.pages))
    return files


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Make the page of a notebook one of ours: its formulas, its links, no foreign styles."""
    if not page.file.src_uri.endswith(".py"):
        return html
    project = _project(config)
    download = f"{Path(page.file.src_uri).stem}.ipynb"
    html = fill_formulas(project, plain_page(html, download, project.language))
    return _LINK.sub(lambda link: _resolved(link, page, files), html)


def _project(config: MkDocsConfig) -> Project:
    project: Project = config.mdx_configs[_EXTENSION]["project"]
    return project


def _show_executed(files: Files, notebook: Executed) -> None:
    """Have mkdocs-jupyter read the executed copy in place of the source."""
    file = files.get_file_from_path(notebook.uri)
    if file is not None:
        file.abs_src_path = str(notebook.shown)


def _resolved(link: re.Match[str], page: MkDocsPage, files: Files) -> str:
    """Return a link of a notebook to a page's source as a link to the page."""
    folder = posixpath.dirname(page.file.src_uri)
    target = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, link["path"])))
    if target is None:
        _log.warning(
            "Doc file '%s' contains a link '%s', but the target is not found.",
            page.file.src_uri,
            link["path"],
        )
        return link[0]
    return f'href="{target.url_relative_to(page.file)}{link["anchor"] or ""}"'
