"""A reader of a notebook sees no warnings, and nothing of the machine that ran it."""

from pathlib import Path
from typing import Any

import pytest

from scripts.website.made.outputs import doubt, joined

ROOT = Path("/srv/project")


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def shown(kind: str, text: str | list[str]) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": {kind: text}}


@pytest.mark.parametrize(
    "output",
    [
        stream("saved to /srv/project/a.csv"),
        stream("PosixPath('/srv/project')"),
        stream(f"{Path.home()}/.cache"),
        stream("File /tmp/ipykernel_12/34.py"),
        shown("text/plain", "'/home/me/data'"),
        shown("text/plain", ["a", "b /tmp/c"]),
        shown("text/html", "<b>/tmp/a</b>"),
        shown("text/plain", "C:\\data"),
    ],
)
def test_paths_of_this_machine_are_told(output: dict[str, Any]) -> None:
    found = doubt([stream("1.5"), output], ROOT)
    assert found is not None
    assert found[0].startswith("this cell shows a path of this machine: ")


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_addresses_of_objects_are_told(kind: str) -> None:
    found = doubt([shown(kind, repr(object()))], ROOT)
    assert found is not None
    assert found[0].startswith(
        "this cell shows where an object lies in memory: <object object at 0x"
    )


@pytest.mark.parametrize("text", ["\x1b[31mred", "1\r2", "a\u202eb"])
def test_signs_that_nobody_sees_are_told(text: str) -> None:
    found = doubt([stream(text)], ROOT)
    assert found is not None
    assert found[0].startswith("the sign U+")
    assert found[0].endswith(" stands in the text that this cell shows")


def test_no_page_shows_more_than_anybody_reads() -> None:
    found = doubt([stream("a" * 60_000), stream("b" * 60_000)], ROOT)
    assert found is not None
    assert found[0] == "this cell shows 120000 signs; a page can show 100000"


@pytest.mark.parametrize("kind", ["application/javascript", "image/png", "application/pdf"])
def test_what_the_page_leaves_out_is_told(kind: str) -> None:
    output = {"output_type": "execute_result", "data": {"text/plain": "x", kind: "y"}}
    found = doubt([output], ROOT)
    assert found is not None
    assert found[0] == f"this cell shows {kind}, which a page does not"


def test_an_error_that_stops_nothing_is_told() -> None:
    output = {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "", "traceback": []}
    found = doubt([stream("1"), output], ROOT)
    assert found is not None
    assert found[0] == "this cell shows an error: ZeroDivisionError"


@pytest.mark.parametrize(
    ("html", "what"),
    [("<p>a<b>b</p>", "</p> closes nothing"), (["<table>\n", "<tr>"], "<table> is never closed")],
)
def test_html_that_is_open_is_told(html: str | list[str], what: str) -> None:
    found = doubt([shown("text/html", html)], ROOT)
    assert found is not None
    assert found[0] == f"{what} in the HTML that this cell shows"


def test_what_is_printed_is_one_text_however_it_came() -> None:
    table = shown("text/plain", "t")
    pieces = [stream("a"), stream("b\n"), table, stream("c"), stream("d", "stderr"), stream("e")]
    whole = [stream("ab\n"), table, stream("c"), stream("d", "stderr"), stream("e")]
    assert joined(pieces) == whole
    assert joined([]) == []


def test_warnings_are_told() -> None:
    found = doubt(
        [stream("/tmp/ipykernel_1/2.py:3: RuntimeWarning: divide\n  by zero", "stderr")], ROOT
    )
    assert found == (
        "this cell writes to stderr: RuntimeWarning: divide by zero",
        "Mend what the warning is about.",
    )


@pytest.mark.parametrize(
    "output",
    [
        stream("1/2, and/or, 3 nats/sample"),
        stream("1 < 2 at 0x1f"),
        shown("text/html", '<a href="https://example.org/home/a">it</a>'),
        shown("text/plain", "'snippets/binary.py'"),
        shown("image/svg+xml", "<svg/>"),
    ],
)
def test_all_else_may_be_shown(output: dict[str, Any]) -> None:
    assert doubt([output], ROOT) is None
