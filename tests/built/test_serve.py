"""``make serve`` follows changes of pages, snippets and its own code, and then comes to rest."""

import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.built.copies import Built, copy_project
from tests.patience import HANGS_AFTER, wait_until

PAGE = "docs/en/reference/glossary.md"


def free_port() -> int:
    """Return a port that is free now, and that no other program is given by chance meanwhile."""
    for port in random.sample(range(20_000, 30_000), 1000):
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    pytest.fail("no port is free")


class Served:
    """A running server and what it has said."""

    def __init__(self, root: Path, log: Path) -> None:
        self.root = root
        self.log = log
        self.address = f"127.0.0.1:{free_port()}"
        command = [sys.executable, "-m", "scripts.website", "serve", "--address", self.address]
        self.process = subprocess.Popen(
            command, cwd=root, stdout=log.open("w"), stderr=subprocess.STDOUT, env=os.environ
        )

    def builds(self) -> int:
        """Return how many builds there were so far."""
        return self.said().count("Documentation built")

    def said(self) -> str:
        """Return what the server has said so far."""
        return self.log.read_text(encoding="utf-8")

    def page(self) -> str:
        """Return the page as it is served, or nothing before there is a server."""
        try:
            with urlopen(f"http://{self.address}/reference/glossary.html") as answer:
                text: str = answer.read().decode()
                return text
        except HTTPError as error:
            return error.read().decode()
        except (URLError, ConnectionError):
            return ""

    def wait_for(self, text: str) -> None:
        """Wait until the page holds ``text``."""
        if not wait_until(lambda: text in self.page(), alive=lambda: self.process.poll() is None):
            pytest.fail(f"'{text}' did not appear:\n{self.said()}")

    def append(self, path: str, text: str) -> None:
        """Add to a file, as an author does."""
        file = self.root / path
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a part of a file that occurs in it."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def served(built: Built, tmp_path: Path) -> Iterator[Served]:
    server = Served(copy_project(tmp_path / "project", cache_of=built.root), tmp_path / "log.txt")
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(HANGS_AFTER)


def test_it_follows_changes_and_comes_to_rest(served: Served) -> None:
    served.wait_for("Glossary")
    served.append(PAGE, "\nA page has changed.\n")
    served.wait_for("A page has changed.")

    served.append("snippets/careful/risk.py", "\n\nNEW = 0.5\n")
    served.append(PAGE, "\nA half is `= risk.NEW | .2f`.\n")
    served.wait_for(">0.50<")
    served.replace("snippets/careful/risk.py", "NEW = 0.5\n", "NEW = 0.25\n")
    served.wait_for(">0.25<")

    served.append("scripts/website/asked/words.py", '\nWORDS["en"]["tab"] = "Tableau"\n')
    time.sleep(1)
    served.append(PAGE, "\n/// table | entropy.weather\n    name: again\n\nOnce more.\n///\n")
    served.wait_for("Tableau")

    at_rest = served.builds()
    time.sleep(6)
    assert served.builds() == at_rest


def test_it_survives_a_mistake(served: Served) -> None:
    served.wait_for("Glossary")
    served.append(PAGE, "\nWrong: `= risk.nowhere() | .2f`.\n")
    served.wait_for("defines no &#x27;nowhere&#x27;")
    assert re.search(rf"{PAGE}:\d+: value risk.nowhere\(\)", served.page())
    assert re.search(rf"{PAGE}:\d+: value risk.nowhere\(\)", served.said())
    served.replace(PAGE, "Wrong: `= risk.nowhere() | .2f`.", "Mended.")
    served.wait_for("Mended.")
    served.process.kill()
    (folder,) = (served.root / ".cache" / "served").iterdir()
    assert folder.name == served.address.replace(":", "-"), "the next server cleans it"
