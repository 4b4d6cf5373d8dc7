"""What the checker reads is what KaTeX draws: node by node, on good and on damaged formulas."""

import random
from collections.abc import Iterator

import pytest

from scripts.formulas.language.boxes import layout_of
from scripts.formulas.language.tokens import FormulaError, tokens_of
from tests.formulas.katex import KATEX, KaTeX, ours
from tests.formulas.others import CASES
from tests.formulas.pages import corpus, site

DAMAGED = 6000
# Blanks part the pieces; a formula falls apart most where brackets and arguments are hurt.
PIECES = r"""
x y 2 N { } ^ _ ' & \\ ( ) [ ] | \| - + = , . \, \frac \tfrac12 \hat \log \sum \left( \right) \bigl(
\bigr) \Bigl[ \text{if} \mathrm{KL} \mathcal \ne \le \geq \cdot \begin{cases} \end{cases} \dots
\begin{aligned} \end{aligned} \underbrace \sqrt \top \nabla \partial \mid \quad \{ \infty \sigma
\mathbb{E} \mathbf1 \to \max \arg \lim \odot \binom \boldsymbol \operatorname* \operatorname \not=
\not\in \middle| \overset{(a)}{=} \sqrt[3] \textrm{for} \lvert \rvert \limits \displaystyle ~
\big( \Big| \parallel \begin{align} \end{align} \begin{pmatrix} \end{pmatrix} \int \! * \coloneqq
\implies \notin \nonumber \Pr \setminus \substack{i\\j}
"""


@pytest.fixture(scope="module")
def katex() -> Iterator[KaTeX]:
    if not KATEX.exists():
        pytest.skip("KaTeX is not installed: run make site")
    engine = KaTeX()
    yield engine
    engine.close()


def all_tex() -> list[str]:
    documents = (corpus(), site())
    display = [formula.tex for d in documents for formula in d.formulas]
    display += [case.tex for case in CASES]
    inline = sorted({formula.tex for d in documents for formula in d.inline})
    return [*display, *inline]


def test_the_same_tree_as_katex(katex: KaTeX) -> None:
    for tex in all_tex():
        assert ours(layout_of(tex)) == katex.tree(tex), tex


def damaged(tex: str, generator: random.Random) -> str:
    """Return a formula with one to three tokens dropped, doubled, swapped, or put in."""
    tokens = [token.text for token in tokens_of(tex)]
    for _ in range(generator.randint(1, 3)):
        at = generator.randrange(len(tokens) + 1)
        match generator.randrange(4):
            case 0:
                tokens[at : at + 1] = []
            case 1:
                tokens[at:at] = tokens[at : at + 1]
            case 2:
                tokens[at : at + 2] = reversed(tokens[at : at + 2])
            case _:
                tokens.insert(at, generator.choice(PIECES.split()))
    return "".join(tokens)


@pytest.mark.nightly
def test_damaged_formulas_are_refused_or_read_as_katex_reads_them(katex: KaTeX) -> None:
    generator = random.Random("damage")
    formulas = all_tex()
    read = 0
    for _ in range(DAMAGED):
        tex = damaged(generator.choice(formulas), generator)
        try:
            row = layout_of(tex)
        except FormulaError:
            continue
        read += 1
        assert ours(row) == katex.tree(tex), tex
    assert read > DAMAGED / 4


def test_every_box_knows_its_place() -> None:
    tex = r"\frac{a}{b}+\hat y_i^{2}"
    spans = [tex[slice(*box.span)] for box in layout_of(tex)]
    assert spans == [r"\frac{a}{b}", "+", r"\hat y_i^{2}"]


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\color{red}x", "cannot read"),
        ("a^2^3", "a second '^'"),
        ("x_", "the argument of '_'"),
        (r"\frac\sum x", "in braces"),
        ("{a", "'}'"),
        ("a}", "does not belong here"),
        (r"\begin{multline}a\end{multline}", "no environment 'multline'"),
        (r"\not<", "only = and"),
        ("a % b", "no meaning"),
        ("p̂", "write the command"),
        (r"\begin{aligned}a\\[2]b\end{aligned}", "read as a distance"),
    ],
)
def test_what_is_not_supported_is_named(tex: str, message: str) -> None:
    with pytest.raises(
        FormulaError, match=r".*" + message.replace("\\", "\\\\").replace("^", r"\^")
    ):
        layout_of(tex)
