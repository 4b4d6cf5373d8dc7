"""What moves in a figure becomes expressions over controls and calls of formulas."""

from collections.abc import Iterator
from math import inf
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from scripts.website.made.drawings import figure_to_svg
from scripts.website.made.moving import moving
from snippets.figures.live import (
    Amount,
    Control,
    Curve,
    Dot,
    Free,
    Handle,
    Label,
    Listed,
    Live,
    Mark,
    OneOf,
    Sampled,
    Shape,
    Shown,
    Text,
    Total,
    box,
    formula,
    is_more,
    larger,
    smaller,
)
from snippets.figures.style import STYLE, new_figure

Q = Control(name="q", words="forecast", low=0, high=1, step=0.1, start=0.5)


@pytest.fixture(autouse=True)
def style() -> Iterator[None]:
    with mpl.rc_context(STYLE):
        yield


def drawn(**settings: Any) -> Figure:
    figure = new_figure(4, 3)
    axes = figure.add_subplot()
    axes.plot(0.5, 0.5, "o", color="#1f2328", gid="dot")
    axes.set(xlim=(0, 1), ylim=(0, 2), **settings)
    return figure


def told(*marks: Mark, says: tuple[Text, ...] = (), control: Control = Q) -> dict[str, Any]:
    figure = drawn()
    figure_to_svg(figure, "name")
    return moving(Live(figure=figure, controls=(control,), marks=marks, says=says), "name")


def dot(y: Amount) -> str:
    """Return how the height of a dot is written."""
    at: str = told(Dot(name="dot", x=0.0, y=y))["at"]
    return at.partition("[[[0.0,")[2].partition("]]]")[0]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Q, "q"),
        (1, "1.0"),
        (-1, "(-1.0)"),
        (1 - Q, "(1.0-q)"),
        (Q + 1, "(q+1.0)"),
        (2 * Q / 3, "((2.0*q)/3.0)"),
        (smaller(Q, 0.5), "Math.min(q,0.5)"),
        (larger(Q, 0.5), "Math.max(q,0.5)"),
        (is_more(Q, 0.5), "(q>0.5?1:0)"),
    ],
)
def test_amounts(amount: Amount, text: str) -> None:
    assert dot(amount) == text


def test_a_formula_is_called_once_for_the_same_arguments() -> None:
    loss = formula("bce", y=1, y_hat=Q)
    at = told(Dot(name="dot", x=loss, y=loss + formula("bce", y=1, y_hat=Q)))["at"]
    assert at.count("bce_m1(1.0,q)") == 1
    assert "[[[q0,(q0+q0)]]]" in at


def test_formulas_are_named_with_side_sizes_and_what_is_given() -> None:
    found = told(
        Dot(name="dot", x=formula("kl", 1, sizes={"n": 2}, P=(0.5, 0.5), Q=(Q, 1 - Q)), y=0)
    )
    asked = {"formula": "kl", "side": 1, "sizes": (("n", 2),), "given": ["P", "Q"]}
    assert found["formulas"] == {"kl_1_n2": asked}
    assert "kl_1_n2([0.5,0.5],[q,(1.0-q)])" in found["at"]


def test_a_matrix_is_given_by_its_rows() -> None:
    rows = ((Q, 1 - Q), (0.5, 0.5))
    assert dot(formula("cce-batch", sizes={"N": 2, "C": 2}, y=((0, 1), (1, 0)), y_hat=rows)) == "q0"
    at = told(Dot(name="dot", x=0, y=formula("cce-batch", y_hat=rows)))["at"]
    assert "cce_batch_m1([[q,(1.0-q)],[0.5,0.5]])" in at


def test_what_code_gave_is_looked_up() -> None:
    gave = Listed(Q * 10, (0.5, inf, -inf))
    at = told(Dot(name="dot", x=gave, y=gave + 1))["at"]
    assert "const c0=[0.5,Infinity,-Infinity][Math.round((q*10.0))];" in at
    assert "[[[c0,(c0+1.0)]]]" in at


