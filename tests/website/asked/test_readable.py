"""Files of pages that nobody can read are told with their line, and never as a traceback."""

from pathlib import Path

import pytest

from scripts.website.asked.readable import unreadable

GOOD = '---\ndescription: "Loss: a number"\n---\n# Title\n\nŷ\n'


def told(docs: Path) -> list[str]:
    return [str(problem).splitlines()[0] for problem in unreadable(docs, docs)]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bare.md").write_text("# Title\n\n---\n\na: b: c\n", encoding="utf-8")
    (tmp_path / "notebooks" / "one.py").write_text("# %%\nx = 'ŷ'\n", encoding="utf-8")
    return tmp_path


def test_what_can_be_read_is_not_told(docs: Path) -> None:
    assert told(docs) == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (GOOD.encode("utf-16"), "page.md:1: the file is UTF-16"),
        (GOOD.encode("utf-16-be"), None),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), "page.md:1: the file is UTF-16"),
        (GOOD.encode("utf-8-sig"), "page.md:1: the file begins with a byte-order mark"),
        ("# Title\n\nEntropie für 2\n".encode("latin-1"), "page.md:3: the byte 0xfc is no UTF-8"),
        (b"# Title\n\nan en dash \x96 there\n", "page.md:3: the byte 0x96 is no UTF-8"),
        (
            b"---\ntitle: a\ndescription: b\ntitle: c\n---\n# Title\n",
            "page.md:4: 'title' stands in the front matter twice",
        ),
        *(
            (
                f"---\ndescription: {text}\n---\n# Title\n".encode(),
                "page.md:1: the description is no text of up to 300 signs",
            )
            for text in ("''", "[a, b]", "12", "word " * 100)
        ),
        (
            b"---\ndescription: a: b\n---\n# Title\n",
            "page.md:2: cannot read the front matter: mapping values are not allowed here",
        ),
        (
            b'---\ntitle: a\ndescription: "open\n---\n# Title\n',
            "page.md:4: cannot read the front matter: found unexpected end of stream",
        ),
        (
            b"---\nonly words\n---\n# Title\n",
            "page.md:2: the front matter is no list of names and values",
        ),
        (b"---\n\n---\n# Title\n", None),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    docs: Path, content: bytes, line: str | None
) -> None:
    (docs / "page.md").write_bytes(content)
    assert told(docs) == ([line] if line else [])


def test_notebooks_too(docs: Path) -> None:
    (docs / "notebooks" / "two.py").write_bytes(b"# %%\n# \xe9\n")
    assert told(docs) == ["notebooks/two.py:2: the byte 0xe9 is no UTF-8"]


def test_a_folder_that_is_called_like_a_page_is_told(docs: Path) -> None:
    (docs / "x.md").mkdir()
    assert told(docs) == ["x.md:1: a folder that is called like a page"]
