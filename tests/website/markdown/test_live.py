"""The controls below a live figure: labelled, with their ends, and a way back."""

from xml.etree import ElementTree

from scripts.website.markdown.live import controls_of

FIGURE = {
    "controls": [
        {"name": "q", "label": "forecast $q$", "low": 0, "high": 0.99, "step": 0.01, "start": 0.8}
    ],
    "says": 2,
}


def test_controls() -> None:
    box = controls_of(FIGURE, "fig-price", lambda word: f"<{word}>")
    assert ElementTree.tostring(box, encoding="unicode") == (
        '<div class="live" data-search-exclude=""><div class="live-control">'
        '<label for="fig-price-q">forecast '
        '<span class="math"><span class="math-letter">q</span></span></label>'
        '<input id="fig-price-q" type="range" min="0" max="0.99" step="0.01" value="0.8" />'
        '<span class="live-value" aria-hidden="true" /></div>'
        '<div class="live-lines" aria-hidden="true"><p /><p /></div>'
        '<p class="live-says" aria-live="polite" />'
        '<button class="live-reset" type="button">&lt;reset&gt;</button></div>'
    )
