"""The thin layer between MkDocs and the project: all that would be lost in another generator."""

import logging
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from scripts.common.limits import LimitError
from scripts.common.problems import Place, Problem
from scripts.common.store import StoreError
from scripts.formulas.reading.parts import markdown_of
from scripts.website.asked.glossary import GLOSSARY, explain_terms
from scripts.website.beside.assets import site_assets
from scripts.website.beside.cards import card_address, card_of, draw_card
from scripts.website.beside.fonts import type_sheet
from scripts.website.finish.content import (
    Refused,
    line_of,
    refused,
    refused_in_front,
    refused_in_titles,
)
from scripts.website.finish.policy import ForeignScriptError, MarkedTemplates, with_policy
from scripts.website.finish.search_index import keywords, searchable
from scripts.website.made.math_text import with_named_heads
from scripts.website.made.notebook_pages import plain_page
from scripts.website.notebooks import Executed, begin_notebooks, fill_formulas
from scripts.website.problems import BuildError
from scripts.website.project import Project
from scripts.website.restart import restart_after_a_change

_EXTENSION = "scripts.website.markdown.extension"
_LINK = re.compile(r'href="(?P<path>[^":#]+\.(?:md|py))(?P<anchor>#[^"]*)?"')
_serving = False
NOTATION = "reference/notation.md"
_whole: dict[str, str] = {}
_keywords: dict[str, list[str]] = {}
_refused: list[Problem] = []
_mark = ""
_log = logging.getLogger("mkdocs.site")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    """Remember whether the site is served."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the Markdown extension the project of this build."""
    if _serving:
        # Loaded here: a build in which nothing has changed does without NumPy.
        from scripts.formulas.report.workers import get_ready

        restart_after_a_change()
        get_ready()
    _refused.clear()
    root = Path(config.config_file_path).parent
    order, source = _order(config.nav or []), str(config.extra.get("source", ""))
    project = Project(root, Path(config.docs_dir), _log.info, order=order, source=source)
    if _EXTENSION not in config.markdown_extensions:
        config.markdown_extensions.append(_EXTENSION)
    config.mdx_configs[_EXTENSION] = {"project": project}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Compute everything, then add what readers load or download besides the pages."""
    project = _project(config)
    try:
        finished = begin_notebooks(project)
        project.prepare()
        notebooks = finished()
        assets = site_assets(project.root)
        type_css = type_sheet(project.root, project.formulas.html.values())
        single_files = project.single_files
    except (BuildError, LimitError, StoreError) as error:
        raise PluginError(str(error)) from None
    files.append(File.generated(config, "assets/type.css", content=type_css))
    for name, text in single_files.items():
        files.append(File.generated(config, name, content=text))
    for notebook in notebooks:
        _show_executed(files, notebook)
        assets[f"{notebook.uri.removesuffix('.py')}.ipynb"] = notebook.download
    for uri, path in assets.items():
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    _log.info("writing %d pages", len(project.book.pages))
    return files


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Resolve links that Markdown did not see, and make the page of a notebook one of ours."""
    if page.file.src_uri.endswith(".py"):
        project = _project(config)
        download = f"{Path(page.file.src_uri).stem}.ipynb"
        html = fill_formulas(project, plain_page(html, download, project.language))
    html = with_named_heads(_LINK.sub(lambda link: _resolved(link, page, files), html))
    if (glossary := files.get_file_from_path(GLOSSARY)) is not None:
        path = glossary.url_relative_to(page.file)
        html = explain_terms(html, _project(config).glossary, page.file.src_uri, path)
    held = refused(html, _project(config).copied)
    found = [*refused_in_front(page.meta), *refused_in_titles(_titles(page)), *held]
    _refused.extend(_problem(one, page.file.src_uri, config) for one in found)
    return html


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Add the social card of each page, which names the section that the page is in."""
    project = _project(config)
    for page in nav.pages:
        uri = page.file.src_uri
        section = page.parent.title if page.parent else ""
        card = card_of(project.book.pages[uri], config.site_name, section)
        drawn = draw_card(card, project.root)
        files.append(File.generated(config, card_address(uri), content=drawn))
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Stop if a page holds what it may not; make the templates ready."""
    global _mark
    if _refused:
        raise PluginError(str(BuildError(_refused)))
    # The path at which the site stands on its server, if that is known.
    env.filters["site_path"] = lambda url: urlsplit(url).path
    if not _serving and env.loader is not None:
        env.loader = templates = MarkedTemplates(env.loader)
        _mark = templates.mark
    return env


