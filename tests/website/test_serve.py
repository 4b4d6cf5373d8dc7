"""While the site cannot be built, every page of the server says what is to be mended."""

import logging
import re
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from scripts.website.serve import Preview, serve_site

ROOT = Path(__file__).parents[2]

CONFIG = """
site_name: Small
site_url: https://example.org/below/
theme: mkdocs
strict: true
plugins: []
"""


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """Return a server of one page, which has been built."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logging.getLogger("mkdocs"), "level", logging.INFO)
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    write(tmp_path, "# Home\n\nAll is well.\n")

    def configured() -> Any:
        return load_config("mkdocs.yml", site_dir="built", dev_addr="127.0.0.1:8000")

    made = Preview(configured, configured())
    made.build()
    assert made.problems == ""
    return made


def write(root: Path, text: str) -> None:
    page = root / "docs" / "index.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(text, encoding="utf-8")


def asked(preview: Preview, path: str) -> tuple[str, str]:
    """Return the status and the text of an answer."""
    heads: list[Any] = []
    body = b"".join(preview.answer({"PATH_INFO": path}, lambda *head: heads.append(head)))
    [(status, _)] = heads
    return status, body.decode()


def test_pages_are_served_below_the_path_of_the_site(preview: Preview, tmp_path: Path) -> None:
    assert preview.url == "http://127.0.0.1:8000/below/"
    status, page = asked(preview, "/below/")
    assert status == "200 OK"
    assert "All is well." in page
    status, page = asked(preview, "/below/part/nowhere.html")
    assert status.startswith("404")
    assert page == (tmp_path / "built" / "404.html").read_text(encoding="utf-8")
    assert 'href="/below/' in page


def test_what_is_wrong_stands_in_place_of_every_page(preview: Preview, tmp_path: Path) -> None:
    write(tmp_path, "# Home\n\nSee [<nothing>](nowhere.md).\n")
    preview.build()
    for path in ("/below/", "/below/index.html", "/below/nowhere.html"):
        status, page = asked(preview, path)
        assert status.startswith("500")
        assert "the link nowhere.md is broken" in page
        assert "index.md:" in page
        assert "<nothing>" not in page


def test_it_asks_for_the_next_build_and_goes_away(preview: Preview, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"{CONFIG}plugins: [none-such]\n", encoding="utf-8")
    preview.build()
    page = asked(preview, "/below/")[1]
    assert "none-such" in page
    found = re.search(r'fetch\("(?P<path>/livereload/(?P<epoch>\d+)/0)"\)', page)
    assert found is not None
    # It is the build that has ended: whoever asks for a later one waits.
    assert asked(preview, "/livereload/0/0") == ("200 OK", found["epoch"])
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    preview.build()
    assert "All is well." in asked(preview, "/below/")[1]


def test_a_mistake_of_the_builder_is_shown_too(
    preview: Preview, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def configured() -> Any:
        raise LookupError("not <here>")

    monkeypatch.setattr(preview, "configured", configured)
    preview.build()
    assert "LookupError: not &lt;here&gt;" in asked(preview, "/below/")[1]
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1"])
def test_an_address_that_cannot_be_had_is_told_before_the_build(
    preview: Preview, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    assert preview
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve_site("mkdocs.yml", f"{host}:{port}") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"nothing can be served at {host}:{port}: ")
    assert line.endswith(". Try: make serve PORT=8001")
    assert serve_site("mkdocs.yml", "127.0.0.1:99999") == 1
    assert "99999: " in capsys.readouterr().err


@pytest.mark.parametrize("address", ["127.0.0.1:http", "nowhere", ":::"])
def test_what_is_no_address_is_told(
    preview: Preview, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert preview
    assert serve_site("mkdocs.yml", address) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Config value 'dev_addr': ")


@pytest.mark.parametrize(("setting", "port"), [([], "8000"), (["PORT=8001"], "8001")])
def test_make_serves_on_the_port_that_is_asked_for(setting: list[str], port: str) -> None:
    command = ["make", "--dry-run", "serve", *setting]
    environment = {"PATH": "/usr/bin:/bin"}
    said = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert said.stdout.endswith(f"serve --address 127.0.0.1:{port}\n"), said.stderr
