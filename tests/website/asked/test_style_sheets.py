"""Whatever a browser would pass over in a style sheet is told with its line."""

import pytest

from scripts.website.asked.style_sheets import sheet_faults

_MISSING = "is a ; missing before it?"
_ELSEWHERE = "lies elsewhere, and pages load nothing from there"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a { b: c }\n\nd {\n  e: f;\n", 3, "what begins here is never closed"),
        ("a { b: c }\n/* d", 2, "what begins here is never closed"),
        ("a { b: c }\n@media print {\n  d { e: f }\n", 2, "what begins here is never closed"),
        ("a { b: (c }\nd { e: f }\n", 1, "what begins here is never closed"),
        ("a {\n  b: 'c;\n}\nd { e: f }\n", 2, "cannot read this: bad string token"),
        ("a {\n  b: url(c d);\n}\n", 2, "cannot read this: bad url token"),
        ("a { b: c }\n}\n", 2, "cannot read this: unmatched }"),
        ("a { b: c }}\nd { e: f }\n", 1, "cannot read this: unmatched }"),
        ("a {\n  b c;\n}\n", 2, "this is neither a rule nor a declaration"),
        ("a {\n  : c;\n}\n", 2, "this is neither a rule nor a declaration"),
        ("@media print {\n  a {\n    b;\n  }\n}\n", 3, "this is neither a rule nor a declaration"),
        ("a {\n  .b {\n    c;\n  }\n}\n", 3, "this is neither a rule nor a declaration"),
        ("a b;\n", 1, "this is neither a rule nor a declaration"),
        ("a b;\nc { d: e }\n", 1, "this is neither a rule nor a declaration"),
        ("a {\n  b: ;\n}\n", 2, "'b' has no value"),
        ("{ a: b }\n", 1, "a selector is missing here"),
        ("a,, b { c: d }\n", 1, "a selector is missing here"),
        ("a,\n{ c: d }\n", 1, "a selector is missing here"),
        (
            "a {\n  b: c\n  d: e;\n}\n",
            3,
            f"':' stands in the value of 'b'; {_MISSING}",
        ),
        (
            "a {\n  b: c !importnt;\n}\n",
            2,
            f"'!' stands in the value of 'b'; {_MISSING}",
        ),
        ("\n@import url(https://a.b/c);\n", 2, f"https://a.b/c {_ELSEWHERE}"),
        ("@import '//a.b/c';\n", 1, f"//a.b/c {_ELSEWHERE}"),
        ("a {\n  b: url('http://a.b/c');\n}\n", 2, f"http://a.b/c {_ELSEWHERE}"),
        ("a { --b: image-set(url(https://a.b) 1x) }\n", 1, f"https://a.b {_ELSEWHERE}"),
    ],
)
def test_what_cannot_be_read(text: str, line: int, what: str) -> None:
    (first, *_) = sheet_faults(text)
    assert first == (line, what)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the-end { a: b }\nthe-end c { d: e }\n",
        "/* a */\n",
        "a, b > c::after { d: e, f / g !important }\n",
        ":root { --a: { b: c }; --d:; --e: !; }\n",
        "@import 'a';\n@font-face { a: url(b.woff2) format('c') }\n",
        "@media print and (min-width: 1px) { a { b: calc(1px * 2 + 3px) } }\n",
        "a { &:hover { b: c } @media print { d: e } }\n",
        "a { b: url(data:image/svg+xml;utf8,x) }\n",
        "a { b: [c] 1px [d] }\n@page { margin: 1cm }\n",
    ],
)
def test_what_can_be_read(text: str) -> None:
    assert [*sheet_faults(text)] == []


def test_each_fault_is_told() -> None:
    assert [line for line, _ in sheet_faults("a {\n  b;\n  c;\n}\nd { e: ; }\n")] == [2, 3, 5]
