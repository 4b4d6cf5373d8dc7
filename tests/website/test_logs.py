"""What MkDocs says of broken links is told with the line of the page."""

import logging
from pathlib import Path
from typing import Any

import pytest

from scripts.website import logs

PAGE = """\
# Page

See `nowhere.md` and nowhere.md#part, then [this](nowhere.md).
Or [that]( other.md#part "title"), [here](#lost), [there](<deep/page>) and [up](/absolute).

[ref]: ref.md
<a href="raw.md">raw</a> and ![picture](picture.svg)
"""


@pytest.fixture
def formatter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> logging.Formatter:
    """Return the formatter that is set up, with the logger as it was afterwards."""
    logger = logging.getLogger("mkdocs")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", logging.WARNING)
    monkeypatch.setattr(logger, "propagate", True)
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    logs.set_up(tmp_path)
    (handler,) = logger.handlers
    assert handler.formatter is not None
    return handler.formatter


def record(message: str, *arguments: Any) -> logging.LogRecord:
    return logging.LogRecord("mkdocs", logging.WARNING, "", 0, message, arguments, None)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "contains a link 'nowhere.md', but the target is not found among documentation files.",
            "3: the link nowhere.md is broken: "
            "but the target is not found among documentation files.",
        ),
        (
            "contains a link 'other.md#part', but the doc 'other.md' does not contain an anchor "
            "'#part'.",
            "4: the link other.md#part is broken: "
            "but the doc 'other.md' does not contain an anchor '#part'.",
        ),
        (
            "contains a link '#lost', but there is no such anchor on this page.",
            "4: the link #lost is broken: but there is no such anchor on this page.",
        ),
        (
            "contains an unrecognized relative link 'deep/page', it was left as is.",
            "4: the link deep/page is broken: it was left as is.",
        ),
        (
            "contains an absolute link '/absolute', it was left as is. Did you mean 'up.md'?",
            "4: the link /absolute is broken: it was left as is. Did you mean 'up.md'?",
        ),
        (
            "contains a link 'ref.md', but the target is not found.",
            "6: the link ref.md is broken: but the target is not found.",
        ),
        (
            "contains a link 'raw.md', but the target is not found.",
            "7: the link raw.md is broken: but the target is not found.",
        ),
        (
            "contains a link 'picture.svg', but the target is not found.",
            "7: the link picture.svg is broken: but the target is not found.",
        ),
        (
            "contains a link 'made-by-code.md', but the target is not found.",
            "1: the link made-by-code.md is broken: but the target is not found.",
        ),
    ],
)
def test_a_broken_link_has_a_place(
    formatter: logging.Formatter, tmp_path: Path, message: str, told: str
) -> None:
    written = formatter.format(record(f"Doc file 'page.md' {message}"))
    assert written == f"{tmp_path / 'page.md'}:{told}"


def test_a_page_that_is_no_file_has_its_first_line(
    formatter: logging.Formatter, tmp_path: Path
) -> None:
    message = "Doc file 'made.md' contains a link 'a.md', but the target is not found."
    assert formatter.format(record(message)).startswith(f"{tmp_path / 'made.md'}:1: the link a.md")


@pytest.mark.parametrize(
    "message", ["Building documentation", "docs/en/a.md:3: the heading 'A' has no id\n    Add one."]
)
def test_other_messages_are_told_as_they_are(formatter: logging.Formatter, message: str) -> None:
    assert formatter.format(record(message)) == message
    assert formatter.format(record("computed %d of %d", 1, 2)) == "computed 1 of 2"


def test_progress_is_told_once_and_on_standard_error(
    formatter: logging.Formatter, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up()
    logger = logging.getLogger("mkdocs")
    assert len(logger.handlers) == 1
    assert not logger.propagate
    assert formatter is not logger.handlers[0].formatter
    logging.getLogger("mkdocs.site").info("computed")
    assert capsys.readouterr() == ("", "computed\n")


def test_what_others_say_along_the_way_is_not_told(formatter: logging.Formatter) -> None:
    assert formatter
    for name in ("mkdocs.plugins.mkdocs_jupyter", "traitlets", "nbconvert"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
        assert logging.getLogger(name).isEnabledFor(logging.WARNING)
