"""One style sheet for each kind of page, in place of several."""

from pathlib import Path

import pytest

from scripts.common.store import Store
from scripts.website.beside.texts import texts_of
from scripts.website.finish.styles import join_styles

PAGE = (
    '<html><head><link rel="stylesheet" href="{root}assets/stylesheets/theme.1234.min.css">\n'
    '<title>One</title>\n<link rel="stylesheet" href="{root}assets/math/math.css">\n</head>'
    '<body dir="ltr" data-md-color-primary="custom"><p class="a b" id="c">Text .d</p></body></html>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name in ("assets/stylesheets", "assets/math", "deep"):
        (site / name).mkdir(parents=True)
    (site / "index.html").write_text(PAGE.format(root=""))
    (site / "deep/one.html").write_text(PAGE.format(root="../"))
    (site / "404.html").write_text(PAGE.format(root="/sub/"))
    (site / "assets/stylesheets/theme.1234.min.css").write_text(".a{color:red}.unused{color:blue}")
    (site / "assets/math/math.css").write_text(
        '.a{src:url(fonts/x.woff2),url("../y.png"),url(data:font/woff2;base64,AA/B)}'
    )
    return site


def join(folder: Path, scripts: list[Path]) -> None:
    with texts_of(folder) as pages:
        join_styles(folder, pages, scripts, Store.of(folder.parent))


def test_each_page_names_one_sheet_which_leads_where_its_parts_led(folder: Path) -> None:
    join(folder, [])
    [sheet] = (folder / "assets").glob("styles.*.css")
    for name, root in {"index.html": "", "deep/one.html": "../", "404.html": "/sub/"}.items():
        html = (folder / name).read_text()
        link = f'<link rel="stylesheet" href="{root}assets/{sheet.name}">\n'
        assert html.count("stylesheet") == html.count(link) == 1
        assert html.index(link) < html.index("<title>One</title>\n</head>")
    assert sheet.read_text() == (
        ".a{color:red}.a{src:url(math/fonts/x.woff2),url(math/../y.png),"
        "url(data:font/woff2;base64,AA/B)}"
    )
    assert not [*(folder / "assets/stylesheets").iterdir()]


def test_the_name_of_the_sheet_changes_with_what_is_in_it(folder: Path) -> None:
    script = folder / "assets/one.js"
    script.write_text('show("unused")')
    join(folder, [script])
    [sheet] = (folder / "assets").glob("styles.*.css")
    assert ".unused{color:blue}" in sheet.read_text()


def test_words_of_a_script_that_no_page_loads_keep_nothing(folder: Path) -> None:
    (folder / "assets/index.js").write_text('words("unused")')
    join(folder, [])
    [sheet] = (folder / "assets").glob("styles.*.css")
    assert ".unused" not in sheet.read_text()


def test_a_sheet_that_is_not_there_stays_named(folder: Path) -> None:
    gone = '<link rel="stylesheet" href="assets/gone.css">\n'
    page = folder / "index.html"
    page.write_text(page.read_text().replace("<title>", f"{gone}<title>"))
    join(folder, [])
    assert page.read_text().count("stylesheet") == 2
    assert gone in page.read_text()


def test_pages_of_another_kind_have_a_sheet_of_their_own(folder: Path) -> None:
    (folder / "assets/slides.css").write_text(".slide,.a{x:y}")
    (folder / "slides.html").write_text(
        '<link rel="stylesheet" href="assets/slides.css">\n<p class="slide">'
    )
    join(folder, [])
    assert len([*(folder / "assets").glob("styles.*.css")]) == 2
    name = (folder / "slides.html").read_text().partition('href="')[2].partition('"')[0]
    assert (folder / name).read_text() == ".slide{x:y}"
