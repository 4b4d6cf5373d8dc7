"""Finding a browser: the one that is named, or else the first one of the machine."""

from pathlib import Path

import pytest

from scripts.common.browser import NoBrowserError, find_chromium


@pytest.fixture(autouse=True)
def any_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget that whoever runs the tests may want none."""
    monkeypatch.delenv("BROWSER", raising=False)


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium")
    mine = program(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BROWSER_PATH", str(mine))
    assert find_chromium() == mine


def test_one_without_windows_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium")
    lean = program(tmp_path, "chromium-headless-shell")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium() == lean


def test_any_chromium_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edge = program(tmp_path, "microsoft-edge")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    assert find_chromium() == edge


def test_without_one_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.common.browser.CHROMIUMS", ("chromium",))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    with pytest.raises(NoBrowserError, match="apt-get install chromium"):
        find_chromium()


def test_a_wrong_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(NoBrowserError, match="/nowhere/chromium"):
        find_chromium()


def test_who_wants_none_is_given_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(program(tmp_path, "chromium")))
    monkeypatch.setenv("BROWSER", "none")
    with pytest.raises(NoBrowserError, match="BROWSER=none"):
        find_chromium()
    monkeypatch.setenv("BROWSER", "firefox")
    find_chromium()
