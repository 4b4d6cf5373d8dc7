"""Names of symbols: how boxes spell them, and what they are called in Python."""

from __future__ import annotations

import re
from functools import cache

from .boxes import LETTERS, Accent, Atom, Box, Font, Group, Scripts, Text, Word, visible

NAMES = LETTERS | {r"\Pr"}

_WORDS = re.compile(r" *[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)* *")
"""Words that may be a name: letters with digits, and blanks or hyphens between."""


def is_sign(box: Box, text: str) -> bool:
    """Tell whether a box is one given sign."""
    return isinstance(box, Atom) and box.text == text


def name_of(box: Box) -> str | None:
    r"""Return the name of a letter with its accent, font and subscript: ``D_{\mathrm{KL}}``."""
    match box:
        case Atom(text=text) if text in NAMES or (len(text) == 1 and text.isalpha()):
            return text
        case Word(text=text):
            return text
        case Text(text=text) if _WORDS.fullmatch(text):
            return f"\\mathrm{{{text.strip()}}}"
        case Accent(accent=accent, base=base) if (inner := _inner_name(base)) is not None:
            return f"{accent}{{{inner}}}"
        case Font(font=font, body=body) if (inner := _inner_name(body, font)) is not None:
            return f"{font}{{{inner}}}"
        case Scripts(base=base, below=Group() as below, above=None, primes=0):
            name, under = name_of(base), _subscript_name(below)
            return f"{name}_{{{under}}}" if name and under else None
    return None


def _inner_name(group: Group, font: str = "") -> str | None:
    inner = visible(group.body)
    texts = [box.text for box in inner if isinstance(box, Atom)]
    if font and len(texts) == len(inner) and texts and all(_alphanumeric(t) for t in texts):
        return "".join(texts)
    return name_of(inner[0]) if len(inner) == 1 else None


def _alphanumeric(text: str) -> bool:
    return len(text) == 1 and text.isalnum()


_PARTING = {",": ",", "|": "|", r"\mid": "|"}
"""What may part the letters of an index that is a name, as in p_{X,Y}."""


def _subscript_name(group: Group) -> str | None:
    parts: list[str] = []
    for box in visible(group.body):
        if isinstance(box, Atom) and (_alphanumeric(box.text) or box.text in LETTERS):
            parts.append(box.text)
        elif isinstance(box, Atom) and box.text in _PARTING and parts:
            parts.append(_PARTING[box.text])
        elif (name := name_of(box)) is not None:
            parts.append(name)
        else:
            return None
    return " ".join(parts) if parts else None


_ACCENT = re.compile(r"\\(?P<accent>hat|bar|tilde|widehat|vec)\{(?P<base>[^{}]*)\}")
_FONT = re.compile(r"\\(?:math[a-z]+|boldsymbol)\{([^{}]*)\}")

_PYTHON = {r"\varepsilon": "epsilon", r"\varphi": "phi", r"\lambda": "lambda_"}


@cache
def python_name(name: str) -> str:
    r"""Return the name of a symbol in Python: ``\hat{y}`` is y_hat, ``p_{t}`` is p_t.

    A calligraphic letter is another symbol than its plain one: ``\mathcal{X}`` is X_set.
    """
    for tex, python in _PYTHON.items():
        name = name.replace(tex, python)
    name = re.sub(r"\\mathcal\{(\w+)\}", r"\1_set", name)
    earlier = ""
    while name != earlier:
        earlier = name
        name = _FONT.sub(r"\1", name)
        name = _ACCENT.sub(lambda m: f"{m['base']}_{m['accent']}", name)
    return re.sub(r"[\\{} ,|-]", "", name)


_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "Delta": "Δ", "Sigma": "Σ",
}  # fmt: skip
_SIGNS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "widehat": "\u0302", "vec": "\u20d7"}


@cache
def readable(name: str) -> str:
    r"""Return the name of a symbol without TeX: ``\hat{y}`` is ŷ."""
    name = re.sub(r"\\(math[a-z]+|boldsymbol)\{([\w -]+)\}", r"\2", name)
    name = re.sub(r"\\(hat|bar|tilde|widehat|vec)\{(.*?)\}", lambda m: m[2] + _SIGNS[m[1]], name)
    name = re.sub(r"\\([A-Za-z]+)", lambda m: _GREEK.get(m[1], m[1]), name)
    return re.sub(r"[{} ]", "", name)
