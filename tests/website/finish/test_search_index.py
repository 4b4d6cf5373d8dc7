"""What search reads of a page, and by what names it finds a section."""

from scripts.website.finish.search_index import keywords, searchable
from scripts.website.made.spoken import spoken

HAT = '<mover accent="true"><mi>y</mi><mo>^</mo></mover>'
MATH = f"<math><mrow>{HAT}<mo>=</mo><mi>σ</mi></mrow></math>"
EVIDENCE = f"<details>{MATH}</details>"
PAGE = f"""<h1 id="top">Page</h1><p>Words {MATH}</p>
<h2 id="loss">Loss</h2>
<div class="formula" id="eq-bce"><div>{MATH}</div><a href="#eq-bce">(1)</a>{EVIDENCE}</div>
<table><tr><td>sun</td><td>1/2</td></tr></table><svg><text>0.5</text></svg>"""


def test_search_reads_words_and_plain_formulas() -> None:
    text = searchable(PAGE)
    assert "ŷ = σ" in text
    assert "<math" not in text
    assert "0.5" not in text
    assert "sun </td>" in text


def test_a_section_is_found_by_its_formulas_and_their_symbols() -> None:
    assert keywords(PAGE, all_symbols=False) == {
        "loss": ["bce", "binary cross-entropy", "sigma", "y hat"]
    }
    assert keywords(PAGE, all_symbols=True)["top"] == ["sigma", "y hat"]


def test_names_are_said_in_full() -> None:
    assert spoken("bce-gradient-yhat") == "binary cross-entropy gradient ŷ"
    assert spoken("gibbs") == "Gibbs"