@event_priority(100)
def _for_search(context: TemplateContext, /, page: MkDocsPage, **_: Any) -> TemplateContext:
    """Give the search plugin what it is to read, and remember by what else a section is found."""
    content = page.content or ""
    _whole[page.file.src_uri] = content
    found = keywords(content, all_symbols=page.file.src_uri == NOTATION)
    _keywords.update({f"{page.url}#{name}".rstrip("#"): words for name, words in found.items()})
    page.content = searchable(content)
    context["card"] = card_address(page.file.src_uri)  # type: ignore[typeddict-unknown-key]
    return context


@event_priority(-100)
def _for_readers(context: TemplateContext, /, page: MkDocsPage, **_: Any) -> TemplateContext:
    """Put the page back as readers get it."""
    page.content = _whole.pop(page.file.src_uri)
    return context


on_page_context = CombinedEvent(_for_search, _for_readers)


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Say what the page may load; not while it is served, when MkDocs adds a script to it."""
    return output if _serving else _with_policy(output, _source(page.file.src_uri, config))


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Do the same for the page that is shown where there is none."""
    is_page = template_name.endswith(".html") and not _serving
    return _with_policy(output_content, Path(template_name)) if is_page else output_content


@event_priority(100)
def on_post_build(config: MkDocsConfig) -> None:
    """Add the names by which a section is found to what search has read of it."""
    index = config.plugins["material/search"].search_index  # type: ignore[attr-defined]
    for entry in index.entries:
        if words := _keywords.get(entry["location"]):
            entry["tags"] = words


def _order(nav: Any) -> list[str]:
    """Return the pages of the menu from first to last."""
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav
    return [uri for part in parts for uri in _order(part)]


def _project(config: MkDocsConfig) -> Project:
    project: Project = config.mdx_configs[_EXTENSION]["project"]
    return project


def _problem(one: Refused, uri: str, config: MkDocsConfig) -> Problem:
    """Return what is refused with its line: its own, or that of the figure or table it is in."""
    path = Path(config.docs_dir) / uri
    line = line_of(one.written, markdown_of(path))
    if line is None:
        # The outputs of a notebook come from its code.
        line = line_of(one.written, path.read_text(encoding="utf-8"))
    drawings = _project(config).book.pages[uri].drawings
    around = (d.place.line for d in drawings if one.figure.partition("-")[2] == d.name)
    place = Place(_source(uri, config), line or next(around, 1))
    return Problem(place, one.what, one.advice)


def _source(uri: str, config: MkDocsConfig) -> Path:
    """Return the file of a page as messages name it."""
    project = _project(config)
    return (project.docs / uri).relative_to(project.root)


def _with_policy(html: str, file: Path) -> str:
    try:
        return with_policy(html, _mark)
    except ForeignScriptError as error:
        what = f"the script {error} comes from no template"
        advice = "It came in by a title, a menu or a plugin: take it out there."
        raise PluginError(str(Problem(Place(file, 1), what, advice))) from None


def _titles(page: MkDocsPage) -> Iterator[str]:
    """Yield the title of a page and of its sections, as the menus have them."""
    yield str(page.title)
    sections = list(page.toc)
    while sections:
        section = sections.pop(0)
        yield section.title
        sections = [*section.children, *sections]


def _show_executed(files: Files, notebook: Executed) -> None:
    """Have mkdocs-jupyter read the executed copy in place of the source."""
    file = files.get_file_from_path(notebook.uri)
    if file is not None:
        file.abs_src_path = str(notebook.shown)


def _resolved(link: re.Match[str], page: MkDocsPage, files: Files) -> str:
    """Return a link to a page's source as a link to the page."""
    folder = posixpath.dirname(page.file.src_uri)
    target = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, link["path"])))
    if target is None:
        if not page.file.src_uri.endswith(".py"):
            # A link of a page that MkDocs reads itself, and has told of.
            return link[0]
        _log.warning(
            "Doc file '%s' contains a link '%s', but the target is not found.",
            page.file.src_uri,
            link["path"],
        )
        return link[0]
    return f'href="{target.url_relative_to(page.file)}{link["anchor"] or ""}"'


def on_build_error(error: Exception) -> None:
    """End without a traceback where an author can mend it; MkDocs has told what stopped a page."""
    if isinstance(error, BuildError):
        raise Abort(str(error)) from None
