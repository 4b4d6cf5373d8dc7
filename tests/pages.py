"""The pages of the site, by the names of their sources."""

from pathlib import Path

_DOCS = Path(__file__).parents[1] / "docs" / "en"

PAGES = sorted(
    path.relative_to(_DOCS).with_suffix("").as_posix()
    for path in _DOCS.rglob("*")
    if path.suffix in {".md", ".py"}
)
"""Every page, as its address without `.html`; the page for wrong addresses is not among them."""
