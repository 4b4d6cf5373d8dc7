"""Signs that no reader sees, and that change what others read."""

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\U000e0000-\U000e007f]"
)
_REPLACED = "\ufffd"
"""What stands for a sign that could not be read; of all that is refused, Python prints it alone."""
_NO_SIGN = frozenset({"Cc", "Co", "Cs"})
"""Control characters, halves of characters, and codes for anybody's own signs."""


def invisible(line: str) -> Iterator[str]:
    """Yield what is to be said of each sign of a line that no reader can see."""
    if line.isprintable() and _REPLACED not in line:
        return
    for sign in line:
        # What is not assigned may be in a later Unicode; the last two of each plane never are.
        is_none = unicodedata.category(sign) in _NO_SIGN or ord(sign) & 0xFFFE == 0xFFFE
        if (is_none and sign != "\t") or _INVISIBLE.match(sign):
            name = unicodedata.name(sign, "no character that a reader could see")
            yield f"the sign U+{ord(sign):04X} ({name.lower()}) stands in the text"
