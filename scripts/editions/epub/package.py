"""What an EPUB wants besides the text: the list of its files, the contents, the metadata."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from scripts.common.archives import Member
from scripts.editions.edition import Edition
from scripts.editions.epub.documents import Document
from scripts.editions.pdf.words import Words

_STYLE = Path(__file__).with_name("book.css")
_MATH_STYLE = Path(__file__).with_name("math.css")
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
  lang="{language}" xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" href="book.css"/>
<link rel="stylesheet" href="math.css"/>
</head>
<body>
{body}
</body>
</html>
"""
_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
  xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
_COVER = "cover.png"
_KINDS = {".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_FEATURES = ("alternativeText", "MathML", "readingOrder", "structuralNavigation", "tableOfContents")
_SUMMARY = (
    "Formulas are MathML, and pictures where a reader draws no MathML, with their TeX as text "
    "alternative. Every figure has a description. "
    "Headings, tables and the contents are marked up."
)


def members(
    chapters: Sequence[Document],
    edition: Edition,
    words: Words,
    files: Mapping[str, bytes],
    rules: str,
) -> Iterator[Member]:
    """Yield the files of the EPUB, in the order in which they are packed.

    Args:
        chapters: its text.
        edition: what it says of itself.
        words: those that the language of the book has for its parts.
        files: the cover, the fonts and the pictures, by their names.
        rules: of the fonts, for the style sheet.
    """
    documents = dict(_documents(chapters, edition, words))
    # A reader recognises the format by the first bytes, so that these are not compressed.
    yield Member("mimetype", b"application/epub+zip", compressed=False)
    yield Member("META-INF/container.xml", _CONTAINER.encode())
    yield Member("EPUB/book.opf", _package(documents, files, edition).encode())
    yield Member("EPUB/book.css", f"{rules}\n{_STYLE.read_text('utf-8')}".encode())
    yield Member("EPUB/math.css", _MATH_STYLE.read_bytes())
    for name, content in files.items():
        yield Member(f"EPUB/{name}", content, compressed=name.endswith(".svg"))
    for name, text in documents.items():
        yield Member(f"EPUB/{name}", text.encode())


def _documents(
    chapters: Sequence[Document], edition: Edition, words: Words
) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each document, in reading order."""
    cover = f'<section><img class="cover" src="{_COVER}" alt="{escape(edition.title)}"/></section>'
    yield "cover.xhtml", _document(edition, edition.title, cover)
    yield "title.xhtml", _document(edition, edition.title, _title_page(edition, words))
    yield "nav.xhtml", _document(edition, words.contents, _contents(chapters, edition, words))
    for chapter in chapters:
        yield chapter.file, _document(edition, chapter.title, chapter.body)


def _document(edition: Edition, title: str, body: str) -> str:
    return _DOCUMENT.format(language=edition.language, title=escape(title), body=body)


def _title_page(edition: Edition, words: Words) -> str:
    version = words.version.format(version=edition.version, date=words.dated(edition.date))
    return f"""<section class="title-page">
<h1>{escape(edition.title)}</h1>
<p>{escape(edition.description)}</p>
<p>{escape(version)}</p>
<p>{escape(edition.authors)}</p>
<p>{escape(edition.rights)}</p>
</section>"""


def _contents(chapters: Sequence[Document], edition: Edition, words: Words) -> str:
    entries = "\n".join(
        _part(part, [*members]) for part, members in groupby(chapters, key=lambda it: it.part)
    )
    return f"""<nav epub:type="toc" id="toc">
<h1>{words.contents}</h1>
<ol>
{entries}
</ol>
</nav>
<nav epub:type="landmarks" id="landmarks" hidden="hidden">
<ol>
<li><a epub:type="cover" href="cover.xhtml">{escape(edition.title)}</a></li>
<li><a epub:type="toc" href="#toc">{words.contents}</a></li>
<li><a epub:type="bodymatter" href="{chapters[0].file}">{escape(chapters[0].title)}</a></li>
</ol>
</nav>"""


def _part(title: str, chapters: Sequence[Document]) -> str:
    entries = "\n".join(_entry(chapter) for chapter in chapters)
    return f"<li><span>{escape(title)}</span>\n<ol>\n{entries}\n</ol></li>" if title else entries


def _entry(chapter: Document) -> str:
    headings = "".join(
        f'<li><a href="{chapter.file}#{escape(anchor)}">{escape(words)}</a></li>\n'
        for anchor, words in chapter.headings
    )
    inner = f"\n<ol>\n{headings}</ol>" if headings else ""
    return f'<li><a href="{chapter.file}">{escape(chapter.title)}</a>{inner}</li>'


def _package(documents: dict[str, str], files: Iterable[str], edition: Edition) -> str:
    items = [
        '<item id="style" href="book.css" media-type="text/css"/>',
        '<item id="math-style" href="math.css" media-type="text/css"/>',
        *map(_file, files),
        *(_item(name, text) for name, text in documents.items()),
    ]
    return _PACKAGE.format(
        language=edition.language,
        metadata="\n".join(_metadata(edition)),
        manifest="\n".join(items),
        spine="\n".join(f'<itemref idref="{_id(name)}"/>' for name in documents),
    )


def _file(name: str) -> str:
    path = Path(name)
    properties = ' properties="cover-image"' if name == _COVER else ""
    kind = _KINDS[path.suffix]
    return f'<item id="{path.stem}" href="{name}" media-type="{kind}"{properties}/>'


def _item(name: str, text: str) -> str:
    kinds = {"nav": name == "nav.xhtml", "mathml": "<math" in text, "svg": "<svg" in text}
    properties = " ".join(kind for kind, has in kinds.items() if has)
    written = f' properties="{properties}"' if properties else ""
    return f'<item id="{_id(name)}" href="{name}" media-type="application/xhtml+xml"{written}/>'


def _id(name: str) -> str:
    return f"text-{name.removesuffix('.xhtml')}"


def _metadata(edition: Edition) -> Iterator[str]:
    date = f"{edition.date:%Y-%m-%dT%H:%M:%SZ}"
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{edition.title} {edition.version} {date}")
    yield f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>'
    for name, value in {
        "title": edition.title,
        "creator": edition.authors,
        "language": edition.language,
        "description": edition.description,
        "rights": edition.rights,
        "date": date,
    }.items():
        yield f"<dc:{name}>{escape(value)}</dc:{name}>"
    yield f'<meta property="dcterms:modified">{date}</meta>'
    for name, value in (
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", feature) for feature in _FEATURES),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", _SUMMARY),
    ):
        yield f'<meta property="schema:{name}">{escape(value)}</meta>'
