"""The list of pages for programs that read them, as https://llmstxt.org/ has it."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from scripts.website.finish.links import address_of
from scripts.website.ready import Site


def list_of_pages(site: Site, descriptions: Mapping[str, str]) -> str:
    """Return `llms.txt`: each page of the menu with its Markdown and what it is about.

    Args:
        site: the site, with its menu.
        descriptions: what each page says of itself, by its source.
    """
    pages = site.project.book.pages
    lines = [f"# {site.name}", "", f"> {descriptions.get('index.md', site.name)}"]
    base = f"{site.url.rstrip('/')}/" if site.url else ""
    for section, entries in groupby(site.menu, key=lambda entry: entry.section):
        lines += ["", f"## {section or 'Start here'}", ""]
        for entry in entries:
            if entry.uri in pages:
                address = Path(address_of(entry.uri)).with_suffix(".md").as_posix()
                about = descriptions.get(entry.uri, "")
                lines.append(f"- [{pages[entry.uri].title}]({base}{address}): {about}".rstrip(": "))
    return "\n".join(lines) + "\n"
