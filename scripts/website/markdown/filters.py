"""Fields that filter what a page lists. Without scripts they are not shown, and all is listed."""

from collections.abc import Sequence
from html import escape

FILTER = 'class="filter'
"""What the HTML of a page with such fields holds: it loads the script of filters."""


def filter_box(fields: str, found: str) -> str:
    """Return a box of these fields, which says how many of all it has found.

    ``found`` is a sentence with ``{n}`` for what is shown and ``{all}`` for all.
    """
    says = f'<p class="says" role="status" data-found="{escape(found)}"></p>'
    opening = (
        '<div class="filter on-screen" role="search" aria-label="This list" data-search-exclude>'
    )
    return f"{opening}{fields}{says}</div>"


def choice(name: str, label: str, everything: str, options: Sequence[tuple[str, str]]) -> str:
    """Return a choice among options, by their values and texts, or of everything."""
    written = "".join(
        f'<option value="{escape(value)}">{escape(text)}</option>'
        for value, text in [("", everything), *options]
    )
    return f'<label>{escape(label)} <select name="{name}">{written}</select></label>'


def typed(name: str, label: str) -> str:
    """Return a field for what is typed."""
    field = f'<input type="search" name="{name}">'
    return f"<label>{escape(label)} {field}</label>"
