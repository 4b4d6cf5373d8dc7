"""What stops the build if a page holds it, in all the ways in which it can be written."""

import pytest

from scripts.website.finish.content import line_of, refused, refused_in_front, refused_in_titles
from tests.website.tiny import Tiny

RUNS_OR_LOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//example.org/a.js></script>",
    "<script",
    "<script>alert(1)",
    "<script/x>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<p onclick="alert(1)">x</p>',
    "<p ONCLICK=alert(1)>x</p>",
    "<p/onclick=alert(1)>x</p>",
    "<p title=x\nonmouseover=alert(1)>x</p>",
    '<p title="x"onclick="alert(1)">x</p>',
    "<p title=='x onclick=alert(1) y='>x</p>",
    "<p title=`x onclick=alert(1)`>x</p>",
    "<img src=x.png onerror=alert(1)>",
    "<svg onload=alert(1)></svg>",
    "<details ontoggle=alert(1) open>x</details>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href="java&#x73cript:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&Tab;script:alert(1)">x</a>',
    '<a href="java&NewLine;script:alert(1)">x</a>',
    '<a href=" \x01javascript:alert(1)">x</a>',
    '<a href="  javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="blob:x">x</a>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<iframe src="a.html"></iframe>',
    '<iframe srcdoc="&lt;script>alert(1)&lt;/script>"></iframe>',
    '<object data="a.svg"></object>',
    '<embed src="a.svg">',
    '<base href="https://example.org/">',
    '<meta http-equiv="refresh" content="0;url=https://example.org/">',
    '<link rel="stylesheet" href="https://example.org/a.css">',
    '<form action="https://example.org/"><input></form>',
    "<button formaction=javascript:alert(1)>x</button>",
    '<input type="image" src="https://example.org/a.png">',
    "<style>@import 'https://example.org/a.css'</style>",
    "<textarea></textarea>",
    "<template><img src=x onerror=alert(1)></template>",
    "<xmp></xmp>",
    "<plaintext>",
    '<video src="https://example.org/a.mp4"></video>',
    '<audio><source src="a.mp3"></audio>',
    "<custom-element></custom-element>",
    '<img src="https://example.org/a.png">',
    '<img src="HTTPS://example.org/a.png">',
    '<img src="//example.org/a.png">',
    '<img src="/\\example.org/a.png">',
    '<img src="\\\\example.org/a.png">',
    '<img src="/&Tab;/example.org/a.png">',
    '<img src=" //example.org/a.png">',
    '<img src="data:image/svg+xml,x">',
    '<img src="a.png" srcset="https://example.org/a.png 2x">',
    '<table background="https://example.org/a.png"></table>',
    '<p style="background: url(https://example.org/a.png)">x</p>',
    '<p style="background: URL (https://example.org/a.png)">x</p>',
    '<p style="background: u\\72l(https://example.org/a.png)">x</p>',
    '<p style="background: u&#114;l(https://example.org/a.png)">x</p>',
    '<p style="background: ur/**/l(https://example.org/a.png)">x</p>',
    "<p style=\"background: image-set('https://example.org/a.png' 1x)\">x</p>",
    "<p style=\"@import 'https://example.org/a.css'\">x</p>",
    '<svg><use href="https://example.org/a.svg#a"/></svg>',
    '<svg><use xlink:href="a.svg#a"/></svg>',
    '<svg><use xlink:href="data:image/svg+xml,x#a"/></svg>',
    '<svg><image href="https://example.org/a.png"/></svg>',
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    '<svg><rect fill="url(https://example.org/a.svg#a)"/></svg>',
    "<svg><rect filter='url(https://example.org/a.svg#a)'/></svg>",
    '<svg><animate attributeName="href" to="javascript:alert(1)"/></svg>',
    '<svg><set attributeName="onmouseover" to="alert(1)"/></svg>',
    "<svg><style>@import 'https://example.org/a.css'</style></svg>",
    "<svg><noscript>&lt;img src=x onerror=alert(1)></noscript></svg>",
    '<math href="javascript:alert(1)"><mi>x</mi></math>',
    '<math><mglyph src="https://example.org/a.png"/></math>',
    "<math><annotation-xml encoding='text/html'><p>x</p></annotation-xml></math>",
    "<math><mtext><p>x</p></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p></noscript>',
    "<noscript><!--</noscript><img src=x onerror=alert(1)>--></noscript>",
    "<noscript><img src=x onerror=alert(1)></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!---><img src=x onerror=alert(1)>-->",
    "<!-- x --!><img src=x onerror=alert(1)>-->",
    "<!-- never closed",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!DOCTYPE html>",
    "<?xml-stylesheet href='https://example.org/a.css'?>",
    "<p title=",
    "<img src=x onerror=alert(1)//",
    "<p <img src=x onerror=alert(1)>",
    '<pre class="mermaid">graph</pre>',
    '<pre class="x Mermaid">graph</pre>',
    '<p data-md-component="source">x</p>',
    '<p id="__config">{}</p>',
    '<a href="a.html" ping="https://example.org/">x</a>',
    '<a href="a.html" target="_blank">x</a>',
]

HARMLESS = [
    "<p>1 &lt; 2 &amp; <em>so</em> on<br>x < y</p>",
    '<a href="https://example.org/a?b=c:d">x</a>',
    '<a href="../a.html#b">x</a> <a href="mailto:a@example.org">y</a> <a href="a/b:c">z</a>',
    '<img alt="x" src="images/a.png">',
    '<details open><summary>x</summary><noscript><p title="a &lt; b">y</p></noscript></details>',
    '<svg viewBox="0 0 1 1"><defs><path id="a" d="M0 0"/></defs><use xlink:href="#a"/>'
    '<g clip-path="url(#c)" style="fill: url(#g); stroke: var(--x)" transform="scale(2)"/></svg>',
    '<math aria-label="H(Y)"><mrow><mo>&lt;</mo><mtext>onclick=</mtext></mrow></math>',
    "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt; javascript:</code></pre>",
    '<input checked id="__tabbed_1_1" name="__tabbed_1" type="radio">',
    "<!--drawing--><p>x</p><!--/drawing-->",
]


