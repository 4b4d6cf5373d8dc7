"""A section may not give another meaning to what the table computes."""

from pathlib import Path

import pytest

from scripts.formulas.reading.documents import read_tree
from tests.formulas.pages import Page, site

TABLE = r"""
| Symbol | Meaning | Where it lives |
| --- | --- | --- |
| $n$ | number of outcomes | `size 2..5` |
| $\mathcal X$ | outcomes | `set of n` |
| $x$ | an outcome | `in \mathcal X` |
| $P$ | a distribution | `pmf on \mathcal X` |
| $Q$ | another | `pmf+ on \mathcal X` |
| $z$ | a number | `real` |
| $\sigma(z)$ | sigmoid | `:= logistic.sigmoid(z)` |
| $H(P)$ | entropy | `:= information.entropy(P)` |
| $H(P,Q)$ | cross-entropy | `:= divergence.cross_entropy(P, Q)` |
| $D(P\|Q)$ | divergence | `:= divergence.kl_divergence(P, Q)` |
| $g(z)$ | a square | `:= $z^2$` |
| $\pi_0$ | a number | `:= np.ones(n)` |
| $\log$ | logarithm | `base e` |
"""


def told(folder: Path, notation: str) -> list[str]:
    page = Page("z = z", notation)
    page.documents(folder)
    (folder / "notation.md").write_text(TABLE, encoding="utf-8")
    documents = read_tree(folder, Path("page.md"), Path("notation.md"))
    return [str(problem) for problem in documents.problems]


@pytest.mark.parametrize(
    "line",
    [
        r"$D(P\|Q)$ := `divergence.kl_divergence(Q, P)`",
        r"$D(Q\|P)$ := `divergence.kl_divergence(P, Q)`",
        r"$D(P\|Q)$ := `divergence.cross_entropy(P, Q)`",
        r"$D(P\|Q)$ := $\sum_{x\in\mathcal X} Q(x)\log\frac{Q(x)}{P(x)}$",
        r"$H(P)$ := `information.entropy(P, base=2)`",
        r"$H(Q)$ := `information.perplexity(Q)`",
        r"$\sigma(z)$ := `logistic.sigmoid(-z)`",
        r"$g(z)$ := $z^3$",
        r"$\pi_0$ := `np.zeros(n)`",
        r"$\pi_0$ : real",
    ],
)
def test_another_meaning_under_an_old_name(line: str, tmp_path: Path) -> None:
    [message] = told(tmp_path, line)
    assert message.startswith("page.md:4: notation: ")
    assert "in the table" in message
    assert "take a new name" in message


@pytest.mark.parametrize(
    "line",
    [
        r"$D(Q\|P)$ := `divergence.kl_divergence(Q, P)`",
        r"$\sigma(u)$ := `logistic.sigmoid(u)`",
        r"$g(u)$ := $u^2$",
        r"$\pi_0$ := `np.ones(n)`",
        "$X$ : random variable with law P on \\mathcal X\n"
        "$H(X)$ := `information.entropy(X, base=2)`",
        r"$H_2(P)$ := `information.entropy(P, base=2)`",
        r"$z$ : (0,1)",
        r"$D(z)$ := $z$",
    ],
)
def test_the_same_or_a_new_name(line: str, tmp_path: Path) -> None:
    assert told(tmp_path, line) == []


def test_two_symbols_with_one_name_in_python(tmp_path: Path) -> None:
    [message] = told(tmp_path, "$\\hat z$ : real\n$z_{hat}$ : real\n$\\mathrm{z}$ : real")[:1]
    assert "both called" in message
    assert "take a new name" in message


@pytest.mark.parametrize("two", [r"\mathbf w|w", r"\bar y|y_{bar}", r"\varepsilon|\epsilon"])
def test_every_way_to_share_a_name(two: str, tmp_path: Path) -> None:
    one, other = two.split("|")
    assert len(told(tmp_path, f"${one}$ : real\n${other}$ : real")) == 1


def test_a_calligraphic_letter_is_another_symbol(tmp_path: Path) -> None:
    assert told(tmp_path, "$X$ : real\n$\\mathcal L$ : real\n$L$ : real") == []


def test_the_site_keeps_to_its_table() -> None:
    assert [str(problem) for problem in site().problems] == []
