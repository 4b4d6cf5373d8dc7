"""Nothing that the site holds names a foreign address that it would load, scripts included."""

from pathlib import Path

import pytest

from tests.built.copies import Built
from tests.built.foreign import foreign_in

DORMANT = {
    "https://unpkg.com/resize-observer-polyfill",
    "https://unpkg.com/mermaid@11/dist/mermaid.min.js",
    "https://api.github.com/users/${e}",
    "https://api.github.com/repos/${e}/${t}",
}
"""What Material's own script would load for browsers of before 2020, for diagrams of Mermaid, and
for a theme that is told of a repository. The pages have neither, and their policy forbids it."""


def test_no_page_script_or_style_names_a_foreign_address(built: Built) -> None:
    files = [path for path in sorted(built.site.rglob("*")) if path.is_file()]
    assert {".html", ".css", ".js", ".svg"} <= {path.suffix for path in files}
    found = {path.name: [*foreign_in(path)] for path in files}
    assert {name: some for name, some in found.items() if {*some} - DORMANT} == {}
    material = [name for name, addresses in found.items() if addresses]
    assert len(material) == 1
    assert material[0].startswith("bundle.")
    assert {*found[material[0]]} == DORMANT


def test_what_is_dormant_is_not_waked(built: Built) -> None:
    """By a class that Mermaid looks for, or the part of a page that shows a repository."""
    for page in built.site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'class="mermaid' not in text
        assert 'data-md-component="source"' not in text
        assert "script-src 'self' file:" in text
        assert "connect-src 'self' file:;" in text


HOST = "cdn.test/x.js"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", f'<script src="https://{HOST}"></script>'),
        ("a.html", f'<script src="//{HOST}"></script>'),
        ("a.html", f"<script src=https:\\\\{HOST}></script>"),
        ("a.html", f'<link rel="preconnect" href="https://{HOST}">'),
        ("a.html", f'<link rel="preload stylesheet" href=" //{HOST}">'),
        ("a.html", f'<img src="a.png" srcset="a.png 1x, https://{HOST} 2x">'),
        ("a.html", f'<video poster="http://{HOST}"></video>'),
        ("a.html", f'<object data="http://{HOST}"></object>'),
        ("a.html", f'<svg><image href="http://{HOST}"/><use xlink:href="a.svg#b"/></svg>'),
        ("a.html", f'<p style="background: url( //{HOST} )">'),
        ("a.html", f'<style>@import "https://{HOST}";</style>'),
        ("a.html", f'<base href="https://{HOST}">'),
        ("a.html", f'<meta http-equiv="refresh" content="0; url=https://{HOST}">'),
        ("a.html", f"""<a onclick="fetch('https://{HOST}')">a</a>"""),
        ("a.html", f"<iframe srcdoc=\"<img src='https://{HOST}'>\"></iframe>"),
        ("a.html", f"<script>require.config({{paths: {{d3: 'https://{HOST}'}}}})</script>"),
        ("a.html", f'<script type="module">import "//{HOST}"</script>'),
        ("a.js", f'import("https://{HOST}")'),
        ("a.js", f"new WebSocket(`wss://{HOST}`)"),
        ("a.js", f'load("https:\\/\\/{HOST}")'),
        ("a.js", f'style.background = "url(https://{HOST})"'),
        ("a.css", f"@import url('//{HOST}');"),
        ("a.css", f"@font-face {{ src: URL(https://{HOST}) format('woff2') }}"),
        ("a.svg", f'<svg><image xlink:href="https://{HOST}"/></svg>'),
    ],
)
def test_it_would_be_found(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    [found] = foreign_in(tmp_path / name)
    assert HOST in found.replace("\\", "/")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<a href="https://example.org/">a link loads nothing</a>'),
        ("a.html", '<link rel="canonical" href="https://example.org/">'),
        (
            "a.html",
            '<script type="application/ld+json">{"@context": "https://schema.org"}</script>',
        ),
        ("a.html", '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>'),
        ("a.html", '<img src="data:image/png;base64,//8=">'),
        ("a.js", 'document.createElementNS("http://www.w3.org/2000/svg", "svg")'),
        ("a.js", "// https://example.org/ is a comment\nlet a = '//nbsp'"),
        ("a.css", "/* https://example.org */ a { src: url(data:font/woff2;base64,//8=) }"),
    ],
)
def test_what_loads_nothing_is_let_pass(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert foreign_in(tmp_path / name) == []
