"""``make serve`` follows changes of pages, snippets and its own code, and then comes to rest."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.built.copies import Built, copy_project

PAGE = "docs/en/reference/glossary.md"


class Served:
    """A running server and what it has said."""

    def __init__(self, root: Path, log: Path) -> None:
        self.root = root
        self.log = log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "scripts.website", "serve", "--address", self.address]
        self.process = subprocess.Popen(
            command, cwd=root, stdout=log.open("w"), stderr=subprocess.STDOUT, env=os.environ
        )

    def builds(self) -> int:
        """Return how many builds there were so far."""
        return self.log.read_text(encoding="utf-8").count("Documentation built")

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Wait until the page holds ``text``."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                with urlopen(f"http://{self.address}/reference/glossary.html") as answer:
                    if text in answer.read().decode():
                        return
            except (URLError, ConnectionError):
                pass
            time.sleep(0.2)
        pytest.fail(f"'{text}' did not appear:\n{self.log.read_text(encoding='utf-8')}")

    def append(self, path: str, text: str) -> None:
        """Add to a file, as an author does."""
        file = self.root / path
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def served(built: Built, tmp_path: Path) -> Iterator[Served]:
    server = Served(copy_project(tmp_path / "project", cache_of=built.root), tmp_path / "log.txt")
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def test_it_follows_changes_and_comes_to_rest(served: Served) -> None:
    served.wait_for("Glossary")
    served.append(PAGE, "\nA page has changed.\n")
    served.wait_for("A page has changed.")

    served.append("snippets/careful/risk.py", "\n\nNEW = 0.5\n")
    served.append(PAGE, "\nA half is `= risk.NEW | .2f`.\n")
    served.wait_for(">0.50<")
    served.append("snippets/careful/risk.py", "\nNEW = 0.25\n")
    served.wait_for(">0.25<")

    served.append("scripts/website/markdown/context.py", '\nWORDS["en"]["tab"] = "Tableau"\n')
    time.sleep(1)
    served.append(PAGE, "\n/// table | entropy.weather\n    name: again\n\nOnce more.\n///\n")
    served.wait_for("Tableau")

    at_rest = served.builds()
    time.sleep(6)
    assert served.builds() == at_rest


def test_it_survives_a_mistake(served: Served) -> None:
    served.wait_for("Glossary")
    served.append(PAGE, "\nWrong: `= risk.nowhere() | .2f`.\n")
    deadline = time.monotonic() + 30
    while "defines no 'nowhere'" not in served.log.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert re.search(rf"{PAGE}:\d+: value risk.nowhere\(\)", served.log.read_text(encoding="utf-8"))
    page = served.root / PAGE
    mended = page.read_text(encoding="utf-8").replace("Wrong: `= risk.nowhere() | .2f`.", "Mended.")
    page.write_text(mended, encoding="utf-8")
    served.wait_for("Mended.")
