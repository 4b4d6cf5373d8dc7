"""Neither source maps nor what leads to them are in the site."""

from pathlib import Path

import pytest

from scripts.website.finish.source_maps import drop_source_maps


@pytest.mark.parametrize(
    ("name", "text", "plain"),
    [
        ("a.js", "one()\n//# sourceMappingURL=a.js.map\n\n", "one()\n\n"),
        ("a.js", "one();//@ sourceMappingURL=a.js.map", "one();"),
        (
            "a.js",
            "one()\r\n//# sourceMappingURL=data:application/json;base64,e30=\r\n",
            "one()\r\n",
        ),
        ("a.css", "a{color:red}/*# sourceMappingURL=a.css.map */b{top:0}", "a{color:red}b{top:0}"),
        ("a.css", "a{color:red}\n/*# sourceMappingURL=a.css.map */\n", "a{color:red}\n"),
        ("a.js", "const map = '//';\n", "const map = '//';\n"),
    ],
)
def test_what_leads_to_a_map_goes(tmp_path: Path, name: str, text: str, plain: str) -> None:
    (tmp_path / "of").mkdir()
    file = tmp_path / "of" / name
    file.write_bytes(text.encode())
    drop_source_maps(tmp_path)
    assert file.read_bytes().decode() == plain


def test_maps_go_and_all_else_stays(tmp_path: Path) -> None:
    for name in ("a.js.map", "a.js", "map.txt"):
        (tmp_path / name).write_text("{}")
    drop_source_maps(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.js", "map.txt"]
