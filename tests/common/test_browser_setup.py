"""A browser for the tests: found, installed where nobody has to be asked, or told in two lines."""

from pathlib import Path

import pytest

from scripts.common.browser_setup import main

INSTALLS = 'printf "#!/bin/sh\\n" > "{folder}/$4"; chmod +x "{folder}/$4"'


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder of programs of a machine without a browser, whose user is not root."""
    (tmp_path / "chmod").symlink_to("/bin/chmod")
    monkeypatch.setattr("scripts.common.browser.CHROMIUMS", ("chromium-headless-shell", "chromium"))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("BROWSER", "BROWSER_PATH"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def add(machine: Path, name: str, does: str = "") -> None:
    """Put a program on the machine that notes how it was called, and then does as it is told."""
    script = machine / name
    does = does.replace("{folder}", str(machine))
    script.write_text(f'#!/bin/sh\necho "{name} $*" >> "{machine}/calls"\n{does}\n')
    script.chmod(0o755)


def calls(machine: Path) -> list[str]:
    noted = machine / "calls"
    return noted.read_text().splitlines() if noted.exists() else []


APT = f'case "$*" in *install*chromium*) {INSTALLS};; esac'
WITHOUT_SHELL = f'case "$*" in *shell) exit 100;; *install*chromium) {INSTALLS};; esac'
MAY = 'shift; [ "$1" = true ] || exec "$@"'
INSTALL = "apt-get install --yes --no-install-recommends chromium-headless-shell"


def test_with_a_browser_nothing_is_installed(machine: Path) -> None:
    add(machine, "chromium")
    add(machine, "apt-get", APT)
    assert main() == 0
    assert calls(machine) == []


def test_root_installs_it_and_says_so_in_a_line(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    add(machine, "apt-get", APT)
    assert main() == 0
    assert calls(machine) == ["apt-get update --quiet", INSTALL]
    assert capsys.readouterr().out == f"No browser found. Installing Debian's: {INSTALL}\n"


def test_a_distribution_that_lacks_the_lean_one_has_the_other(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    add(machine, "apt-get", WITHOUT_SHELL)
    assert main() == 0
    assert calls(machine)[1:] == [INSTALL, INSTALL.removesuffix("-headless-shell")]


def test_who_may_use_sudo_without_a_password_installs_it(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(machine, "apt-get", APT)
    add(machine, "sudo", MAY)
    assert main() == 0
    assert INSTALL in calls(machine)
    assert f"sudo -n {INSTALL}" in capsys.readouterr().out


@pytest.mark.parametrize("programs", [("apt-get", "sudo"), ("apt-get",), ("sudo",), ()])
def test_everybody_else_is_told_the_command_and_how_to_do_without(
    machine: Path, programs: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in programs:
        add(machine, name, "exit 1")
    assert main() == 1
    assert [call for call in calls(machine) if "install" in call] == []
    told = capsys.readouterr().err
    assert told.count("\n") == 2
    assert "sudo apt-get install chromium" in told
    assert "make test BROWSER=none" in told


@pytest.mark.parametrize("does", ["exit 100", ""])
def test_an_installation_that_fails_or_brings_none_is_told(
    machine: Path, does: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    add(machine, "apt-get", does)
    assert main() == 1
    assert "make test BROWSER=none" in capsys.readouterr().err


def test_a_browser_that_is_named_wrongly_is_told_and_none_installed(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    add(machine, "apt-get", APT)
    assert main() == 1
    assert calls(machine) == []
    assert "/nowhere/chromium" in capsys.readouterr().err


def test_who_wants_none_gets_none(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("BROWSER", "none")
    add(machine, "apt-get", APT)
    assert main() == 0
    assert calls(machine) == []
