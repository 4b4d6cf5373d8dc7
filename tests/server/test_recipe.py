"""The README's recipe, done word for word in a folder, where Debian's own site is enabled."""

import http.client
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.built.copies import ROOT
from tests.patience import HANGS_AFTER
from tests.server.conftest import NAME, adapted, free_port, mime_types, running

DEBIANS = """
server {
	listen 80 default_server;
	listen [::]:80 default_server;
	root /var/www/html;
	index index.html index.htm index.nginx-debian.html;
	server_name _;
	location / {
		try_files $uri $uri/ =404;
	}
}
"""
"""The default site of Debian's package, without its comments."""
PROGRAMS = {"sudo": 'exec "$@"', "rsync": 'mkdir "$4" && cp -R "$3." "$4"'}
"""What stands in for them: rsync makes the folder that it copies into, but none above it."""
OURS, WELCOME = "<title>Cross-entropy</title>", "<title>Welcome to nginx!</title>"


def recipe() -> list[str]:
    """Return the commands of the README, without those that install, build and reload."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Put it on a server")[1]
    [block] = re.findall(r"```sh\n(.*?)```", section.split("\n## ")[0], re.DOTALL)
    commands = [line for line in block.splitlines() if line.startswith("sudo ")]
    assert "nginx -s reload" in commands[-1]
    return [line for line in commands[:-1] if "apt-get" not in line]


def machine(folder: Path, port: int) -> None:
    """Make a folder what the root of a fresh Debian is, and the project with its built site."""
    for made in ("etc/nginx/sites-enabled", "srv", "var/www/html", "project/site", "bin"):
        (folder / made).mkdir(parents=True)
    (folder / "var/www/html/index.nginx-debian.html").write_text(WELCOME)
    (folder / "project/site/index.html").write_text(OURS)
    ours = folder / "project/scripts/server/nginx.conf"
    ours.parent.mkdir(parents=True)
    ours.write_text(adapted(folder / "srv/cross-entropy/site", port))
    debians = folder / "etc/nginx/sites-enabled/default"
    debians.write_text(
        DEBIANS.replace("[::]:80", f"127.0.0.2:{port}")
        .replace("listen 80", f"listen 127.0.0.1:{port}")
        .replace("/var/www", f"{folder}/var/www")
    )
    for name, does in PROGRAMS.items():
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (folder / "bin" / name).chmod(0o755)


def do(commands: list[str], folder: Path) -> None:
    """Run the commands in the project, where the root of the machine is a folder."""
    text = "\n".join(["set -e", *commands])
    text = re.sub(r"(?<= )/", f"{folder}/", text)
    environment = os.environ | {"PATH": f"{folder}/bin:{os.environ['PATH']}"}
    subprocess.run(["sh", "-c", text], cwd=folder / "project", env=environment, check=True)


def shown(port: int, name: str) -> str:
    line = http.client.HTTPConnection(f"127.0.0.1:{port}", timeout=HANGS_AFTER)
    line.request("GET", "/", headers={"Host": name})
    try:
        return line.getresponse().read().decode()
    finally:
        line.close()


def test_debians_site_is_what_is_said_here(nginx_program: str) -> None:
    """Where the package of Debian is installed, it is compared with its own file."""
    own = mime_types(nginx_program).parent / "sites-available" / "default"
    if not own.exists():
        pytest.skip("this nginx is not Debian's")
    lines = [line.partition("#")[0].strip() for line in own.read_text().splitlines()]
    assert [line for line in lines if line] == [line.strip() for line in DEBIANS.split("\n")[1:-1]]


def test_after_the_recipe_the_site_is_shown_under_every_name(
    nginx_program: str, tmp_path: Path
) -> None:
    port = free_port()
    machine(tmp_path, port)
    do(recipe(), tmp_path)
    with running(nginx_program, tmp_path / "etc/nginx", port):
        assert [shown(port, name) for name in (NAME, "127.0.0.1", "another.test")] == [OURS] * 3


def test_beside_debians_site_it_is_shown_under_its_name(nginx_program: str, tmp_path: Path) -> None:
    port = free_port()
    machine(tmp_path, port)
    do([line for line in recipe() if " rm " not in line], tmp_path)
    with running(nginx_program, tmp_path / "etc/nginx", port):
        assert shown(port, NAME) == OURS
        assert shown(port, "127.0.0.1") == WELCOME
