"""Makes the pages that a generator has written those of the site, whichever generator it was.

All that is asked of it is in the templates of ``docs/theme``: two comments around the content of a
page. What is done to a page is kept in the store, by the page as the generator wrote it.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.utils.meta import get_data

from scripts.common.latest import latest
from scripts.common.problems import Place, Problem
from scripts.common.sources import own_code
from scripts.common.store import key_of
from scripts.formulas.reading.parts import markdown_of
from scripts.website.asked.glossary import GLOSSARY
from scripts.website.beside.assets import TYPE, place_assets
from scripts.website.beside.cards import place_cards
from scripts.website.beside.downloads import offer_in
from scripts.website.beside.fonts import First
from scripts.website.beside.texts import texts_of
from scripts.website.finish.anchors import Anchors, anchors_of, broken_links
from scripts.website.finish.as_markdown import as_markdown
from scripts.website.finish.call_breaks import with_call_breaks
from scripts.website.finish.content import (
    Refused,
    line_of,
    refused,
    refused_in_front,
    refused_in_titles,
)
from scripts.website.finish.equations import place_equations
from scripts.website.finish.handouts import AWAITS, place_handouts
from scripts.website.finish.heads import with_named_heads
from scripts.website.finish.links import address_of, path_between, with_links_to_pages
from scripts.website.finish.llms import list_of_pages
from scripts.website.finish.long_lines import with_hanging_lines
from scripts.website.finish.named import name_icons
from scripts.website.finish.page_foot import with_foot
from scripts.website.finish.policy import ForeignScriptError, with_policy
from scripts.website.finish.scripts import join_scripts
from scripts.website.finish.search_index import (
    Section,
    fill_indexes,
    headings,
    sections,
    with_other_names,
)
from scripts.website.finish.small import make_small
from scripts.website.finish.source_maps import drop_source_maps
from scripts.website.finish.styles import join_styles
from scripts.website.finish.terms import explain_terms
from scripts.website.finish.untranslated import kept_from_translation
from scripts.website.markdown.filters import FILTER
from scripts.website.problems import BuildError
from scripts.website.ready import Site

NOTATION = "reference/notation.md"

_CONTENT = re.compile(r"<!--content-->(.*)<!--/content-->", re.DOTALL)
_FOR_SEARCH = re.compile(r' data-search-exclude(?:="")?(?=[ >])')
"""What tells search, which has read the page by then, to pass over a part."""
_LINK_TO_ITSELF = re.compile(r'<a class="headerlink".*?</a>')

_SHEET = re.compile(rf'href="([^"]*{TYPE})"')
_AWAITS_FONTS = "<script data-fonts>"

_OWN = "docs/theme/assets"

_MOVES = "assets/live.js"
"""The script of all that moves: most pages have nothing that does."""

_FILTERS = "assets/filter.js"
"""The script of the fields that filter what a page lists."""


@dataclass(frozen=True)
class Finished:
    """A page for readers, what search knows of each of its sections, and where its links lead."""

    html: str
    sections: dict[str, Section]
    anchors: Anchors
    markdown: str = ""


def finish(
    folder: Path, site: Site, mark: str = "", told: Set[tuple[str, str]] = frozenset()
) -> None:
    """Finish a whole site: its pages, what stands beside them, and what search reads.

    Args:
        folder: the site as the generator has written it.
        site: what it was made from.
        mark: the attribute of the templates' scripts; without one, pages get no policy.
        told: the broken links that the generator has told of, each with the source of its page.

    Raises:
        BuildError: a page holds what it may not or leads nowhere, or something beside the pages
            cannot be had.
    """
    fonts = place_assets(folder, site)
    make_small(folder / "assets", site.project.root / _OWN)
    drop_source_maps(folder)
    place_cards(folder, site)
    made_of = _made_of(site)
    uris = {address_of(uri): uri for uri in site.project.book.pages}
    problems: list[Problem] = []
    made: dict[str, str] = {}
    pages: dict[str, Anchors] = {}
    found: dict[str, Section] = {}
    handouts = ""
    for path, written in _lists_last(folder):
        address = path.relative_to(folder).as_posix()
        uri = uris.get(address, "")
        if AWAITS in written:
            handouts = handouts or place_handouts(folder, site, made)
        try:
            page = _kept(written.replace(AWAITS, handouts), uri, site, mark, made_of)
        except BuildError as error:
            problems += error.problems
            continue
        made[address] = page.html
        html = with_foot(page.html, uri, site) if uri else page.html
        html = _with_script(html, uri, address, site)
        html = latest(("fonts", path), (html, fonts), partial(_with_fonts, html, fonts))
        path.write_text(html, encoding="utf-8")
        _place_beside(path, page)
        pages[address] = page.anchors
        found |= {f"{address}#{id}".rstrip("#"): part for id, part in page.sections.items()}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for address in pages.keys() & uris.keys():
        for one in broken_links(address, pages, files):
            if told.isdisjoint((uris[address], link) for link in one.written):
                problems.append(_told(one, uris[address], site))
    if problems:
        raise BuildError(problems)
    (folder / "llms.txt").write_text(list_of_pages(site, _descriptions(site)), encoding="utf-8")
    with texts_of(folder) as texts:
        name_icons(folder, texts)
        scripts = join_scripts(folder, texts, {_MOVES, _FILTERS})
        join_styles(folder, texts, scripts, site.project.results.store)
        offer_in(texts, folder)
    fill_indexes(folder, with_other_names(found, site.project.other_names))


def _lists_last(folder: Path) -> list[tuple[Path, str]]:
    """Return all pages as they are written; at the end those that list what is made of others."""
    texts = [(path, path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))]
    return sorted(texts, key=lambda page: AWAITS in page[1])


def _place_beside(path: Path, page: Finished) -> None:
    """Write the Markdown of a page, and its formulas, beside it."""
    place_equations(path, page.html)
    if page.markdown:
        path.with_suffix(".md").write_text(page.markdown, encoding="utf-8")


def _descriptions(site: Site) -> dict[str, str]:
    """Return what each page says of itself in its front matter, by its source."""
    docs, pages = site.project.docs, site.project.book.pages
    return {uri: str(_front_matter(docs / uri).get("description", "")) for uri in pages}


def _front_matter(page: Path) -> dict[str, Any]:
    text = markdown_of(page).lstrip("\n")
    return latest(("front matter", page), text, lambda: get_data(text)[1])


def _with_script(html: str, uri: str, address: str, site: Site) -> str:
    """Return a page that loads, behind all others, the scripts that only some pages need."""
    script = site.project.page_script(uri) if uri else None
    files = [_MOVES, script[0]] if script else []
    files += [_FILTERS] if FILTER in html else []
    here = posixpath.dirname(address) or "."
    ways = (posixpath.relpath(file, here) for file in files)
    loaded = "".join(f'<script src="{way}" defer></script>' for way in ways)
    return html.replace("</body>", f"{loaded}</body>", 1)


def _with_fonts(html: str, fonts: Sequence[First]) -> str:
    """Return a page whose script knows where the fonts are that are to be fetched at once."""
    if (sheet := _SHEET.search(html)) is None:
        return html
    needed = (font.address for font in fonts if font.is_needed(html))
    named = " ".join(sheet[1].replace(TYPE, f"assets/{address}") for address in needed)
    return html.replace(_AWAITS_FONTS, f'{_AWAITS_FONTS[:-1]}="{named}">', 1)


def _kept(html: str, uri: str, site: Site, mark: str, made_of: str) -> Finished:
    """Return a finished page as it was kept, or else as it is made now."""
    source = (site.project.docs / uri).read_text(encoding="utf-8") if uri else ""
    # The mark is another one in every build; where it stands counts.
    written = html.split(mark) if mark else [html, "without a policy"]
    all_read = ("finished", made_of, uri, source, *written)

    def make() -> Finished:
        return _from_store(key_of(*all_read), site, lambda: finished(html, uri, site, mark))

    return latest(("finished", site.project.docs / uri), all_read, make)


def _from_store(key: str, site: Site, make: Callable[[], Finished]) -> Finished:
    store = site.project.results.store
    if (kept := store.get(key)) is None:
        kept = store.put(key, asdict(make()))
    found = {name: Section(**part) for name, part in kept["sections"].items()}
    return Finished(kept["html"], found, Anchors(**kept["anchors"]), kept["markdown"])


def _made_of(site: Site) -> str:
    """Return a hash of what all pages are finished with."""
    project = site.project
    return key_of(
        project.environment,
        own_code(f"{__name__}.finished"),
        repr((sorted(project.book.pages), project.glossary, site.menu)),
    )


def finished(html: str, uri: str, site: Site, mark: str) -> Finished:
    """Return the page of a source, or with no ``uri`` the page that stands for all others.

    Raises:
        BuildError: it holds what it may not.
    """
    content = _CONTENT.search(html)
    if content is None and uri:
        what = "its template does not mark the content, so that nobody can look at it"
        advice = "docs/theme/ must write <!--content--> and <!--/content--> around it."
        raise BuildError([Problem(Place(_source(uri, site), 1), what, advice)])
    if content is None or not uri:
        return Finished(_with_policy(html, Path("docs"), mark), {}, Anchors([], []))
    made = _content(content[1], uri, site)
    if problems := list(_problems(made, uri, site)):
        raise BuildError(problems)
    before, after = _lean(html[: content.start()]), _lean(html[content.end() :])
    html = f"{before}{_FOR_SEARCH.sub('', made)}{after}"
    html = _with_policy(html, _source(uri, site), mark)
    found = sections(made, all_symbols=uri == NOTATION)
    return Finished(html, found, anchors_of(made), as_markdown(made))


def _lean(template: str) -> str:
    """Return what a template wrote without its indents and blank lines, which would be sent too."""
    return re.sub(r"\n\s+", "\n", template)


def _content(html: str, uri: str, site: Site) -> str:
    pages = site.project.book.pages
    html = with_call_breaks(with_named_heads(with_links_to_pages(html, uri, pages)))
    html = kept_from_translation(with_hanging_lines(html))
    if GLOSSARY not in pages:
        return html
    return explain_terms(html, site.project.glossary, uri, path_between(uri, GLOSSARY))


def _problems(html: str, uri: str, site: Site) -> Iterator[Problem]:
    path = site.project.docs / uri
    titles = [entry.title for entry in site.menu if entry.uri == uri]
    titles += [re.sub("<[^>]*>", "", _LINK_TO_ITSELF.sub("", head)) for head in headings(html)]
    held = refused(html, site.project.copied(site.project.book.pages[uri]))
    for one in (*refused_in_front(_front_matter(path)), *refused_in_titles(titles), *held):
        yield _told(one, uri, site)


def _told(one: Refused, uri: str, site: Site) -> Problem:
    """Return what is refused with its line: its own, or that of the figure or table it is in."""
    path = site.project.docs / uri
    line = line_of(one.written, markdown_of(path))
    if line is None:
        # The outputs of a notebook come from its code.
        line = line_of(one.written, path.read_text(encoding="utf-8"))
    drawings = site.project.book.pages[uri].drawings
    around = (d.place.line for d in drawings if one.figure.partition("-")[2] == d.name)
    return Problem(Place(_source(uri, site), line or next(around, 1)), one.what, one.advice)


def _source(uri: str, site: Site) -> Path:
    """Return the file of a page as messages name it."""
    return (site.project.docs / uri).relative_to(site.project.root)


def _with_policy(html: str, file: Path, mark: str) -> str:
    if not mark:
        return html
    try:
        return with_policy(html, mark)
    except ForeignScriptError as error:
        what = f"the script {error} comes from no template"
        advice = "It came in by a title, a menu or a plugin: take it out there."
        raise BuildError([Problem(Place(file, 1), what, advice)]) from None
