"""What is set aside comes back as it was."""

from scripts.website.finish.set_aside import SetAside

FORMULA = (
    '<span class="katex" translate="no"><span class="katex-mathml"><math><mi>x</mi></math></span>'
    '<!--drawing--><span class="katex-html"><span data-symbol="0">x</span></span><!--/drawing-->'
    "</span>"
)
FIGURE = '<svg role="img"><path d="M 0 0"/></svg>'


def test_formulas_and_figures_are_kept_in_their_order() -> None:
    aside = SetAside()
    html = aside.take(f"<p>{FORMULA} and</p><div>{FIGURE}</div>{FORMULA}")
    assert html == "<p><!--aside 0--> and</p><div><!--aside 1--></div><!--aside 2-->"
    drawn = FORMULA.replace(' data-symbol="0"', "")
    assert aside.in_order(html) == [drawn, FIGURE, drawn]
    assert aside.put_back(html) == f"<p>{drawn} and</p><div>{FIGURE}</div>{drawn}"


def test_a_formula_ends_where_it_ends() -> None:
    aside = SetAside()
    assert aside.take(f"{FORMULA}<b>between</b>{FORMULA}").count("<b>between</b>") == 1
    assert len(aside.parts) == 2
