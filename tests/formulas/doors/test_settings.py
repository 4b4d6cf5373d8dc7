"""What a project says of itself in its ``pyproject.toml``."""

from pathlib import Path

import pytest

from scripts.formulas.doors.settings import Settings, SettingsError
from tests.formulas.pages import ROOT


def told(folder: Path, *lines: str) -> Settings:
    text = "\n".join(["[tool.checked-formulas]", *lines])
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return Settings.of(folder)


def test_settings_are_read(tmp_path: Path) -> None:
    lines = ('docs = "pages"', 'notation = "signs.md"', 'package = "code"', "samples = 12")
    assert told(tmp_path, *lines) == Settings(
        root=tmp_path,
        docs=Path("pages"),
        notation=Path("signs.md"),
        package="code",
        samples=12,
    )


def test_a_project_without_any_has_pages_in_docs(tmp_path: Path) -> None:
    assert Settings.of(tmp_path) == Settings(root=tmp_path, docs=Path("docs"))
    assert Settings.of(tmp_path).package == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('doc = "pages"', "has no 'doc'. Did you mean docs?"),
        ("package = 3", "package should be a text, and is 3"),
        ("samples = true", "samples should be a whole number, and is True"),
        ("docs = ", "cannot be read: "),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(SettingsError, match=r"pyproject\.toml") as error:
        told(tmp_path, line)
    assert message in str(error.value)


@pytest.mark.parametrize("place", ["docs/reference/notation.md", "docs/notation.md"])
@pytest.mark.parametrize("docs", ["docs", "docs/one/page.md"])
def test_the_table_of_symbols_is_found(tmp_path: Path, place: str, docs: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).touch()
    settings = Settings(root=tmp_path, docs=Path(docs))
    assert settings.table_of_symbols == Path(place)


def test_a_table_that_is_named_is_taken() -> None:
    assert Settings(notation=Path("a.md")).table_of_symbols == Path("a.md")


def test_this_site_says_what_is_its_own() -> None:
    settings = Settings.of(ROOT)
    assert (settings.docs, settings.package) == (Path("docs/en"), "snippets")
    assert settings.table_of_symbols == Path("docs/en/reference/notation.md")
