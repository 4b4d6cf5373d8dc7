"""Files whose names change with what is in them."""

from pathlib import Path

from scripts.website.beside.texts import texts_of
from scripts.website.finish.named import name_icons, place_named

ICON = '<link rel="icon" href="{}">'


def test_another_text_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    one, other = (place_named(tmp_path, "a.min.js", text) for text in ("é", "e"))
    assert one != other
    assert one == place_named(tmp_path, "a.min.js", "é")
    assert one.startswith("assets/a.")
    assert one.endswith(".min.js")
    assert (tmp_path / one).read_text(encoding="utf-8") == "é"


def test_every_page_names_its_icon_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "deep").mkdir()
    (tmp_path / "assets/icon.svg").write_text("<svg/>", encoding="utf-8")
    icons = {"a": "assets/icon.svg", "deep/b": "../assets/icon.svg", "404": "/x/assets/icon.svg"}
    icons |= {"gone": "assets/gone.svg", "drawn": "assets/icon.png"}
    for name, icon in icons.items():
        (tmp_path / f"{name}.html").write_text(ICON.format(icon), encoding="utf-8")
    with texts_of(tmp_path) as pages:
        name_icons(tmp_path, pages)
    [named] = (path.name for path in (tmp_path / "assets").iterdir())
    for name, icon in icons.items():
        html = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        assert html == ICON.format(icon.replace("icon.svg", named))
