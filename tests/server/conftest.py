"""nginx as the project documents it, on a free port, run by whoever runs the tests."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.built.copies import ROOT, Built
from tests.patience import wait_until

CONFIGURATION = ROOT / "scripts" / "server" / "nginx.conf"
NAME = "cross-entropy.test"
"""What the server of these tests is called."""


@pytest.fixture(scope="session")
def nginx_program() -> str:
    """Return the path of nginx."""
    # Ordinary users seldom have /usr/sbin in their path.
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip("nginx is not installed; sudo apt-get install nginx")
    return found


@pytest.fixture(scope="module")
def nginx(
    built: Built, nginx_program: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the built site with the documented configuration; return its address with a slash."""
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    enabled = folder / "sites-enabled"
    enabled.mkdir()
    (enabled / "site.conf").write_text(adapted(built.site, port), encoding="utf-8")
    with running(nginx_program, folder, port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def running(program: str, folder: Path, port: int) -> Iterator[None]:
    """Run nginx with what is in ``sites-enabled`` of a folder, one of which listens on ``port``."""
    (folder / "nginx.conf").write_text(around(folder), encoding="utf-8")
    shutil.copy(mime_types(program), folder)
    with subprocess.Popen(
        [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"],
    ) as server:
        try:
            wait_for(port, server, folder / "error.log")
            yield
        finally:
            server.terminate()


def adapted(site: Path, port: int) -> str:
    """Return the documented configuration with the lines changed that one has to change."""
    lines = CONFIGURATION.read_text(encoding="utf-8").splitlines()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
        "server_name example.org;": f"server_name {NAME};",
        "root /srv/cross-entropy/site;": f"root {site};",
    }
    marked = [number for number, line in enumerate(lines) if "# CHANGE" in line]
    assert [lines[number].partition("#")[0].strip() for number in marked] == list(changes)
    for number, line in zip(marked, changes.values(), strict=True):
        lines[number] = line
    return "\n".join(lines)


def around(folder: Path) -> str:
    """Return what Debian's own nginx.conf would be around it, for one who is not root."""
    kept = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(
        [
            # Else root's workers, who become someone else, could not read root's own folders.
            *(["user root;"] if os.geteuid() == 0 else []),
            "daemon off;",
            "worker_processes 1;",
            f"pid {folder}/nginx.pid;",
            "events {}",
            "http {",
            *(f"{name}_temp_path {folder}/{name};" for name in kept),
            "access_log off;",
            f"include {folder}/sites-enabled/*;",
            "}",
        ]
    )


def mime_types(program: str) -> Path:
    """Return the file of types that comes with nginx, which lies beside its configuration."""
    said = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    [configuration] = [word for word in said.split() if word.startswith("--conf-path=")]
    return Path(configuration.partition("=")[2]).parent / "mime.types"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    def listens() -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    if not wait_until(listens, alive=lambda: server.poll() is None, every=0.02):
        pytest.fail(f"nginx did not start: {log.read_text(encoding='utf-8')}")
