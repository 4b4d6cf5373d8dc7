r"""How a symbol of the notation is read aloud: \hat y is "y hat", H(P,Q) is "H of P and Q"."""

import re
from collections.abc import Iterator

_PIECE = re.compile(r"\\(?P<command>[A-Za-z]+)|\\(?P<sign>.)|(?P<number>\d+)|(?P<other>\S)")
_ACCENTS = ("hat", "bar", "tilde")
_LETTERS = {"mathcal": "script", "mathbf": "bold", "mathbb": "", "mathrm": "", "text": ""}
_WORDS = {
    "sum": "the sum",
    "prod": "the product",
    "infty": "infinity",
    "nabla": "the gradient",
    "in": "is in",
    "lim": "the limit",
    "cos": "cosine",
    "varepsilon": "epsilon",
    "ell": "script l",
    "top": "transposed",
}
"""Other commands are words already: sigma, log, max."""
_FENCES = {"Vert": "‖", "|": "‖", "mid": "|", "vert": "|"}
_BETWEEN = {",": "and", ";": "and", "‖": "relative to", "|": "given"}
_SILENT = {rf"\{name}" for name in ("left", "right", "bigl", "bigr", ",", ";", "!", " ")}
_POWERS = {"2": "squared", "3": "cubed", "transposed": "transposed"}
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def read_aloud(tex: str) -> str:
    """Return a symbol in words; what is one letter alone says whether it is a capital."""
    words = " ".join(_Reader(tex).read().split())
    letters = [word for word in words.split() if len(word) == 1 and word.isalpha()]
    is_one = len(letters) == 1 and "of" not in words.split() and "sub" not in words.split()
    if is_one and letters[0].isupper() and "script" not in words and "\\mathbb" not in tex:
        return re.sub(rf"\b{letters[0]}\b", f"capital {letters[0]}", words, count=1)
    return words


class _Reader:
    """Reads the TeX of a symbol piece by piece."""

    def __init__(self, tex: str) -> None:
        self.pieces = [found[0] for found in _PIECE.finditer(tex) if found[0] not in _SILENT]

    def read(self) -> str:
        """Return the words of all pieces up to the end or a closing bracket."""
        return " ".join(self._words())

    def _words(self, end: str = "") -> Iterator[str]:
        while self.pieces and self.pieces[0] != end:
            yield self._one()
        if self.pieces and end:
            self.pieces.pop(0)

    def _one(self) -> str:
        piece = self.pieces.pop(0)
        name = _name(piece)
        match name:
            case "{":
                return " ".join(self._words("}"))
            case "(":
                return f"of {_joined(list(self._words(')')))}"
            case "_":
                return f"sub {_spelled(self._one())}"
            case "^":
                power = self._one()
                return _POWERS.get(power, f"to the {power}")
            case "'":
                return "prime"
            case "frac":
                return f"{self._one()} by {self._one()}"
            case _ if name in _FENCES and self._closes(piece):
                inside = " ".join(self._words(piece))
                return f"the length of {inside}"
            case _ if name in _ACCENTS:
                return f"{self._one()} {name}"
            case _ if name in _LETTERS:
                letters = self._one()
                kind = _LETTERS[name]
                return f"{kind} {_spelled(letters)}" if kind else letters.replace(" ", "")
        return _WORDS.get(name, _FENCES.get(name, name))

    def _closes(self, piece: str) -> bool:
        """Tell whether what opens here is closed later: the bars of a length."""
        return piece in self.pieces and _name(piece) in ("Vert", "|", "vert")


def _name(piece: str) -> str:
    return piece[1:] if piece.startswith("\\") else piece


def _joined(words: list[str]) -> str:
    """Return what a function is of: two things are joined by a word, more by commas."""
    separators = [word for word in words if word in _BETWEEN]
    if len(separators) > 1:
        return " ".join(words).replace(" ;", ",").replace(" ,", ",")
    return " ".join(_BETWEEN.get(word, word) for word in words)


def _spelled(script: str) -> str:
    """Return a script as it is read: digit by digit, letter by letter."""
    if script.isdigit():
        return " ".join(_DIGITS[int(digit)] for digit in script)
    return script
