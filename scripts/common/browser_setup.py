"""``python -m scripts.common.browser_setup``: see that there is a browser for the tests.

Debian's is installed where that needs nobody's consent: by root, or by who may use sudo without a
password. Everybody else is told the command.
"""

import os
import shutil
import subprocess
import sys

from .browser import NoBrowserError, find_chromium, is_unwanted

PACKAGES = ("chromium-headless-shell", "chromium")
"""The first that can be installed will do: not every distribution has the one without windows."""
WITHOUT = "`make test BROWSER=none` runs all tests that need none, and says which were left out."


def main() -> int:
    """Find a browser or install one; return the exit status."""
    if is_unwanted():
        return 0
    try:
        find_chromium()
    except NoBrowserError as error:
        return _install_or_tell(error)
    return 0


def _install_or_tell(missing: NoBrowserError) -> int:
    rights = None if os.environ.get("BROWSER_PATH") else _rights()
    if rights is None:
        print(f"{missing}\n{WITHOUT}", file=sys.stderr)
        return 1
    # The lists of a fresh machine are empty; whether they are old is for the next command to find.
    subprocess.run([*rights, "apt-get", "update", "--quiet"], check=False)
    for package in PACKAGES:
        command = [*rights, "apt-get", "install", "--yes", "--no-install-recommends", package]
        print(f"No browser found. Installing Debian's: {' '.join(command)}", flush=True)
        if _installs(command):
            return 0
    print(
        f"{' or '.join(PACKAGES)} could not be installed by apt-get. Install any Chromium, Chrome "
        f"or Edge, or set BROWSER_PATH to one.\n{WITHOUT}",
        file=sys.stderr,
    )
    return 1


def _rights() -> list[str] | None:
    """Return what stands before a command to run it as root, or None if that is not allowed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = (
        shutil.which("sudo")
        and not subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode
    )
    return sudo if allowed else None


def _installs(command: list[str]) -> bool:
    """Tell whether a command brings a browser."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, check=True, env=environment)
        find_chromium()
    except (subprocess.CalledProcessError, NoBrowserError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