def test_a_vector_along_an_axis_is_written_as_a_loop_and_computed_once() -> None:
    density = formula("bce", y=Free(), y_hat=Q)
    every = Sampled(density, -1, 2, 7)
    shares = Sampled(density / Total(every), -1, 2, 7)
    found = told(
        Curve(name="curve", y=density / Total(every), low=-1, high=2, count=7),
        Dot(name="dot", x=formula("kl", sizes={"n": 7}, P=shares, Q=every), y=Total(every)),
    )
    loop = "Array.from({length:7},(_,k)=>{const x=-1+k*0.5;return "
    summed = "q1=q0.reduce((a,b)=>a+b)"
    assert f"const q0={loop}bce_m1(x,q)}}),{summed}," in found["at"]
    assert f"q2={loop}[x,(bce_m1(x,q)/q1)]}})," in found["at"]
    assert f"q3={loop}(bce_m1(x,q)/q1)}}),q4=kl_m1_n7(q3,q0);" in found["at"]


def test_marks_and_words() -> None:
    found = told(
        Shape(name="line", points=((0, 0), (Q, 1))),
        box("box", 0, 0, Q, 1),
        Label(name="label", x=0, y=Q, text=("q = ", Shown(Q, 3, signed=True))),
        Curve(name="curve", y=Free() * Q, low=0, high=1, count=3),
        says=(("It is ", OneOf(Q, ("no", "yes")), "."),),
    )
    kinds = [kind for _, kind, _ in found["script"]["marks"]]
    assert kinds == ["line", "area", "text", "line"]
    assert '[[[0.0,q]],["q = ",[q,3,1]]]' in found["at"]
    assert "{length:3},(_,k)=>{const x=0+k*0.5;return [x,(x*q)]}" in found["at"]
    assert 'says:[["It is ",[q,["no","yes"]],"."]]' in found["at"]
    assert found["says"] == 1


def test_formulas_in_words_are_marked_up_around_the_numbers() -> None:
    found = told(
        Label(name="label", x=0, y=Q, text=("$q = ", Shown(Q), "$ or $10^{", Shown(Q), "}$")),
        says=(("best at $q = ", Shown(Q), "$, ", OneOf(Q, ("$ŷ$", "no"))),),
    )
    q = 'class=\\"math\\">\\u003ctspan class=\\"math-letter\\">q'
    assert f'["\\u003ctspan {q}\\u003c/tspan> = ",[q,2,0],"\\u003c/tspan> or ' in found["at"]
    raised = 'dy=\\"-0.51em\\">",[q,2,0],"\\u003c/tspan>\\u003c/tspan>"]'
    assert raised in found["at"]
    letter = 'class=\\"math-letter\\">ŷ\\u003c/span>\\u003c/span>","no"'
    assert letter in found["at"].partition("says:")[2]
    with pytest.raises(ValueError, match=r"has a \$ without its pair"):
        told(Label(name="label", x=0, y=Q, text=("$q = ", Shown(Q))))


def test_a_text_ends_no_script() -> None:
    at = told(Label(name="dot", x=0, y=0, text=('</script>"\\',)))["at"]
    assert '"&lt;/script&gt;\\"\\\\"' in at


def test_what_is_plotted_is_where_the_drawing_has_it() -> None:
    figure = drawn()
    svg = figure_to_svg(figure, "name", ["dot"])
    live = Live(figure=figure, controls=(Q,), marks=(Dot(name="dot", x=Q, y=Q),))
    (transform,) = moving(live, "name")["script"]["axes"]
    a, b, c, d = transform
    x, y = (
        float(part.partition('"')[0])
        for part in svg.partition('id="name-dot"')[2].partition("<use")[2].split('="')[2:4]
    )
    assert (a * 0.5 + b, c * 0.5 + d) == pytest.approx((x, y), abs=0.01)


