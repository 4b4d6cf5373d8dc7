"""MathML as readers of EPUB get it."""

import re

from scripts.editions.epub.formulas import fit_for_readers

MATH = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>{}</mrow>'
    "<annotation encoding='application/x-tex'>a &lt; b</annotation></semantics></math>"
)
SPACE = '<mspace width="0.1667em" />'
APPLY = "<mo>\N{FUNCTION APPLICATION}</mo>"


def fitted(row: str) -> str:
    """Return the row of a fitted formula."""
    found = re.search(r"<mrow>(.*)</mrow>", fit_for_readers(MATH.format(row), "a < b"))
    assert found
    return found[1]


def test_tex_becomes_the_text_alternative() -> None:
    formula = fit_for_readers(MATH.format("<mi>a</mi>"), "a\n  < b")
    assert 'alttext="a &lt; b"' in formula
    assert "annotation" not in formula
    assert "semantics" not in formula


def test_letters_of_other_alphabets_are_characters() -> None:
    assert fitted('<mi mathvariant="script">X</mi>') == "<mi>𝒳</mi>"
    assert fitted('<mi mathvariant="script">L</mi>') == "<mi>ℒ</mi>"
    assert fitted('<mi mathvariant="double-struck">E</mi>') == "<mi>𝔼</mi>"
    assert fitted('<mi mathvariant="bold">1</mi>') == "<mi>𝟏</mi>"
    assert fitted('<mi mathvariant="bold">w</mi>') == "<mi>𝐰</mi>"
    upright = '<mi mathvariant="normal">L</mi>'
    assert fitted(upright) == upright


def test_a_function_stands_apart_from_its_neighbours() -> None:
    log = f"<mi>log</mi>{APPLY}"
    assert fitted(f"<mi>y</mi>{log}<mi>x</mi>") == f"<mi>y</mi>{SPACE}{log}{SPACE}<mi>x</mi>"
    assert fitted(f"<mo>)</mo>{log}<mi>x</mi>") == f"<mo>)</mo>{SPACE}{log}{SPACE}<mi>x</mi>"


def test_operators_and_brackets_need_no_space_beside_it() -> None:
    log = f"<mi>log</mi>{APPLY}"
    assert fitted(f"<mo>−</mo>{log}<mo>(</mo>") == f"<mo>−</mo>{log}<mo>(</mo>"


def test_a_function_with_an_index_stands_apart_too() -> None:
    log = f"<msub><mrow><mi>log</mi>{APPLY}</mrow><mn>2</mn></msub>"
    assert fitted(f"<mi>y</mi>{log}<mi>x</mi>") == f"<mi>y</mi>{SPACE}{log}{SPACE}<mi>x</mi>"
    assert fitted(f"{log}<mo>(</mo>") == f"{log}<mo>(</mo>"


def test_columns_are_aligned() -> None:
    cells = "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd><mtd><mi>c</mi></mtd></mtr>"
    table = f'<mtable columnalign="right left left" columnspacing="0em 1em">{cells}</mtable>'
    assert re.findall(r'style="([^"]*)"', fitted(table)) == [
        "text-align: right; padding: 0.3ex 0 0.3ex 0em",
        "text-align: left; padding: 0.3ex 0 0.3ex 0em",
        "text-align: left; padding: 0.3ex 0 0.3ex 1em",
    ]
