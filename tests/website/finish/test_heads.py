"""Formulas that stand alone in the head of a column or a row."""

from scripts.website.finish.heads import with_named_heads

MATH = (
    '<span class="k"><math xmlns="m"><mrow><mi>a</mi><mo>&lt;</mo><mtext>"</mtext></mrow></math>'
    "</span>"
)


def test_only_a_formula_that_begins_a_head_gets_a_name() -> None:
    head, cell = f'<th scope="col">{MATH}</th>', f"<td>{MATH}</td>"
    behind = f"<th>The {MATH}</th>"
    named = with_named_heads(head + cell + behind)
    assert named.count('<math aria-label="a &lt; &quot;" xmlns="m">') == 1
    assert named.endswith(cell + behind)
