"""Code on paper has the lines, the blanks and the ids that it has on the screen."""

import pytest
from bs4 import BeautifulSoup, Tag

from scripts.editions.pdf.code_lines import hang_lines


def hung(code: str) -> Tag:
    pre = BeautifulSoup(f"<div><pre><code>{code}</code></pre></div>", "lxml").pre
    assert pre is not None
    hang_lines(pre)
    return pre


def lines(pre: Tag) -> list[str]:
    return [line.get_text() for line in pre.select("span.line")]


def test_each_line_keeps_its_text() -> None:
    pre = hung(
        '<span></span><span class="k">def</span> f():\n\n    <span class="k">return</span> 1\n'
    )
    assert lines(pre) == ["def f():", "", "    return 1"]


def test_a_part_over_several_lines_goes_on_and_keeps_its_id_once() -> None:
    pre = hung('<span id="here"><span class="s">"""One\n  two"""</span>\n</span>\nend')
    assert lines(pre) == ['"""One', '  two"""', "", "end"]
    assert len(pre.select("#here")) == 1
    assert all(line.select_one(".s") for line in pre.select("span.line")[:2])
    assert not pre.select("span.line span.line")


@pytest.mark.parametrize(("depth", "blanks"), [(4, ""), (8, "    ")])
def test_what_does_not_fit_hangs_below_its_line(depth: int, blanks: str) -> None:
    line = hung(f"{blanks}x = 1").select_one("span.line")
    assert line is not None
    assert line["style"] == f"padding-inline-start: {depth}ch; text-indent: -{depth}ch"


def test_only_long_listings_may_be_broken() -> None:
    short, long = hung("x\n" * 5).parent, hung("x\n" * 50).parent
    assert short is not None
    assert long is not None
    assert "long" not in short.get_attribute_list("class")
    assert "long" in long.get_attribute_list("class")
