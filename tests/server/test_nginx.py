"""The documented nginx, asked over a real line: compression, caching, headers, wrong addresses."""

import gzip
import http.client
import re
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_transfer import FIRST_VISIT
from tests.browser.visits import scroll_through, told, visit
from tests.built.copies import Built
from tests.pages import PAGES, SLIDES
from tests.patience import HANGS_AFTER

SECURITY = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/x-ipynb+json",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".py": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "text/xml; charset=utf-8",
}
PACKED = {".css", ".html", ".ipynb", ".js", ".json", ".md", ".py", ".svg", ".txt", ".xml"}
IMMUTABLE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str | None:
        return self.headers[name]


def ask(home: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask as a browser does, which takes gzip; headers are named with underscores."""
    line = http.client.HTTPConnection(urlsplit(home).netloc, timeout=HANGS_AFTER)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, f"/{path}", headers={"Accept-Encoding": "gzip"} | named)
    response = line.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    line.close()
    return answer


def test_every_file_comes_whole_with_its_type_and_packed_if_that_helps(
    built: Built, nginx: str
) -> None:
    files = [path for path in built.site.rglob("*") if path.is_file() and path.suffix != ".gz"]
    assert {".css", ".html", ".ipynb", ".js", ".json", ".woff2"} <= {path.suffix for path in files}
    for path in files:
        answer = ask(nginx, path.relative_to(built.site).as_posix())
        assert answer.status == 200, path
        assert answer["Content-Type"] == TYPES[path.suffix], path
        beside = path.with_name(f"{path.name}.gz").exists()
        packed = path.suffix in PACKED and (beside or path.stat().st_size >= 512)
        assert answer["Content-Encoding"] == ("gzip" if packed else None), path
        assert (gzip.decompress(answer.body) if packed else answer.body) == path.read_bytes()
        if packed:
            assert answer["Vary"] == "Accept-Encoding"
            assert beside or len(answer.body) < path.stat().st_size


def test_who_cannot_unpack_gets_it_plain(built: Built, nginx: str) -> None:
    answer = ask(nginx, "index.html", Accept_Encoding="identity")
    assert answer["Content-Encoding"] is None
    assert answer.body == (built.site / "index.html").read_bytes()


def test_the_address_of_the_folder_is_the_home_page(built: Built, nginx: str) -> None:
    answer = ask(nginx, "", Accept_Encoding="identity")
    assert (answer.status, answer.body) == (200, (built.site / "index.html").read_bytes())


def test_hashed_files_are_kept_for_a_year_and_all_others_asked_for_again(
    built: Built, nginx: str
) -> None:
    kinds = {".css", ".js", ".svg", ".woff2"}
    names = [path for path in built.site.rglob("*.*") if path.suffix in kinds]
    hashed = [path for path in names if re.search(r"\.[0-9a-f]{8}\.", path.name)]
    assert {path.suffix for path in hashed} == kinds
    for path in hashed:
        name = path.relative_to(built.site).as_posix()
        assert ask(nginx, name)["Cache-Control"] == IMMUTABLE
    for name in ("", "index.html", "search/search_index.json", "nowhere"):
        assert ask(nginx, name)["Cache-Control"] == "no-cache"


def test_what_has_not_changed_is_not_sent_again(nginx: str) -> None:
    first = ask(nginx, "classification/binary.html")
    assert first["ETag"]
    second = ask(nginx, "classification/binary.html", If_None_Match=first["ETag"] or "")
    assert (second.status, second.body) == (304, b"")
    assert second["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["", "classification/binary.html", "nowhere.html"])
def test_every_answer_carries_the_security_headers(nginx: str, path: str) -> None:
    answer = ask(nginx, path)
    assert {name: answer[name] for name in SECURITY} == SECURITY
    assert "camera=()" in (answer["Permissions-Policy"] or "")
    assert answer["Strict-Transport-Security"] is None, "this line is not https"
    assert answer["Server"] == "nginx"


def test_parts_of_a_page_carry_the_headers_that_count_for_them(built: Built, nginx: str) -> None:
    parts = [path for path in built.site.rglob("*.*") if path.suffix in {".css", ".js", ".woff2"}]
    for path in parts:
        answer = ask(nginx, path.relative_to(built.site).as_posix())
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        for name in SECURITY.keys() - {"Cross-Origin-Resource-Policy", "X-Content-Type-Options"}:
            assert answer[name] is None
        assert answer["Permissions-Policy"] is None


@pytest.mark.parametrize(
    "path", ["nowhere", "foundations/nowhere.html", "foundations/", ".git/config", "../etc/passwd"]
)
def test_a_wrong_address_gets_the_page_for_it(built: Built, nginx: str, path: str) -> None:
    answer = ask(nginx, path, Accept_Encoding="identity")
    assert answer.status == (400 if ".." in path else 404)
    if ".." not in path:
        assert answer.body == (built.site / "404.html").read_bytes()


def test_nothing_can_be_sent_to_it(nginx: str) -> None:
    assert ask(nginx, "index.html", method="POST").status == 405
    assert ask(nginx, "index.html", method="PUT").status == 405


@pytest.mark.parametrize("name", ["index", "derivation/logits", "reference/formulas"])
def test_a_browser_has_nothing_to_complain_of(chrome: Browser, nginx: str, name: str) -> None:
    assert name in PAGES
    with visit(chrome, nginx, name) as (page, watch):
        page.locator("input[name=query]").click()
        page.keyboard.type("entropy")
        page.locator(".md-search-result__item").first.wait_for()
        assert told(watch.problems) == ""


def test_a_first_visit_to_any_page_is_light(chrome: Browser, nginx: str) -> None:
    """The budget as in tests/browser, counted by the browser: all bytes, with the headers."""
    for name in [*PAGES, *SLIDES]:
        with closing(chrome.new_context()) as context:
            sent, asked = _first_visit(context.new_page(), f"{nginx}{name}.html")
        assert len(sent) >= len({address for address in asked if is_file(address)}) > 5
        assert not [url for url in sent if "search_index" in url], "search begins when it is asked"
        assert 50_000 < sum(sent.values()) <= FIRST_VISIT, (name, sent)


def _first_visit(page: Page, address: str) -> tuple[dict[str, float], list[str]]:
    """Return how many bytes came from each address, and all addresses that were asked."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    addresses: dict[str, str] = {}
    bytes_of: dict[str, float] = {}
    line.on(
        "Network.requestWillBeSent",
        lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}),
    )
    line.on(
        "Network.loadingFinished",
        lambda done: bytes_of.update({done["requestId"]: done["encodedDataLength"]}),
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    scroll_through(page)
    page.wait_for_timeout(300)
    # What stands in a style sheet, fonts and icons, has crossed the line with that: the browser
    # tells of it again under an address of its own.
    received = {addresses[one]: size for one, size in bytes_of.items() if one in addresses}
    return {url: size for url, size in received.items() if not url.startswith("data:")}, asked


def is_file(address: str) -> bool:
    return not address.startswith("data:")
