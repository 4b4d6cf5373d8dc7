"""Pages are read once, and written where they have changed."""

from pathlib import Path

from scripts.website.beside.texts import texts_of


def test_what_has_changed_is_written_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    one, other = tmp_path / "b.html", tmp_path / "deep" / "a.html"
    one.write_text("é", encoding="utf-8")
    other.write_text("as it was", encoding="utf-8")
    other.chmod(0o444)
    before = other.stat().st_mtime_ns
    with texts_of(tmp_path) as pages:
        assert list(pages) == [one, other]
        pages[one] += "!"
    assert one.read_text(encoding="utf-8") == "é!"
    assert other.stat().st_mtime_ns == before
