"""Formulas as plain text: what search finds and shows, and what stands where HTML cannot.

Read from the MathML that KaTeX writes, so that ŷ, Σ and log p come out as a reader writes them.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from xml.etree import ElementTree

MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)

_NO_XML = re.compile(r'\sxmlns="[^"]*"|\sdata-search-exclude(?=[\s>])')
_ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "¯": "\u0304",
    "ˉ": "\u0304",
    "~": "\u0303",
    "˜": "\u0303",
}
_SUPERSCRIPTS = str.maketrans("0123456789+−-()nTi", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿᵀⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+−-()ijnkxt", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ᵢⱼₙₖₓₜ")
_RAISED = set("0123456789+−-()nTi")
_LOWERED = set("0123456789+−-()ijnkxt")
_SPACED = set("=<>≤≥≈≠≡+−→←↦∈∉∼∝×∘⇒⇔∣∧∨≪≫:")
_BIG = set("∑∏⋃⋂∫")
_OPENING = set("([{,;")
_LETTERS = {
    "double-struck": {"E": "𝔼", "R": "ℝ", "P": "ℙ", "N": "ℕ"},
    "script": {"X": "𝒳", "Y": "𝒴", "L": "ℒ", "D": "𝒟"},
}
_INVISIBLE = {"\u2061", "\u2062", "\u2063", "\u200b", "\ufeff"}


def plain_formula(html: str) -> str:
    """Return a rendered formula as text."""
    found = MATHML.search(html)
    return _of(found[0]) if found else ""


def with_plain_formulas(html: str) -> str:
    """Return HTML in which each MathML element has become its text."""
    return MATHML.sub(lambda found: _escaped(_of(found[0])), html)


@lru_cache(maxsize=4096)
def _of(mathml: str) -> str:
    root = ElementTree.fromstring(_NO_XML.sub("", mathml.replace("&nbsp;", " ")))
    text = _text(root)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(^|; |, )([=≤≥<>])(?=[^\s])", r"\1\2 ", text)
    text = re.sub(r"(?<=[(\[{⟨]) | (?=[)\]},;.⟩])", "", text)
    return unicodedata.normalize("NFC", text).strip()


def _text(node: ElementTree.Element) -> str:
    match node.tag:
        case "annotation" | "mphantom":
            return ""
        case "mi" | "mn" | "mo" | "mtext" | "ms":
            return _token(node)
        case "mspace":
            return " "
        case "mfrac":
            above, below = (_text(part).strip() for part in node)
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msqrt":
            return f"√({_row(node)})"
        case "msup":
            return _text(node[0]) + _raised(_text(node[1]).strip())
        case "msub" if _text(node[0]).strip() in _BIG:
            return f"{_text(node[0]).strip()}({_text(node[1]).strip()}) "
        case "msubsup" if _text(node[0]).strip() in _BIG:
            low, high = (_text(part).strip() for part in node[1:])
            return f"{_text(node[0]).strip()}({low}…{high}) "
        case "msub":
            return _text(node[0]) + _lowered(_text(node[1]).strip())
        case "msubsup":
            low, high = (_text(part).strip() for part in node[1:])
            return _text(node[0]) + _lowered(low) + _raised(high)
        case "mover":
            return _accented(node)
        case "munder":
            return f"{_text(node[0]).strip()}({_text(node[1]).strip()}) "
        case "munderover":
            low, high = (_text(part).strip() for part in node[1:])
            return f"{_text(node[0]).strip()}({low}…{high}) "
        case "mtr":
            return " ".join(_text(cell).strip() for cell in node)
        case "mtable":
            return "; ".join(_text(row).strip().rstrip(",") for row in node)
    return _row(node)


def _row(node: ElementTree.Element) -> str:
    """Return parts one after the other, with blanks around signs between two sides."""
    written = ""
    before: ElementTree.Element | None = None
    for part in node:
        text = _text(part)
        sign = text.strip()
        if part.tag == "mo" and sign in _SPACED:
            infix = bool(written.strip()) and written.rstrip()[-1] not in _OPENING
            infix = infix and written.rstrip()[-1] not in _SPACED
            text = f" {sign} " if infix else sign
        elif is_upright(part) and is_upright(before):
            # KaTeX splits what is set upright, softmax, into its letters.
            pass
        elif text[:1].isalnum() and _ends_with_word(written):
            # log p, and not logp.
            text = f" {text}"
        elif sign[:1].isalpha() and len(sign) > 1 and written[-1:].isalnum():
            text = f" {text}"
        written += text
        before = part
    return written


def is_upright(node: ElementTree.Element | None) -> bool:
    """Tell whether a node is a letter of a word that is set upright."""
    upright = node is not None and node.tag == "mi" and node.get("mathvariant") == "normal"
    return upright and len(node.text or "") == 1 and (node.text or "").isascii()  # type: ignore[union-attr]


def _ends_with_word(written: str) -> bool:
    last = re.search(r"[A-Za-z]{2,}$", written)
    return last is not None


def _token(node: ElementTree.Element) -> str:
    text = "".join(sign for sign in node.text or "" if sign not in _INVISIBLE)
    letters = _LETTERS.get(node.get("mathvariant", ""), {})
    return letters.get(text, text).replace("∥", "‖").replace("-", "−" if node.tag == "mo" else "-")


def _accented(node: ElementTree.Element) -> str:
    base, accent = (_text(part).strip() for part in node)
    if accent in _ACCENTS and len(base) == 1:
        return base + _ACCENTS[accent]
    return f"{base}{accent}" if accent in "⏞‾" else f"{base}({accent})"


def _raised(text: str) -> str:
    if set(text) <= _RAISED:
        return text.translate(_SUPERSCRIPTS)
    return text if set(text) <= set("′'*∗") else f"^{_grouped(text)}"


def _lowered(text: str) -> str:
    return text.translate(_SUBSCRIPTS) if set(text) <= _LOWERED else f"_{_grouped(text)}"


def _grouped(text: str) -> str:
    """Return the text in brackets unless it is one name, one number or in brackets already."""
    simple = re.fullmatch(
        r"[^\W_]+[\u0300-\u036f]?|[^\W_]\u0302?[₀-₉ᵢⱼₙₖₓₜ]+|[\w\u0302]+\([^()]*\)", text
    )
    return text if simple or len(text) == 1 else f"({text})"


def spoken_names(formulas: Sequence[str]) -> list[str]:
    """Return how the symbols in plain formulas are said: y hat, sigma, theta."""
    names = set()
    for sign in "".join(formulas):
        letters = unicodedata.normalize("NFD", sign)
        base = unicodedata.name(letters[0], "")
        accents = [_ACCENT_NAMES[mark] for mark in letters[1:] if mark in _ACCENT_NAMES]
        if base.startswith("GREEK") and "LETTER" in base:
            letter = base.split("LETTER ")[1].split(" WITH")[0].lower()
            names.add(" ".join([letter.replace("lamda", "lambda"), *accents]))
        elif accents and letters[0].isalpha():
            names.add(" ".join([letters[0], *accents]))
    return sorted(names)


_ACCENT_NAMES = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde"}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
