"""Pages as Markdown."""

import pytest

from scripts.website.finish.as_markdown import as_markdown


def formula(tex: str) -> str:
    return (
        '<span class="katex" translate="no"><span class="katex-mathml"><math><semantics><mi>?</mi>'
        f'<annotation encoding="application/x-tex">{tex}</annotation></semantics></math></span>'
        '<!--drawing--><span class="katex-html"><b>drawn</b></span><!--/drawing--></span>'
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<h2 id="a">A <em>b</em><a class="headerlink" href="#a">¶</a></h2>', "## A *b*"),
        ("<p>one\n<strong>two</strong></p><p>three</p>", "one **two**\n\nthree"),
        (f"<p>So {formula('a &lt; b')}.</p>", "So $a < b$."),
        (
            f'<div class="formula" id="eq-a"><div class="formula-body">{formula("x=1")}</div>'
            '<a class="formula-number" href="#eq-a">(2)</a><details class="evidence">'
            "<summary>checked</summary></details></div>",
            "$$\nx=1 \\tag{2}\n$$",
        ),
        ('<p><a href="../b/c.html#d">c</a></p>', "[c](../b/c.md#d)"),
        ('<p><a href="../slides/c.html">c</a></p>', "[c](../slides/c.html)"),
        ('<p><a href="https://a.test/b.html">b</a></p>', "[b](https://a.test/b.html)"),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", "- a\n- b\n\n  c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ('<pre><code>def f():\n    <span class="k">return</span> 1\n</code></pre>',
         "```\ndef f():\n    return 1\n```"),
        (
            "<table><thead><tr><th>a</th><th>b|c</th></tr></thead>"
            "<tbody><tr><td><code>f_<wbr>g()</code></td><td>2</td></tr></tbody></table>",
            "| a | b\\|c |\n| --- | --- |\n| `f_g()` | 2 |",
        ),
        (
            '<figure><div><svg role="img" aria-label="A curve."><text>x</text></svg></div>'
            '<div class="drawing wide"><svg role="img" aria-label="A curve."></svg></div>'
            '<figcaption><p><span class="caption-number">Figure 1.</span> It falls.</p>'
            '</figcaption><details class="numbers"><summary>n</summary></details></figure>',
            "[Figure: A curve.]\n\nFigure 1. It falls.",
        ),
        ('<p>a <a class="term" href="g.html#b">b</a><span class="term-tip" hidden>c</span></p>',
         "a [b](g.md#b)"),
        ("<details><summary>Solution</summary><p>It is 1.</p></details>", "Solution\n\nIt is 1."),
        ('<div class="admonition"><p>Note</p><p>text</p></div>', "Note\n\ntext"),
        ("<p>a</p>loose <em>words</em><p>b</p>", "a\n\nloose *words*\n\nb"),
    ],
)  # fmt: skip
def test_a_form_is_written_as_markdown(html: str, markdown: str) -> None:
    assert as_markdown(html) == f"{markdown}\n"
