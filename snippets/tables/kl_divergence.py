"""The tables of the page on KL divergence."""

from fractions import Fraction

from snippets.careful.divergence import js_divergence, kl_divergence
from snippets.careful.information import self_information
from snippets.tables.table import Cell, Column, Table

STATES = ("sun", "cloud", "rain", "snow")
VALLEY = (1 / 2, 1 / 4, 1 / 8, 1 / 8)
MOUNTAIN = (1 / 8, 1 / 8, 1 / 4, 1 / 2)
VALLEY_CODE = ("0", "10", "110", "111")
MOUNTAIN_CODE = ("110", "111", "10", "0")

FAIR = (1 / 2, 1 / 2)
PAIRS = (
    ("fair", FAIR, "fair", FAIR),
    ("fair", FAIR, "75% heads", (3 / 4, 1 / 4)),
    ("fair", FAIR, "99% heads", (99 / 100, 1 / 100)),
    ("fair", FAIR, "all heads", (1.0, 0.0)),
    ("all tails", (0.0, 1.0), "all heads", (1.0, 0.0)),
    ("valley", VALLEY, "mountain", MOUNTAIN),
)

TRIANGLE = (FAIR, (1 / 4, 3 / 4), (1 / 10, 9 / 10))

JOINT = (0.06, 0.03, 0.01)
"""The joint probability of an observation and each of three hidden values."""

GUESSES = (
    ("0.8 for the third", (0.1, 0.1, 0.8)),
    ("even", (1 / 3, 1 / 3, 1 / 3)),
    ("right", (0.6, 0.3, 0.1)),
)
"""Guesses of the hidden value, from the worst to the best."""


def codes() -> Table:
    """List one line of the code book a weather state, and what the wrong book costs, in bits."""
    rows: list[tuple[Cell, ...]] = []
    books = zip(STATES, VALLEY, MOUNTAIN, VALLEY_CODE, MOUNTAIN_CODE, strict=True)
    for state, p, q, word, wrong_word in books:
        extra = len(wrong_word) - len(word)
        rows.append(
            (
                state,
                str(Fraction(p)),
                f"`{word}`",
                str(Fraction(q)),
                f"`{wrong_word}`",
                extra,
                p * extra,
            )
        )
    own, foreign = mean_length(VALLEY_CODE), mean_length(MOUNTAIN_CODE)
    rows.append(
        (
            "**mean**",
            "",
            f"{own:g}\N{NO-BREAK SPACE}bits",
            "",
            f"{foreign:g}\N{NO-BREAK SPACE}bits",
            "",
            foreign - own,
        )
    )
    return Table(
        columns=(
            Column("Weather"),
            Column("$P(x)$"),
            Column("Valley code"),
            Column("$Q(x)$"),
            Column("Mountain code"),
            Column("Extra bits", "+d"),
            Column("$P(x)$ × extra bits", "+.3f"),
        ),
        rows=rows,
    )


def mean_length(code: tuple[str, ...]) -> float:
    """Return the bits that a day in the valley costs on average with ``code``."""
    return sum(p * len(word) for p, word in zip(VALLEY, code, strict=True))


def both_directions() -> Table:
    """List the KL divergence in both directions and the JS divergence of six pairs, in bits."""
    return Table(
        columns=(
            Column("$P$"),
            Column("$Q$"),
            Column("$D_{\\mathrm{KL}}(P\\Vert Q)$ (bits)", ".4f"),
            Column("$D_{\\mathrm{KL}}(Q\\Vert P)$ (bits)", ".4f"),
            Column("$\\mathrm{JS}(P\\Vert Q)$ (bits)", ".4f"),
        ),
        rows=[
            (
                p_name,
                q_name,
                float(kl_divergence(p, q, base=2)),
                float(kl_divergence(q, p, base=2)),
                float(js_divergence(p, q, base=2)),
            )
            for p_name, p, q_name, q in PAIRS
        ],
    )


def triangle() -> Table:
    """Measure the way from P to R, direct and over Q, in nats."""
    p, q, r = TRIANGLE
    first, second = float(kl_divergence(p, q)), float(kl_divergence(q, r))
    return Table(
        columns=(Column("Way"), Column("Length (nats)", ".4f")),
        rows=[
            ("$P$ to $Q$", first),
            ("$Q$ to $R$", second),
            ("both legs together", first + second),
            ("$P$ to $R$ directly", float(kl_divergence(p, r))),
        ],
    )


def bounds() -> Table:
    """List minus the evidence lower bound of each guess, in nats, by what it is made of."""
    evidence = sum(JOINT)
    surprise, hidden = float(self_information(evidence)), [w / evidence for w in JOINT]
    rows = []
    for name, guess in GUESSES:
        extra = float(kl_divergence(guess, hidden))
        rows.append((name, surprise, extra, surprise + extra))
    return Table(
        columns=(
            Column("Guess"),
            Column("Surprise (nats)", ".3f"),
            Column("Divergence (nats)", ".3f"),
            Column("Minus the bound (nats)", ".3f"),
        ),
        rows=rows,
    )
