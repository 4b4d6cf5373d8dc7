"""The words that the build itself writes on a page, in the language of the pages."""

WORDS = {
    "en": {
        "fig": "Figure",
        "tab": "Table",
        "formula": "Formula",
        "numbers": "The numbers of this figure",
        "careful": "The careful version, for programs",
        "one_file": "The copy imports what it needs from one file: {}.",
        "by_name": "By name",
        "download": "Download this notebook",
    },
}
