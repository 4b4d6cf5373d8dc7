"""The map of the house names rooms and files that are there."""

import re

from tests.formulas.pages import ROOT

MAP = (ROOT / "scripts" / "README.md").read_text("utf-8")


def test_every_file_that_the_map_names_is_there() -> None:
    named = set(re.findall(r"`([\w/.-]+/[\w.-]*|[\w-]+\.(?:py|md|js|css))`", MAP))
    assert len(named) > 50
    folders = ["", "scripts", "scripts/editions", "scripts/formulas"]
    folders += [f"scripts/formulas/{path.name}" for path in FORMULAS]
    assert [name for name in named if not any((ROOT / f / name).exists() for f in folders)] == []


FORMULAS = [path for path in (ROOT / "scripts" / "formulas").iterdir() if path.is_dir()]


def test_every_room_stands_on_the_map() -> None:
    rooms = {path.name for path in (ROOT / "scripts").iterdir() if path.is_dir()}
    stages = {path.name for path in FORMULAS}
    assert {room for room in rooms | stages if f"`{room}/`" not in MAP} <= {"__pycache__"}
