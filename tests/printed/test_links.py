"""Links of the book: each leads to its target, and the page that is printed is the real one."""

import re

from scripts.website.finish.links import is_handout
from tests.printed.expected import Site, internal, letters
from tests.printed.reading import Box, Link, Printed

NAMED = re.compile(r"[,()]?\(?p\.(\d+)")
"""The page, behind a reference: ", p. 12" or "(p. 12)", without its blanks."""

LONGEST = len("),(p.1000")

HEAD, FOOT = 90.0, 95.0
"""The first line of a page is at most so far from its top, the last one from its bottom."""


def test_every_link_leads_somewhere(printed: Printed) -> None:
    assert len(printed.links) > 1000
    for link in printed.links:
        assert bool(link.target) != bool(link.address)
        assert not link.target or link.target in printed.targets, link


def test_the_links_are_those_of_the_site(printed: Printed, site: Site) -> None:
    """Links to what only the site has, such as the list of all formulas, are words in the book."""
    names = {chapter.name for chapter in site.chapters}
    inside, outside = set(), set()
    for chapter in site.chapters:
        for text in (chapter.article, *chapter.solutions):
            for found in text.select("a[href]"):
                if is_handout(str(found["href"])):
                    continue
                if internal(found):
                    place = chapter.place(str(found["href"]))
                    inside |= {place} if place.partition("--")[0] in names else set()
                elif "://" in str(found["href"]):
                    outside.add(str(found["href"]).rstrip("/"))
    assert inside <= {link.target for link in printed.links}
    assert outside == {link.address.rstrip("/") for link in printed.links if link.address}


def test_a_formula_stands_where_its_links_lead(printed: Printed) -> None:
    """Its own number is a link to it, and stands beside it."""
    checked = 0
    for target, (page, height) in printed.targets.items():
        if "--eq-" not in target:
            continue
        numbers = [link for link in printed.links if link.target == target and link.page == page]
        assert any(height - 260 < link.box.top < height + 5 for link in numbers), target
        checked += 1
    assert checked > 100


def test_figures_tables_and_headings_stand_where_links_lead(printed: Printed, site: Site) -> None:
    checked = 0
    for chapter in site.chapters:
        for tag in chapter.article.select("h2[id], h3[id], figure[id]"):
            target = f"{chapter.name}--{tag['id']}"
            if target not in printed.targets:
                continue
            page, height = printed.targets[target]
            words_at = tag.select_one(".caption-number") or tag
            shown = printed.pages[page - 1]
            below = [glyph.text for glyph in shown.glyphs if glyph.box.bottom < height + 2]
            if tag.name == "figure" and tag.get_attribute_list("class")[0] == "listing":
                words_at = tag.select_one(".filename") or tag
            wanted = letters(words_at.get_text())
            assert wanted.casefold() in letters("".join(below)).casefold(), target
            checked += 1
    assert checked > 250


def test_the_contents_name_the_real_pages(printed: Printed) -> None:
    first_chapter = min(page for _, _, page in printed.outline)
    seen = set()
    for link in printed.links:
        if link.page >= first_chapter or not link.target:
            continue
        line = printed.pages[link.page - 1].text_in(link.box)
        if line:
            number = re.search(r"(\d+)$", line)
            assert number, line
            assert int(number[1]) == printed.targets[link.target][0], line
            seen.add(link.target)
    assert len(seen) > 200


def named_page(printed: Printed, link: Link) -> int | None:
    """Return the page that is printed in a link or behind it, in the order of the text."""
    page = printed.pages[link.page - 1]
    if inside := re.search(r"p\.\s*(\d+)$", page.text_in(link.box)):
        return int(inside[1])
    within = [at for at, glyph in enumerate(page.glyphs) if _is_in(glyph.box, link.box)]
    behind = page.glyphs[within[-1] + 1 :][:LONGEST] if within else []
    named = NAMED.match("".join(glyph.text for glyph in behind))
    return int(named[1]) if named else None


def _is_in(small: Box, large: Box) -> bool:
    """Tell whether the middle of a box is in another."""
    across, up = (small.left + small.right) / 2, (small.bottom + small.top) / 2
    return large.left < across < large.right and large.bottom < up < large.top


def references(printed: Printed) -> list[Link]:
    """Return the links to formulas, figures and tables; the last part of each that is broken."""
    links = [link for link in printed.links if re.search("--(?:eq|fig|tab)-", link.target)]
    followed = [*links[1:], None]
    return [
        link
        for link, after in zip(links, followed, strict=True)
        if after is None or not _goes_on(link, after, printed)
        if printed.pages[link.page - 1].text_in(link.box)
    ]


def _goes_on(link: Link, after: Link, printed: Printed) -> bool:
    """Tell whether a link is broken and goes on: in the next line, or on top of the next page."""
    if link.target != after.target:
        return False
    is_last_line = link.box.bottom < FOOT
    is_first_line = after.box.top > printed.pages[after.page - 1].height - HEAD
    return after.page == link.page or (
        after.page == link.page + 1 and is_last_line and is_first_line
    )


def test_references_name_the_real_pages(printed: Printed) -> None:
    named = [
        (link, page)
        for link in printed.links
        if link.target and (page := named_page(printed, link)) is not None
    ]
    assert len(named) > 200
    assert [
        (link.page, link.target, page)
        for link, page in named
        if page != printed.targets[link.target][0]
    ] == []


def test_what_is_on_another_page_is_named_with_it(printed: Printed) -> None:
    """A reference such as "(3)" or "Figure 2" says where to look, unless that is in sight."""
    elsewhere = [
        link for link in references(printed) if printed.targets[link.target][0] != link.page
    ]
    assert len(elsewhere) > 60
    unnamed = [(link.page, link.target) for link in elsewhere if not named_page(printed, link)]
    assert unnamed == []


def test_no_link_is_without_words(printed: Printed) -> None:
    empty = [
        (link.page, link.target or link.address)
        for link in printed.links
        if not printed.pages[link.page - 1].text_in(link.box)
    ]
    assert empty == []
