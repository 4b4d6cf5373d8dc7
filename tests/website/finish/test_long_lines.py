"""Long lines of code, which hang below their beginning."""

from bs4 import BeautifulSoup

from scripts.website.finish.long_lines import with_hanging_lines

LONG = "x" * 73


def page(code: str) -> str:
    return f'<p>a</p><pre><code class="y">{code}</code></pre><p>{LONG}</p>'


def test_only_long_lines_become_elements() -> None:
    html = page(f"short\n    {LONG}\nend")
    made = BeautifulSoup(with_hanging_lines(html), "html.parser")
    (line,) = made.select(".long-line")
    assert (line.text, line["style"]) == (f"    {LONG}\n", "--depth:8ch")
    assert made.text == BeautifulSoup(html, "html.parser").text


def test_what_goes_over_several_lines_is_closed_and_opened_anew() -> None:
    html = page(f'<span id="a"><span class="s">one\n{LONG}\ntwo</span></span>')
    made = BeautifulSoup(with_hanging_lines(html), "html.parser")
    (line,) = made.select(".long-line")
    assert line.text == f"{LONG}\n"
    assert [part.text for part in line.select("span > span.s")] == [LONG]
    assert [part.text.strip() for part in made.select(".s")] == ["one", LONG, "two"]
    assert len(made.select("[id]")) == 1


def test_signs_count_as_what_they_show() -> None:
    html = page("&lt;" * 72)
    assert with_hanging_lines(html) == html
    assert "long-line" in with_hanging_lines(page("&lt;" * 73))