@pytest.mark.parametrize("content", RUNS_OR_LOADS)
def test_what_runs_or_loads_is_refused(content: str) -> None:
    found = refused(f"<p>Before.</p>\n{content}\n<p>After.</p>")
    assert found
    assert all(one.what and one.advice and "\n" not in one.what for one in found)


@pytest.mark.parametrize("content", HARMLESS)
def test_text_and_its_marks_pass(content: str) -> None:
    assert refused(content) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["<script>alert(1)</script>"],
        ["[x](javascript:alert(1))"],
        ["[x](<java&#115;cript:alert(1)>)"],
        ["[x][y]", "", "[y]: vbscript:x"],
        ["![x](https://example.org/a.png)"],
        ["x", "{: onclick='alert(1)' }"],
        ["*x*{ onclick=alert(1) }"],
        ["*x*{ style='background: url(//example.org)' }"],
        ["<div markdown onclick='alert(1)'>", "x", "</div>"],
        ["[^1]", "", "[^1]: <iframe src='//a.org'></iframe>"],
        ["| a |", "|--|", "| <img src=//x onerror=alert(1)> |"],
        ["/// note | <script>alert(1)</script>", "x", "///"],
        ["/// table | numbers.plain", "<script>alert(1)</script>", "///"],
        ["/// figure | curves.surprise_curve", "    alt: x", "", "[x](data:text/html,x)", "///"],
        ["So <!-- > <script>alert(1)</script> --> it is."],
    ],
)
def test_no_form_of_markdown_gets_around_it(tiny_project: Tiny, lines: list[str]) -> None:
    assert refused(tiny_project.convert("Text.")) == []
    assert refused(tiny_project.convert("Text.", "", *lines))


def test_a_cell_is_text_with_inline_markdown(tiny_project: Tiny) -> None:
    cells = [
        ["<script>alert(1)</script>", "<b>x</b> & *y*"],
        ["`<b>` <https://example.org> \\<b>", "$x < y$ <b>$x<y$</b>"],
    ]
    tiny_project.change(
        "snippets/tables/numbers.py",
        '[["*a*", "`$code$`"], ["b", "$x^2$"]]',
        repr(cells),
    )
    tiny_project.change("snippets/tables/numbers.py", 'Column("Two")', 'Column("<i>Two</i>")')
    made = tiny_project.convert("/// table | numbers.plain", "///")
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>" in made
    assert "<td>&lt;b&gt;x&lt;/b&gt; &amp; <em>y</em></td>" in made
    assert "<td><code>&lt;b&gt;</code> &lt;https://example.org&gt; " in made
    assert '<th scope="col">&lt;i&gt;Two&lt;/i&gt;</th>' in made
    assert made.count("<annotation ") == 2
    assert refused(made) == []


def test_a_value_and_a_text_alternative_are_text(tiny_project: Tiny) -> None:
    tiny_project.change("snippets/information.py", "HALVES = (", "HTML = '<b>x</b>\"'\nHALVES = (")
    made = tiny_project.convert(
        "It is `= information.HTML | s`.",
        "",
        "/// figure | curves.surprise_curve",
        '    alt: "><script>alert(1)</script> `= information.HTML | s`',
        "///",
    )
    assert '<span class="value" title="information.HTML">&lt;b&gt;x&lt;/b&gt;' in made
    assert "&quot;&gt;&lt;script&gt;" in made
    assert refused(made) == []


def test_the_figure_around_it_is_known() -> None:
    (found,) = refused('<figure id="tab-a"><form></form></figure>')
    assert found.figure == "tab-a"


@pytest.mark.parametrize(
    "meta",
    [
        {"description": '0;url=https://example.org" http-equiv="refresh'},
        {"description": "</title><script>alert(1)</script>"},
        {"title": "<b>x</b>"},
        {"title": "&lt;/title&gt;&lt;b&gt;"},
        {"hide": ["toc", "<b>"]},
        {"template": "redirect.html"},
        {"location": "https://example.org"},
    ],
)
def test_front_matter_is_text(meta: dict[str, object]) -> None:
    assert len(list(refused_in_front(meta))) == 1
    assert not list(refused_in_front({"description": "It's so: A & B.", "search": {"boost": 2}}))


def test_the_line_is_not_that_of_code() -> None:
    source = "# Page\n\n```html\n<script>\n```\n\nSo `<script>` is,\nand <SCRIPT> too."
    assert line_of(["<nowhere", "<script"], source) == 8
    assert line_of(["<nowhere"], source) is None
    assert line_of(["javascript:x"], "Text.\n[x](java&#115;cript:x)") == 2


def test_titles_are_text() -> None:
    titles = ["<b>x</b>", 'x" y="z', "&lt;/title&gt;&lt;b&gt;", "It's so & so"]
    found = list(refused_in_titles(titles))
    assert len(found) == 3
    assert line_of(found[1].written, '# Page\n\n## x" y="z') == 3


def test_only_code_of_the_build_can_be_copied_in_the_place_of_what_is_shown() -> None:
    page = '<div class="highlight" data-copy="import a&#10;a.b(&lt;c)"><pre>b</pre></div>'
    assert refused(page, {"import a\na.b(<c)"}) == []
    (found,) = refused(page, {"import a"})
    assert found.what == "the attribute data-copy on <div>"
    assert refused(page)
