"""What was found about a formula, in words fit for a reader. "Checked" is never called "proved"."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..language.tokens import Span

KINDS = (
    "matches snippet",
    "identity",
    "derivative",
    "inequality",
    "arg min",
    "limit",
    "definition",
)


@dataclass(frozen=True)
class StepEvidence:
    """What was found about one relation between two sides.

    ``function`` is the dotted name of the code that a side is bound to, ``example`` both sides at
    one point. ``twins`` are the checked formulas that were computed with in the place of code.
    ``in_floats`` tells whether code had to be asked for a value, in float64: then there are sixteen
    digits at most, otherwise forty.
    """

    left: str
    right: str
    relation: str
    kind: str
    samples: int
    largest_difference: float | None = None
    function: str | None = None
    conventions: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    proved: str | None = None
    example: str | None = None
    twins: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    in_floats: bool = False

    @property
    def words(self) -> str:
        """The evidence in one line."""
        parts = [self._first_words(), *self.remarks]
        if self.largest_difference is not None and self.kind != "inequality":
            parts.append(f"largest difference {_shown(self.largest_difference)}")
        parts += [f"uses {convention}" for convention in self.conventions]
        parts += [f"needs {assumption}" for assumption in self.assumptions]
        if self.proved:
            parts.append(f"proved by {self.proved}")
        return " · ".join(parts)

    def _first_words(self) -> str:
        points = f"{self.samples} point{'' if self.samples == 1 else 's'}"
        named = " and ".join(self.twins)
        match self.kind:
            case "matches snippet":
                return f"matches {self.function} at {points}"
            case "identity":
                digits = "up to rounding in float64" if self.in_floats else "40 digits"
                return f"identity, {digits} at {points}"
            case "derivative":
                of = f" of the checked formula {named}" if named else ""
                return f"derivative{of} at {points}"
            case "inequality":
                return f"inequality: no violation found at {points}"
            case "arg min":
                return f"arg min: no better point found at {points}"
            case "limit":
                return "limit: approached to 60 digits"
        return f"{self.kind} at {points}"


@dataclass(frozen=True)
class FormulaEvidence:
    """What was found about a formula. ``symbols`` are places in its TeX, names and meanings."""

    name: str
    page: str
    file: str
    line: int
    tex: str
    steps: tuple[StepEvidence, ...] = ()
    unchecked: str | None = None
    symbols: tuple[tuple[Span, str, str], ...] = ()

    def with_proof(self, step: int, proved: str) -> "FormulaEvidence":
        """Return the evidence with a proof of one step added."""
        steps = list(self.steps)
        steps[step] = replace(steps[step], proved=proved)
        return replace(self, steps=tuple(steps))

    def to_json(self) -> dict[str, Any]:
        """Return the evidence in plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "FormulaEvidence":
        """Return the evidence from its plain values."""
        steps = tuple(_step(step) for step in kept["steps"])
        symbols = tuple((tuple(s[0]), s[1], s[2]) for s in kept["symbols"])
        return cls(**{**kept, "steps": steps, "symbols": symbols})


def _step(kept: dict[str, Any]) -> StepEvidence:
    lists = {key: tuple(value) for key, value in kept.items() if isinstance(value, list)}
    return StepEvidence(**{**kept, **lists})


@dataclass(frozen=True)
class Totals:
    """Counts over many formulas."""

    formulas: int = 0
    steps: int = 0
    unchecked: int = 0
    proved: int = 0
    kinds: dict[str, int] = field(default_factory=dict)


def totals(found: Iterable[FormulaEvidence]) -> Totals:
    """Return how many formulas and steps there are, by kind of evidence."""
    formulas = list(found)
    steps = [step for formula in formulas for step in formula.steps]
    return Totals(
        len(formulas),
        len(steps),
        sum(formula.unchecked is not None for formula in formulas),
        sum(step.proved is not None for step in steps),
        dict(Counter(step.kind for step in steps)),
    )


def _shown(number: float) -> str:
    return "0" if number == 0 else f"{number:.0e}".replace("e-0", "e-")


_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "Delta": "Δ", "Sigma": "Σ",
}  # fmt: skip
_SIGNS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}


def readable(name: str) -> str:
    r"""Return the name of a symbol without TeX: ``\hat{y}`` is ŷ."""
    name = re.sub(r"\\(hat|bar|tilde)\{(.*?)\}", lambda m: m[2] + _SIGNS[m[1]], name)
    name = re.sub(r"\\math[a-z]+\{(\w+)\}", r"\1", name)
    name = re.sub(r"\\([A-Za-z]+)", lambda m: _GREEK.get(m[1], m[1]), name)
    return re.sub(r"[{} ]", "", name)
