"""Names for the formulas at the head of a column or a row.

Not every program finds the words of a formula that stands alone in a head.
"""

import re
from html import escape

from scripts.website.made.math_text import plain_formula

_HEAD = re.compile(r"(<th\b[^>]*>\s*(?:<span[^>]*>)+)(<math\b.*?</math>)", re.DOTALL)


def with_named_heads(html: str) -> str:
    """Return HTML in which a formula that begins the head of a column or row is also named."""
    return _HEAD.sub(lambda head: f"{head[1]}<math{_name(head[2])}{head[2][5:]}", html)


def _name(mathml: str) -> str:
    text = escape(plain_formula(mathml), quote=False).replace('"', "&quot;")
    return f' aria-label="{text}"'
