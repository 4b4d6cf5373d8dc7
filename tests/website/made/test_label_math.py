"""Mathematics in labels: runs of text in the fonts of formulas, and as plain text."""

import pytest

from scripts.website.made.label_math import markup, plain, runs_of

SPELLED = [
    (r"$\hat y$", "ŷ"),
    ("$ŷ$", "ŷ"),
    (r"$y = 1$: $-\log\hat y$", "y = 1: −log ŷ"),
    (r"$-\log(1 - \hat{y})$", "−log(1 − ŷ)"),
    ("a word, and $H(P,Q)=2.625$", "a word, and H(P,Q) = 2.625"),
    (r"$\mathrm{KL} = 0.5$", "KL = 0.5"),
    (r"$= -D(P\|Q) = -0.607$", "= −D(P‖Q) = −0.607"),
    (r"$H(X\mid Y)$, $I(X;Y)$", "H(X | Y), I(X; Y)"),
    (r"$\sigma(-2) = 0.12$", "σ(−2) = 0.12"),
    (r"$|\partial L/\partial z|$", "|∂L/∂z|"),
    ("$z_1 - z_2$", "z₁ − z₂"),
    ("in steps of $2^{-24}$", "in steps of 2⁻²⁴"),
    (r"$\log_{10} x$ of", "log₁₀ x of"),
    (r"$\log 2 = 0.693$", "log 2 = 0.693"),
    (r"$\times 0.6$", "× 0.6"),
    ("$N = 1,075$", "N = 1,075"),
    ("$x_i^2$", "xᵢ²"),
    (r"$(1 − q)\,a$", "(1 − q) a"),
    ("$10^{-12.5}$", "10^−12.5"),
    (r"$\mathrm{softmax}(z/T)$", "softmax(z/T)"),
    (r"$\mathdefault{10^{-6}}$", "10⁻⁶"),
    (r"costs 5\$ & more", "costs 5$ & more"),
    ("", ""),
]


@pytest.mark.parametrize(("label", "text"), SPELLED)
def test_as_text(label: str, text: str) -> None:
    assert plain(label) == text


def test_letters_lean_and_names_numbers_and_signs_stand() -> None:
    kinds = [(run.text.strip(), run.kind) for run in runs_of(r"at $\log ŷ_i = Γ θ$")]
    assert kinds == [
        ("at", "words"),
        ("log", "upright"),
        ("ŷ", "letter"),
        ("i", "letter"),
        ("= Γ", "upright"),
        ("θ", "letter"),
    ]


def test_what_is_raised_or_lowered_comes_back_to_the_line() -> None:
    assert markup("$x_1^2 = 4$ nats") == (
        '<tspan class="math"><tspan class="math-letter">x</tspan>'
        '<tspan class="math-script" dy="0.21em">1</tspan>'
        '<tspan class="math-script" dy="-0.73em">2</tspan>'
        '<tspan dy="0.36em"> = 4</tspan></tspan> nats'
    )
    assert markup("$2^2$ nats").endswith('">2</tspan></tspan><tspan dy="0.4em"> nats</tspan>')
    assert markup("$x_1$", "span") == (
        '<span class="math"><span class="math-letter">x</span><sub>1</sub></span>'
    )


def test_a_letter_that_leans_over_has_room_before_what_does_not() -> None:
    assert '<tspan dx="0.11em">) = 1</tspan>' in markup("$(P) = 1$")
    assert '<tspan dx="0.13em"> true</tspan>' in markup("$T$ true")
    assert "dx" not in markup("$Q$ true, $PTp$ and $P_1$")


def test_signs_of_markup_are_written_as_text() -> None:
    assert markup("a < b & $p < q$") == (
        'a &lt; b &amp; <tspan class="math"><tspan class="math-letter">p</tspan> &lt; '
        '<tspan class="math-letter">q</tspan></tspan>'
    )


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("5$ each", r"the label '5\$ each' has a \$ without its pair"),
        ("$a$ and $", r"has a \$ without its pair"),
        (r"$\frac{1}{2}$", r"cannot be set: \\frac is not among \\hat, "),
        ("$x_$", "cannot be set: it ends too early"),
        ("$x^{2$", "cannot be set: it ends too early"),
        (r"$\hat$", "cannot be set: it ends too early"),
        (r"$\hat z$", "the font of formulas has no 'ẑ'"),
        ("$½$", "the font of formulas has no '½'"),
        ("$x_{a_b}$", "a script of a script"),
    ],
)
def test_what_cannot_be_set_is_told(label: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        markup(label)
    with pytest.raises(ValueError, match=why):
        plain(label)
