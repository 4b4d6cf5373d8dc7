"""What stands below a page for those who take it along, cite it, or find an error in it."""

import posixpath
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from scripts.common.source_date import source_date
from scripts.website.finish.links import address_of
from scripts.website.made.single_files import version
from scripts.website.ready import Site

_BRANCH = "main"
"""The branch that GitHub has its readers edit."""


@dataclass(frozen=True)
class Citation:
    """What is said of a page where it is cited."""

    key: str
    title: str
    site: str
    year: int
    version: str
    url: str

    @property
    def bibtex(self) -> str:
        """The entry for BibTeX; braces keep its words as they are."""
        fields = {
            "author": f"{{The authors of ``{_for_tex(self.site)}''}}",
            "title": f"{{{_for_tex(self.title)}}}",
            "year": str(self.year),
            "note": f"{_for_tex(self.site)}, version {self.version}",
            "url": self.url,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def apa(self) -> str:
        """The reference in the style of the APA."""
        authors = f"The authors of “{self.site}”"
        work = f"{self.title}. {self.site} (Version {self.version})."
        return f"{authors}. ({self.year}). {work} {self.url}".strip()


def _for_tex(text: str) -> str:
    return re.sub(r"[&%$#_]", r"\\\g<0>", text)


def citation_of(uri: str, site: Site) -> Citation:
    """Return how a page is cited."""
    pages, root = site.project.book.pages, site.project.root
    home = pages.get("index.md")
    name = home.title if home else site.name
    address = f"{site.url.rstrip('/')}/{address_of(uri)}" if site.url else ""
    key = re.sub(r"[^a-z0-9]+", "-", f"{site.name}-{posixpath.splitext(uri)[0]}".lower())
    title = re.sub(r"[*`$]", "", pages[uri].title)
    return Citation(key, title, name, source_date(root).year, version(root), address)


def with_foot(html: str, uri: str, site: Site) -> str:
    """Return a finished page with its foot at the end of its text."""
    return html.replace("</article>", f"{_foot(uri, site)}</article>", 1)


def _foot(uri: str, site: Site) -> str:
    citation = citation_of(uri, site)
    own = posixpath.basename(posixpath.splitext(uri)[0])
    links = [f'<a href="{own}.md">This page as Markdown</a>', *_on_github(uri, citation, site)]
    return (
        '<div class="page-foot on-screen">'
        '<details class="cite"><summary>Cite this page</summary>'
        f'<pre translate="no">{escape(citation.bibtex)}</pre><p>{escape(citation.apa)}</p>'
        f"</details><p>{' · '.join(links)}</p></div>"
    )


def _on_github(uri: str, citation: Citation, site: Site) -> list[str]:
    source = site.project.source
    if not source:
        return []
    path = (site.project.docs / uri).relative_to(site.project.root).as_posix()
    place = citation.url or f"{path}, version {citation.version}"
    report = {"title": f"Error on “{citation.title}”", "body": f"On {place}:\n\n"}
    return [
        f'<a href="{escape(source)}/edit/{_BRANCH}/{quote(path)}">Edit this page</a>',
        f'<a href="{escape(source)}/issues/new?{escape(urlencode(report))}">'
        "Report an error here</a>",
    ]
