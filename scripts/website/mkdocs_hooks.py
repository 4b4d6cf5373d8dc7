"""The thin layer between MkDocs and the site: all that would be lost in another generator."""

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from scripts.common.latest import latest
from scripts.common.limits import LimitError
from scripts.common.problems import Place, Problem
from scripts.common.store import StoreError
from scripts.website import remembered
from scripts.website.finish.policy import MarkedTemplates
from scripts.website.finish.search_index import headings
from scripts.website.finish.whole import finish
from scripts.website.logs import BrokenLinks
from scripts.website.notebooks import page_text
from scripts.website.problems import BuildError
from scripts.website.ready import ready_site
from scripts.website.restart import restart_after_a_change

_log = logging.getLogger("mkdocs.site")
_serving = False
_mark = ""
_broken = BrokenLinks()
_contents: dict[str, str] = {}
_anew: dict[str, bool] = {}
"""The pages, and whether they were converted in this build."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    """Remember whether the site is served."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build, in which everything may have changed."""
    if _serving:
        # Loaded here: a build in which nothing has changed does without NumPy.
        from scripts.formulas.report.workers import get_ready

        restart_after_a_change()
        get_ready()
    ready_site.cache_clear()
    _anew.clear()
    _broken.told.clear()
    logging.getLogger("mkdocs").addHandler(_broken)
    # From 0.27 on, mkdocs-jupyter loads another MathJax into every page, from elsewhere.
    config.plugins["mkdocs-jupyter"].config["mathjax_version"] = 2
    return config


def on_pre_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """Compute everything, before MkDocs follows what links there are."""
    try:
        ready_site(Path.cwd())
    except (BuildError, LimitError, StoreError) as error:
        raise PluginError(str(error)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001
    """Have mkdocs-jupyter read executed notebooks in place of sources."""
    for notebook in ready_site(Path.cwd()).notebooks:
        if (file := files.get_file_from_path(notebook.uri)) is not None:
            file.abs_src_path = str(notebook.shown)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Mark the scripts of the templates, and no others; a page that is served gets one more."""
    global _mark
    anew = sum(_anew.values())
    say = ready_site(Path.cwd()).project.say
    say(f"{len(_anew)} pages: {anew} converted anew, {len(_anew) - anew} kept")
    _mark = ""
    env.compile = partial(_compiled, env.compile)  # type: ignore[method-assign]
    if not _serving and env.loader is not None:
        env.loader = templates = MarkedTemplates(env.loader)
        _mark = templates.mark
    return env


def _compiled(
    make: Callable[..., Any], source: str, name: str, file: str | None, *others: Any
) -> Any:
    """Return a template as it was compiled for the build before, if it is the same."""
    return latest(("template", file or name), source, lambda: make(source, name, file, *others))


@event_priority(-100)
def on_pre_page(page: MkDocsPage, config: MkDocsConfig, files: Files) -> MkDocsPage:  # noqa: ARG001
    """Convert only what has changed; of a notebook, what mkdocs-jupyter makes of it."""
    page.render = partial(_render, page, page.render)  # type: ignore[method-assign]
    return page


def _render(
    page: MkDocsPage, write: Callable[..., None], config: MkDocsConfig, files: Files
) -> None:
    project = ready_site(Path.cwd()).project
    if page.file.src_uri.endswith(".py"):
        write(config, files)
        page.markdown = page_text(project, page.file.src_uri, page.content or "")
    try:
        _anew[page.url] = remembered.render(page, project, config, files)
    except BuildError as error:
        raise PluginError(str(error)) from None
    except Exception as error:
        place = Place((project.docs / page.file.src_uri).relative_to(project.root), 1)
        what = f"the page cannot be converted: {type(error).__name__}: {error}"
        advice = "Take its last changes back, one after the other, until it can."
        raise PluginError(str(Problem(place, what, advice))) from error


@event_priority(100)
def _for_search(context: TemplateContext, /, page: MkDocsPage, **_: Any) -> TemplateContext:
    """Let the search plugin list the sections; ``finish`` says what stands in them."""
    _contents[page.url] = page.content or ""
    page.content = "".join(headings(_contents[page.url]))
    return context


@event_priority(-100)
def _for_readers(context: TemplateContext, /, page: MkDocsPage, **_: Any) -> TemplateContext:
    """Put the page back as readers get it."""
    page.content = _contents.pop(page.url)
    return context


on_page_context = CombinedEvent(_for_search, _for_readers)


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish what MkDocs and its plugins have written."""
    try:
        finish(Path(config.site_dir), ready_site(Path.cwd()), _mark, _broken.told)
    except (BuildError, StoreError) as error:
        raise PluginError(str(error)) from None


def on_build_error(error: Exception) -> None:
    """End without a traceback where an author can mend it; MkDocs has told what stopped a page."""
    if isinstance(error, TemplateSyntaxError):
        where = os.path.relpath(error.filename or error.name or "docs/theme")
        _log.error("%s:%s: cannot read this template: %s", where, error.lineno, error.message)
    if isinstance(error, BuildError | StoreError | TemplateSyntaxError):
        raise Abort(str(error)) from None
