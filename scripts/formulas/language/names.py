"""Names of symbols: how boxes spell them, and what they are called in Python."""

from __future__ import annotations

import re
from functools import cache

from .boxes import LETTERS, Accent, Atom, Box, Font, Group, Scripts, visible


def is_sign(box: Box, text: str) -> bool:
    """Tell whether a box is one given sign."""
    return isinstance(box, Atom) and box.text == text


def name_of(box: Box) -> str | None:
    r"""Return the name of a letter with its accent, font and subscript: ``D_{\mathrm{KL}}``."""
    match box:
        case Atom(text=text) if text in LETTERS or (len(text) == 1 and text.isalpha()):
            return text
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


def _subscript_name(group: Group) -> str | None:
    parts: list[str] = []
    for box in visible(group.body):
        if isinstance(box, Atom) and (_alphanumeric(box.text) or box.text in LETTERS):
            parts.append(box.text)
        elif (name := name_of(box)) is not None:
            parts.append(name)
        else:
            return None
    return " ".join(parts) if parts else None


_ACCENT = re.compile(r"\\(?P<accent>hat|bar|tilde)\{(?P<base>[^{}]*)\}")

_GREEK = {r"\varepsilon": "epsilon", r"\varphi": "phi", r"\lambda": "lambda_"}


@cache
def python_name(name: str) -> str:
    r"""Return the name of a symbol in Python: ``\hat{y}`` is y_hat, ``p_{t}`` is p_t."""
    for tex, python in _GREEK.items():
        name = name.replace(tex, python)
    name = _ACCENT.sub(lambda m: f"{m['base']}_{m['accent']}", name)
    name = re.sub(r"\\math[a-z]+\{(\w+)\}", r"\1", name)
    return re.sub(r"[\\{} ]", "", name)
