"""Pages that MkDocs need not convert again: their text and all that they ask are as before."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from scripts.common.sources import own_code
from scripts.common.store import key_of
from scripts.website.markdown.questions import Notes
from scripts.website.project import Project


def render(page: Page, project: Project, config: MkDocsConfig, files: Files) -> bool:
    """Convert a page as MkDocs does, or take what that gave when all was the same; tell which.

    What MkDocs has warned of is not kept, so that it does so again.
    """
    key = _key(page, project, config, files)
    kept = project.results.store.get(key)
    if kept is not None and Notes(kept["notes"]).still_hold(project):
        _restore(page, kept, files)
        return False
    with _warnings() as warned:
        Page.render(page, config, files)
    if not warned.get_counts():
        notes = project.notes[page.file.src_uri].as_json()
        project.results.store.put(key, _as_json(page) | {"notes": notes})
    return True


def _key(page: Page, project: Project, config: MkDocsConfig, files: Files) -> str:
    """Return the key of a page from all that it depends on, but what it asks of the project."""
    settings = (config.markdown_extensions, config.mdx_configs, config.validation)
    return key_of(
        "converted",
        own_code("scripts.website.markdown.extension.SiteExtension"),
        project.environment,
        page.file.src_uri,
        page.markdown or "",
        repr((project.language, page.meta, settings, sorted(files.src_uris))),
    )


def _as_json(page: Page) -> dict[str, Any]:
    links = page.links_to_anchors or {}
    return {
        "content": page.content,
        "title": page.title,
        "toc": [_entry(item) for item in page.toc],
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: anchors for file, anchors in links.items()},
    }


def _restore(page: Page, kept: dict[str, Any], files: Files) -> None:
    page.content = kept["content"]
    page.title = kept["title"]
    page.toc = TableOfContents([_item(entry) for entry in kept["toc"]])
    page.present_anchor_ids = set(kept["anchors"])
    linked = ((files.get_file_from_path(uri), links) for uri, links in kept["links"].items())
    page.links_to_anchors = {file: links for file, links in linked if file is not None}


def _entry(item: AnchorLink) -> list[Any]:
    return [item.title, item.id, item.level, [_entry(child) for child in item.children]]


def _item(entry: list[Any]) -> AnchorLink:
    item = AnchorLink(*entry[:3])
    item.children = [_item(child) for child in entry[3]]
    return item


@contextmanager
def _warnings() -> Iterator[CountHandler]:
    """Count what MkDocs warns of meanwhile."""
    handler = CountHandler(level=logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
