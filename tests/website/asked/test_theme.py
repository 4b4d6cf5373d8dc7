"""Styles and scripts that no browser could read stop the build, with file and line."""

import pytest

from scripts.website.asked import theme
from scripts.website.asked.theme import theme_faults
from tests.website.tiny import REPOSITORY, Tiny

FINE = "(() => {\n  document.body.title = `a ${1}`;\n})();\n"


def told(tiny: Tiny, name: str, text: str) -> list[str]:
    tiny.write(f"docs/theme/{name}", text)
    return [str(problem).splitlines()[0] for problem in theme_faults(tiny.root)]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("assets/a.css", "a {\n  b c;\n}\n", "2: this is neither a rule nor a declaration"),
        ("a.js", f"{FINE}function (", "4: cannot read this script: Function statements require"),
        ("a.js", "{\n  let a = ;\n}\n", "2: cannot read this script: Unexpected token ';'"),
        ("a.js", "let a;\nlet a;\n", "2: cannot read this script: Identifier 'a' has already"),
        ("a.js", "\nwith (a) {}\n", "2: cannot read this script: Strict mode code may not"),
        ("a.js", "\n/(/.test(a)\n", "2: cannot read this script: Invalid regular expression"),
        ("a.js", "() => {\n  /* b\n", "2: cannot read this script: Invalid or unexpected token"),
        ("a.html", "<p>\n<script>\na b\n</script>\n", "3: cannot read this script: Unexpected"),
        ("b.html", f"<script>{FINE}</script>\n<script>(</script>", "5: cannot read this script: "),
    ],
)
def test_what_no_browser_could_read(bare_project: Tiny, name: str, text: str, what: str) -> None:
    for _ in range(2):
        (problem,) = told(bare_project, name, text)
        assert problem.startswith(f"docs/theme/{name}:{what}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", "a { b: c }\n"),
        ("a.js", FINE),
        ("a.js", "for (;;) {}\n"),
        ("a.js", '"use strict";\nlet a = () => a();\na();\n'),
        ("a.html", "<script>let a = {{ b | tojson }} c d</script>"),
        ("a.html", '<script type="application/json">a b</script>'),
        ("a.txt", "}{"),
    ],
)
def test_what_can_be_read_is_not_run(bare_project: Tiny, name: str, text: str) -> None:
    assert told(bare_project, name, text) == []


def test_a_file_that_is_no_utf_8(bare_project: Tiny) -> None:
    bare_project.write("docs/theme/a.css", "").write_bytes(b"/* \xe9 */")
    assert [str(problem.place) for problem in theme_faults(bare_project.root)] == [
        "docs/theme/a.css:1"
    ]


def test_what_has_been_read_is_not_read_again(
    bare_project: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(bare_project, "a.js", FINE) == []
    monkeypatch.setattr(theme, "faults_of", None)
    assert told(bare_project, "a.js", FINE) == []


def test_those_of_the_project() -> None:
    assert theme_faults(REPOSITORY) == []
    kinds = {path.suffix for path in (REPOSITORY / "docs/theme").rglob("*") if path.is_file()}
    assert kinds == {".css", ".html", ".js", ".svg"}
