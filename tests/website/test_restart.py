"""A served site notices every change of the code that builds it."""

from pathlib import Path

from scripts.website.restart import version


def test_a_module_counts_however_deep_it_lies(tmp_path: Path) -> None:
    module = tmp_path / "formulas" / "language" / "tree.py"
    module.parent.mkdir(parents=True)
    module.write_text("", encoding="utf-8")
    assert list(version(tmp_path)) == [module]
