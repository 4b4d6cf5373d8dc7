"""The pages of the site, by the names of their sources."""

from pathlib import Path

_DOCS = Path(__file__).parents[1] / "docs" / "en"

PAGES = sorted(
    path.relative_to(_DOCS).with_suffix("").as_posix()
    for path in _DOCS.rglob("*")
    if path.suffix in {".md", ".py"}
)
"""Every page, as its address without `.html`; the page for wrong addresses is not among them."""

PARTS = {
    "Foundations": "foundations",
    "Derivation": "derivation",
    "The loss": "the-loss",
    "In code": "in-code",
    "In training": "in-training",
    "Under the hood": "under-the-hood",
}
"""The parts of the menu that have pages with exercises, and the names of their files."""

_LONG_PARTS = ("in-training",)
"""Parts whose slides come in two sets."""

SLIDES = [f"slides/{part}" for part in PARTS.values()]
SLIDES += [f"slides/{part}-2" for part in _LONG_PARTS]
SHEETS = [f"exercises/{part}{end}" for part in PARTS.values() for end in ("", "-solutions")]
HANDOUTS = [*SLIDES, *SHEETS]
"""Other forms of the pages, for lecturers: in no menu, no book, and not found by search."""
