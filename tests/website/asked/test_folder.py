"""What lies in ``docs`` and must not be published."""

import os
from pathlib import Path

import pytest
from PIL import Image

from scripts.website.asked.folder import strangers
from scripts.website.asked.readable import unreadable


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    docs = tmp_path / "docs" / "en"
    (docs / "notebooks").mkdir(parents=True)
    (tmp_path / "docs" / "theme").mkdir()
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "docs-of-others").mkdir()
    (tmp_path / "docs-of-others" / "page.md").write_text("secret")
    for name in ("page.md", "notebooks/one.py", "data.csv", ".hidden.html"):
        (docs / name).write_text("text")
    Image.new("RGB", (1, 1)).save(docs / "image.PNG")
    (docs.parent / "theme" / "main.html").write_text("text")
    return docs


def told(docs: Path) -> list[str]:
    root = docs.parent.parent
    return [str(problem).splitlines()[0] for problem in strangers(root, docs)]


def test_what_is_known_may_be_there(docs: Path) -> None:
    (docs / "again.md").symlink_to("page.md")
    (docs / "theirs.png").symlink_to(docs / "image.PNG")
    assert told(docs) == []


@pytest.mark.parametrize(
    "goal", ["../../secret.md", "/etc/hostname", "../../docs-of-others/page.md", "../../nowhere"]
)
@pytest.mark.parametrize("name", ["en/link.md", "en/link.png", "theme/link.js"])
def test_a_link_that_leaves_is_refused(docs: Path, name: str, goal: str) -> None:
    (docs.parent / name).symlink_to(goal)
    assert told(docs) == [f"docs/{name}:1: a symbolic link that leaves docs/: {goal}"]


def test_a_link_by_way_of_another_is_refused(docs: Path) -> None:
    (docs / "a.md").symlink_to("b.md")
    (docs / "b.md").symlink_to("../../secret.md")
    assert len(told(docs)) == 2


@pytest.mark.parametrize("goal", ["/etc", "../../docs-of-others"])
def test_a_link_to_a_folder_elsewhere_is_refused(docs: Path, goal: str) -> None:
    (docs / "link").symlink_to(goal)
    assert told(docs) == [f"docs/en/link:1: a symbolic link that leaves docs/: {goal}"]


@pytest.mark.parametrize("goal", [".", "..", "notebooks", "nowhere", "link"])
def test_a_link_to_a_folder_to_nothing_or_to_itself_is_refused(docs: Path, goal: str) -> None:
    (docs / "link").symlink_to(goal)
    assert told(docs) == [f"docs/en/link:1: a symbolic link that leads to no file: {goal}"]


def test_docs_itself_may_be_no_link(docs: Path) -> None:
    root = docs.parent.parent
    docs.parent.rename(root / "elsewhere")
    docs.parent.symlink_to("elsewhere")
    assert told(docs)[0] == "docs:1: a symbolic link that leaves docs/: elsewhere"


@pytest.mark.parametrize(
    "name", ["notebooks/one.ipynb", "page.html", "drawing.svg", "script.js", "code.py", "page.md~"]
)
def test_what_nothing_reads_is_not_published(docs: Path, name: str) -> None:
    (docs / name).write_text("{}")
    assert told(docs) == [f"docs/en/{name}:1: it would be published without being read"]


@pytest.mark.parametrize("name", ["page.png", "photo.JPG", "old.gif"])
def test_a_picture_is_one(docs: Path, name: str) -> None:
    (docs / name).write_bytes(b"<svg/>")
    assert told(docs) == [f"docs/en/{name}:1: it is called like a picture, and is none"]
    whole = (docs / "image.PNG").read_bytes()
    (docs / name).write_bytes(whole[: len(whole) // 2])
    assert len(told(docs)) == 1


@pytest.mark.parametrize("name", ["en/page.md2", "en/b.md", "en/notebooks/two.py", "theme/a.css"])
def test_what_is_no_file_is_not_waited_for(docs: Path, name: str) -> None:
    os.mkfifo(docs.parent / name)
    assert told(docs) == [f"docs/{name}:1: it is no file, and reading it may never end"]
    assert [*unreadable(docs.parent.parent, docs)] == []


def test_a_stored_notebook_is_told_what_to_become(docs: Path) -> None:
    (docs / "notebooks" / "two.ipynb").write_text("{}")
    [problem] = strangers(docs.parent.parent, docs)
    assert "jupytext --to py:percent two.ipynb" in problem.advice
