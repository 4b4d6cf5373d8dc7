"""Serves the site while it is written: each change is built, and the browser shows what came of it.

A site that cannot be built shows what is to be mended, in place of every page, until it is.
"""

import html
import logging
import socket
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from scripts.common.store import CACHE
from scripts.website import logs

_SECONDS_BETWEEN_LOOKS = 0.2
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>The site was not built</title>
<style>body {{ font: 1rem sans-serif; margin: 2rem }} pre {{ white-space: pre-wrap }}</style>
<h1>The site was not built</h1>
<pre>{problems}</pre>
<p>This page goes away by itself when that is mended.</p>
<script>
const follow = () => fetch("/livereload/{epoch}/0")
  .then((answer) => answer.text())
  .then((epoch) => Number(epoch) > {epoch} ? location.reload() : follow())
  .catch(() => setTimeout(follow, 1000));
follow();
</script>
</html>
"""
_log = logging.getLogger("mkdocs.site")


def serve_site(config_file: str, address: str) -> int:
    """Serve the site with live reload until interrupted; return the exit status."""
    logs.set_up(serving=True)
    # One folder for each address, however often a server starts anew or is killed.
    served = Path(config_file).parent / CACHE / "served" / address.replace(":", "-")

    def configured() -> MkDocsConfig:
        return load_config(config_file, site_dir=str(served), dev_addr=address)

    try:
        config = configured()
    except Abort:
        # MkDocs has told which setting it cannot use.
        return 1
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 1
    if told := _why_not(*config.dev_addr):
        print(told, file=sys.stderr)
        return 1
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        _follow(config, Preview(configured, config))
    except KeyboardInterrupt:
        _log.info("the server has ended")
    finally:
        config.plugins.on_shutdown()
        rmtree(served, ignore_errors=True)
    return 0


def _why_not(host: str, port: int) -> str:
    """Return why nothing can be served at an address, before a build makes anybody wait for it."""
    try:
        with socket.create_server((host, port)):
            return ""
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return f"nothing can be served at {host}:{port}: {why}. Try: make serve PORT=8001"


class Preview:
    """Builds the site again and again; ``problems`` says why the last build failed, if it did."""

    def __init__(self, configured: Callable[[], MkDocsConfig], config: MkDocsConfig) -> None:
        self.configured = configured
        self.problems = ""
        host, port = config.dev_addr
        below = f"/{urlsplit(config.site_url or '/').path.strip('/')}/".replace("//", "/")
        self.url = f"http://{host}:{port}{below}"
        self.server = LiveReloadServer(
            self.build, host, port, config.site_dir, below, _SECONDS_BETWEEN_LOOKS
        )
        self.server.error_handler = self._error_page
        self.server.set_app(self.answer)

    def build(self) -> None:
        """Build the site as it is now."""
        with logs.collected() as told:
            try:
                config = self.configured()
                config.site_url = self.url
                build(config, serve_url=self.url)
            except (Abort, ConfigurationError) as error:
                # What stopped an Abort has been told where it happened.
                self.problems = "\n".join(told) or str(error)
            except Exception as error:
                traceback.print_exc()
                self.problems = f"{type(error).__name__}: {error}"
            else:
                self.problems = ""

    def answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request: with the problems, if there are any, in place of every page."""
        heads: list[tuple[Any, ...]] = []
        # It waits for a build that is under way.
        body = self.server.serve_request(environ, lambda *head: heads.append(head))
        path = environ["PATH_INFO"]
        if not self.problems or path.startswith("/livereload/") or not _is_page(path):
            start(*heads[0])
            return body
        if close := getattr(body, "close", None):
            close()
        start("500 The site was not built", [("Content-Type", "text/html; charset=utf-8")])
        page = _PAGE.format(problems=html.escape(self.problems), epoch=self._epoch())
        return [page.encode()]

    def _error_page(self, status: int) -> bytes | None:
        """Return the page that the site has for a status, if it has one."""
        page = Path(self.server.root) / f"{status}.html"
        return page.read_bytes() if page.is_file() else None

    def _epoch(self) -> int:
        """Return when the last build ended, as the server counts: a later one is news."""
        told = self.server.serve_request({"PATH_INFO": "/livereload/0/0"}, lambda *_: None)
        return int(b"".join(told))


def _is_page(path: str) -> bool:
    return path.endswith(("/", ".html"))


def _follow(config: MkDocsConfig, preview: Preview) -> None:
    """Build, serve, and build again after each change."""
    preview.build()
    if preview.problems:
        _log.error("the server shows what is to be mended")
    for path in (config.docs_dir, config.config_file_path, *config.watch):
        preview.server.watch(path)
    server = config.plugins.on_serve(preview.server, config=config, builder=preview.build)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
