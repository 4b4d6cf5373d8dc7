"""The words that the build itself writes on a page, in the language of the pages."""

WORDS = {
    "en": {
        "fig": "Figure",
        "tab": "Table",
        "formula": "Formula",
        "numbers": "The numbers of this figure",
        "side": "One side",
        "own": "With your own numbers",
        "reset": "Back to the start",
        "careful": "The careful version, for programs",
        "one_file": "The copy imports what it needs from one file: {}.",
        "by_name": "By name",
        "download": "Download this notebook",
        "colab": "Open it in Colab",
        "take_along": "To take along:",
        "short": "In short",
        "minutes": "Reading time: {} min.",
        "needs": "It builds on",
        "right": "Yes.",
        "wrong": "No.",
        "no_needs": "It needs nothing before it.",
    },
}
