"""Formulas and code stay as they are when a browser translates the page around them."""

import re

_KEPT = re.compile(r'<(?:code|span class="katex")(?=[ >])')


def kept_from_translation(html: str) -> str:
    """Return HTML whose formulas and code no translator touches."""
    return _KEPT.sub(r'\g<0> translate="no"', html)
