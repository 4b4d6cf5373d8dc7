"""A sheet without the rules for what no page has: everything that pages show stays."""

from pathlib import Path

import pytest

from scripts.common.store import Store
from scripts.website.finish.lean_styles import Names, given_names, lean_styles

PAGE = (
    '<body dir="ltr" data-md-color-primary="custom"><p class="a b" id="c" style="color:red">'
    "Text .d</p></body>"
)


def lean(css: str, given: set[str], tmp_path: Path, words: frozenset[str] = frozenset()) -> str:
    return lean_styles(css, Names(given, words), Store.of(tmp_path))


def test_pages_give_classes_ids_and_the_values_of_attributes() -> None:
    assert given_names(PAGE) >= {"a", "b", "c", "dir=ltr", "data-md-color-primary=custom"}
    assert not given_names(PAGE) & {"d", "Text", "One"}


@pytest.mark.parametrize(
    "rule",
    [
        ".a{x:y}",
        "p{x:y}",
        "#c .a.b>p:hover{x:y}",
        ".a:not(.gone){x:y}",
        ".a:is(.gone,.a){x:y}",
        "[dir=ltr] .a{x:y}",
        "[dir = ltr] .a{x:y}",
        '[data-kind="one"]{x:y}',
        "[data-kind]{x:y}",
        "[data-kind^=tw]{x:y}",
        "@media print{.a{x:y}}",
        "@supports (x:y){@media screen{.a{x:y}}}",
        '@font-face{font-family:"A b";src:url(a.woff2)}.a{font:1em A b}',
        "@keyframes turn{0%{x:y}to{x:z}}.a{animation:turn 1s}",
        ":root{--a:url(\"data:image/svg+xml;charset=utf-8,<svg class='gone'/>\")}.a{x:var(--a)}",
        ".a{--a:1;--b:var(--a);x:var( --b,2)}",
        ".a{--drawn:1}",
        r".md\:wide{x:y}",
    ],
)
def test_what_pages_may_show_stays_as_it_is(rule: str, tmp_path: Path) -> None:
    given = {"a", "b", "c", "--drawn", "md:wide", "dir=ltr", "data-kind=one", "data-kind=two"}
    assert lean(rule, given, tmp_path) == rule


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".gone{x:y}", ""),
        (".a .gone,.a,#gone{x:y}", ".a{x:y}"),
        ("[dir=rtl] .a{x:y}", ""),
        ("[data-kind=three]{x:y}", ""),
        ("@media print{.gone{x:y}}.a{x:y}", ".a{x:y}"),
        ('@charset "utf-8";/* words */.a{x:y}', ".a{x:y}"),
        ("@font-face{font-family:A;src:url(a.woff2)}.a{x:y}", ".a{x:y}"),
        ("@keyframes turn{0%{x:y}to{x:z}}.gone{animation:turn}", ""),
        (':root{--a:url("x;}")}.a{--b:var(--a);x:y;--c:(1;)}.gone{x:var(--b)}', ".a{x:y;}"),
        (".md-annotation__index,.md-source{x:y}", ""),
    ],
)
def test_what_no_page_has_goes(css: str, left: str, tmp_path: Path) -> None:
    # A script that asks for the direction of writing does not set it.
    words = frozenset({"dir", "rtl", "md-annotation__index", "md-source"})
    assert lean(css, {"a", "dir=ltr", "data-kind=one"}, tmp_path, words) == left


def test_words_of_scripts_count_as_classes_and_as_values(tmp_path: Path) -> None:
    css = ".shown{x:y}[data-state=open]{x:y}[data-state=gone]{x:y}"
    words = frozenset({"shown", "data-state", "open"})
    assert lean(css, set(), tmp_path, words) == ".shown{x:y}[data-state=open]{x:y}"


def test_a_script_may_read_a_property_and_makes_what_a_page_asks_for(tmp_path: Path) -> None:
    css = ".a{--read:1}.md-annotation__index{x:y}"
    words = frozenset({"read", "md-annotation__index"})
    assert lean(css, {"a"}, tmp_path, words) == ".a{--read:1}"
    assert lean(css, {"a", "content.code.annotate"}, tmp_path, words) == css
    assert lean(css, {"a", "annotate"}, tmp_path, words) == css


def test_pages_tell_the_properties_they_read_and_the_features_they_ask_for() -> None:
    page = (
        '<path fill="var(--ink)" style="stroke: var( --line)"/>'
        '<script>{"features": ["toc.follow", "search.suggest"], "search": "x"}</script>'
    )
    given = given_names(page)
    assert {"--ink", "--line", "toc.follow", "search.suggest"} <= given
    assert "x" not in given


def test_a_script_may_put_a_class_together(tmp_path: Path) -> None:
    css = ".button--next{x:y}.button__icon--small{x:y}.gone--next{x:y}"
    words = frozenset({"button--", "button__icon--", "next", "gone", "g"})
    assert lean(css, set(), tmp_path, words) == ".button--next{x:y}.button__icon--small{x:y}"


def test_a_sheet_is_made_lean_anew_when_a_page_has_more_of_it(tmp_path: Path) -> None:
    css = ".a{x:y}.b{x:y}"
    assert lean(css, {"a"}, tmp_path) == ".a{x:y}"
    assert lean(css, {"a", "another"}, tmp_path) == ".a{x:y}"
    assert lean(css, {"a", "b"}, tmp_path) == css
    assert lean(css, {"a"}, tmp_path, frozenset({"b"})) == css