OTHER = Control(name="other", words="other", low=0, high=1, step=0.1, start=0)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Dot(name="dot", x=OTHER, y=0), "the control other is not among those of the figure"),
        (Dot(name="dot", x=Free(), y=0), r"Free\(\) runs along a curve"),
        (Label(name="dot", x=0, y=0, text=("a\nb",)), "stands on one line"),
        (
            Dot(name="dot", x=formula("bce", y=1, y_hat=Q), y=formula("bce", y_hat=Q)),
            "is given .* here, and something else elsewhere",
        ),
        (Mark(name="dot"), "Mark is no mark that can be moved"),
    ],
)
def test_refused(mark: Mark, words: str) -> None:
    with pytest.raises((ValueError, TypeError), match=words):
        told(mark)


def test_a_start_outside_the_range_is_refused() -> None:
    beyond = Control(name="q", words="q", low=0, high=1, step=0.1, start=2)
    with pytest.raises(ValueError, match="the control q starts outside its range"):
        told(control=beyond)


def test_a_value_is_read_with_its_words_and_its_unit() -> None:
    angle = Control(
        name="q",
        words="angle",
        symbol="θ",
        unit="degrees",
        decimals=0,
        low=0,
        high=180,
        step=1,
        start=60,
    )
    found = told(control=angle)
    assert found["controls"][0]["label"] == "angle $θ$"
    assert found["script"]["words"] == ["angle"]
    assert 'values:[[[q,0,0]," degrees"]]' in found["at"]


def test_a_curve_with_a_base_is_an_area() -> None:
    found = told(Curve(name="curve", y=Free(), low=0, high=1, count=3, base=Q))
    assert found["script"]["marks"] == [["curve", "area", 0]]
    assert "const q0=Array.from({length:3}" in found["at"]
    assert "[[...q0," in found["at"]
    assert "[1.0,q],[0.0,q]]]" in found["at"]


def test_a_line_and_the_area_below_it_are_computed_once() -> None:
    along: dict[str, Any] = {"y": Free() * Q, "low": 0, "high": 1, "count": 3}
    at = told(Curve(name="area", base=0, **along), Curve(name="line", **along))["at"]
    assert at.count("Array.from") == 1
    assert "{marks:[[[...q0,[1.0,0.0],[0.0,0.0]]],[q0]]" in at


def held(*handles: Handle, drag: str = "") -> dict[str, Any]:
    figure = drawn()
    figure_to_svg(figure, "name")
    live = Live(figure=figure, controls=(Q,), marks=(), handles=handles, drag=drag)
    return moving(live, "name")


def test_a_handle_says_where_it_is_and_what_it_moves() -> None:
    loss = formula("bce", y=1, y_hat=Q)
    found = held(Handle(control=Q, x=Q * 2, y=loss + loss))
    assert found["script"]["handles"] == [[0, 0, 0]]
    assert found["grips"] == "[(q)=>{const q0=bce_m1(1.0,q);return [(q*2.0),(q0+q0)]}]"
    assert list(found["formulas"]) == ["bce_m1"]


def test_what_follows_the_pointer_everywhere_is_the_last_handle() -> None:
    found = held(Handle(control=Q, x=0, y=Q), drag="q")
    assert found["script"]["handles"] == [[0, 0, 0], [0, 0, 1]]
    assert found["grips"].endswith(",(q)=>{return [q,0.0]}]")


def test_a_handle_moves_a_control_of_its_figure() -> None:
    other = Control(name="p", words="truth", low=0, high=1, step=0.1, start=0.5)
    with pytest.raises(ValueError, match="the control p is not among those of the figure"):
        held(Handle(control=other, x=0, y=0))
    with pytest.raises(ValueError, match="the control r is not among those of the figure"):
        held(drag="r")


def test_logarithmic_axes_are_refused() -> None:
    figure = drawn(xscale="log", xbound=(0.1, 1))
    with pytest.raises(ValueError, match="linear scales"):
        moving(Live(figure=figure, controls=(Q,), marks=()), "name")


def test_an_artist_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no artist has the gid other, which is to move"):
        figure_to_svg(drawn(), "name", ["dot", "other"])
