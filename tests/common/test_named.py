"""Names that change with what is in the file."""

from scripts.common.named import named_by_content


def test_the_hash_stands_before_the_ending() -> None:
    # What sha256sum prints of an empty file begins so.
    assert named_by_content("live.js", b"") == "live.e3b0c442.js"
    assert named_by_content("theme.min.js", b"") == "theme.e3b0c442.min.js"


def test_other_content_has_another_name() -> None:
    assert named_by_content("a.css", b"one") != named_by_content("a.css", b"two")
