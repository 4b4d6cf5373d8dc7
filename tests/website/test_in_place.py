"""The site is put in place whole, or it is as it was."""

import io
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from scripts.common.store import StoreError
from scripts.website.in_place import PlaceError, place_for, put_in_place
from tests.formulas.pages import ROOT
from tests.patience import HANGS_AFTER


def built_in(folder: Path, text: str = "new") -> Path:
    """Return a small site as a build leaves it."""
    site = folder / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text(text, encoding="utf-8")
    (site / "assets" / "site.css").write_text(text, encoding="utf-8")
    return site


def leftovers(root: Path) -> list[str]:
    return [path.name for path in (root / ".cache").glob("building-*")]


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    site = built_in(tmp_path, "old")
    (site / "gone.html").write_text("", encoding="utf-8")
    with place_for(site, tmp_path) as private:
        put_in_place(built_in(private), site)
    assert (site / "index.html").read_text("utf-8") == "new"
    assert not (site / "gone.html").exists()
    assert leftovers(tmp_path) == []


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    site = built_in(tmp_path, "old")
    with pytest.raises(ZeroDivisionError), place_for(site, tmp_path) as private:
        built_in(private, f"{1 / 0}")
    assert (site / "index.html").read_text("utf-8") == "old"
    assert leftovers(tmp_path) == []


def test_what_a_killed_build_left_goes_and_an_old_site_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    built_in(tmp_path / ".cache" / "building-killed", "half")
    before = tmp_path / ".cache" / "building-between" / "before"
    before.mkdir(parents=True)
    (before / "index.html").write_text("old", encoding="utf-8")
    with place_for(site, tmp_path):
        assert (site / "index.html").read_text("utf-8") == "old"
    assert leftovers(tmp_path) == []


KILLED = """
import os, sys
from pathlib import Path
from scripts.website.in_place import place_for
root = Path(sys.argv[1])
with place_for(root / "site", root) as private:
    (private / "site").mkdir()
    (private / "site" / "index.html").write_text("half")
    os.kill(os.getpid(), 9)
"""


def test_a_build_that_is_killed_leaves_the_old_site_and_no_lock(tmp_path: Path) -> None:
    site = built_in(tmp_path, "old")
    ran = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False)
    assert ran.returncode == -9
    assert (site / "index.html").read_text("utf-8") == "old"
    with place_for(site, tmp_path) as private:
        put_in_place(built_in(private), site)
    assert (site / "index.html").read_text("utf-8") == "new"
    assert leftovers(tmp_path) == []


class Heard(io.StringIO):
    """Notes when it is said that a build waits."""

    waits = threading.Event()

    def write(self, text: str) -> int:
        if "waiting for its end" in text:
            self.waits.set()
        return super().write(text)


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    site = tmp_path / "site"
    order: list[str] = []

    def second() -> None:
        with place_for(site, tmp_path) as private:
            order.append("second")
            put_in_place(built_in(private, "second"), site)

    with place_for(site, tmp_path) as private, redirect_stdout(Heard()) as said:
        waiting = threading.Thread(target=second)
        waiting.start()
        assert said.waits.wait(HANGS_AFTER)
        order.append("first")
        put_in_place(built_in(private, "first"), site)
    waiting.join()
    assert order == ["first", "second"]
    assert (site / "index.html").read_text("utf-8") == "second"


def test_whoever_builds_lets_everybody_read(tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = os.umask(0o077)
    try:
        with place_for(site, tmp_path) as private:
            put_in_place(built_in(private), site)
    finally:
        os.umask(before)
    rights = {stat.S_IMODE(path.stat().st_mode) for path in [site, *site.rglob("*")]}
    assert rights == {0o755, 0o644}


def a_file(site: Path) -> None:
    site.write_text("", encoding="utf-8")


def a_link(site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    site.symlink_to(site.parent / "elsewhere")


def a_link_to_nothing(site: Path) -> None:
    site.symlink_to(site.parent / "nowhere")


def a_folder_of_something_else(site: Path) -> None:
    site.mkdir()
    (site / "thesis.tex").write_text("", encoding="utf-8")


@pytest.mark.parametrize("make", [a_file, a_link, a_link_to_nothing, a_folder_of_something_else])
def test_what_is_no_site_is_told_before_the_build_and_not_replaced(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "site")
    with (
        pytest.raises(PlaceError, match=str(tmp_path / "site")),
        place_for(tmp_path / "site", tmp_path),
    ):
        pytest.fail("a build has begun")
    assert (tmp_path / "site").is_symlink() or (tmp_path / "site").exists()


@pytest.mark.parametrize("folder", ["docs/site", "snippets", "docs/en/../en"])
def test_no_site_is_put_where_the_build_reads(tmp_path: Path, folder: str) -> None:
    for name in ("docs/en", "snippets"):
        (tmp_path / name).mkdir(parents=True)
    with (
        pytest.raises(PlaceError, match=r"lies within (docs|snippets)/, which the build reads"),
        place_for(tmp_path / folder, tmp_path),
    ):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(PlaceError, match="is no folder"),
        place_for(tmp_path / "no" / "site", tmp_path),
    ):
        pytest.fail("a build has begun")


def test_a_cache_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("", encoding="utf-8")
    with (
        pytest.raises(StoreError, match="must be a folder"),
        place_for(tmp_path / "site", tmp_path),
    ):
        pytest.fail("a build has begun")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with place_for(tmp_path / "site", tmp_path) as private:
        put_in_place(built_in(private), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").exists()


def test_a_build_without_a_page_is_no_success(tmp_path: Path) -> None:
    site = built_in(tmp_path, "old")
    with place_for(site, tmp_path) as private:
        (private / "site").mkdir()
        with pytest.raises(PlaceError, match="without a page"):
            put_in_place(private / "site", site)
    assert (site / "index.html").read_text("utf-8") == "old"
