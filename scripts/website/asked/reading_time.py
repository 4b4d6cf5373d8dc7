"""How long a page takes to read, from its words."""

import re
from math import ceil

WORDS_A_MINUTE = 220
WORDS_OF_A_FORMULA = 10
"""A displayed formula takes as long as so many words."""

_NOT_READ = re.compile(
    r"^---\n.*?^---\n|<!--.*?-->|^(?P<fence>```|~~~).*?^(?P=fence)"
    r"|^(?P<slashes>/{3,}) (?:details|quiz).*?^(?P=slashes)$",
    re.MULTILINE | re.DOTALL,
)
"""Front matter, comments, code, and what is folded, such as solutions and answers."""
_DISPLAYED = re.compile(r"^\$\$$.*?^\$\$$", re.MULTILINE | re.DOTALL)
_FORM = re.compile(r"^(?:/{3,}.*| {4,}\w+:.*|\{ .*\})$|\{#[\w-]+\}", re.MULTILINE)
"""Lines that open or close a block, its options, and attributes."""
_INLINE = re.compile(r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)")
"""Code, values, mathematics and the targets of links: the first three count as one word each."""


def words(text: str) -> int:
    """Return how many words of a page are read, displayed formulas counted as some."""
    text = _NOT_READ.sub("", text)
    text, formulas = _DISPLAYED.subn("", text)
    text = _INLINE.sub(lambda form: "" if form[0].startswith("]") else "word", _FORM.sub("", text))
    return len(re.findall(r"\w[\w'’-]*", text)) + WORDS_OF_A_FORMULA * formulas


def minutes(text: str) -> int:
    """Return how many minutes a page takes to read, at least one."""
    return max(1, ceil(words(text) / WORDS_A_MINUTE))
