"""The signs that a site says and that its formulas draw."""

from scripts.website.beside.font_signs import drawn_signs, math_in_labels

DRAWN = (
    '<math>§</math><span class="katex-html"><span class="mord mathbb">E</span>'
    '&lt;<img src=""><span class="mathbf accent">y<span class="mathnormal">x</span></span></span>'
)
LABEL = (
    '<tspan class="math">−log <tspan class="math-letter">ŷ</tspan>'
    '<tspan class="math-script" dy="1em">2</tspan></tspan>'
)


def test_signs_are_those_that_are_drawn_by_the_classes_around_them() -> None:
    assert drawn_signs([DRAWN, "plain"]) == {
        "": {"E", "<", "x", "y"},
        "katex-html": {"E", "<", "x", "y"},
        "mord": {"E"},
        "mathbb": {"E"},
        "mathbf": {"x", "y"},
        "accent": {"x", "y"},
        "mathnormal": {"x"},
    }


def test_formulas_of_labels_are_found_in_pages_and_in_what_moves_them() -> None:
    page = f"<text>words {LABEL} more</text><p><span class='math'>no</span></p>"
    script = r'["a \u003cspan class=\"math\">4\u003c/span> b",[q,2]]'
    found = math_in_labels([page, script, page])
    assert found == ['<span class="math">4</span>', LABEL]
    assert drawn_signs([LABEL]) == {
        "": set("−log ŷ2"),
        "math": set("−log ŷ2"),
        "math-letter": {"ŷ"},
        "math-script": {"2"},
    }
