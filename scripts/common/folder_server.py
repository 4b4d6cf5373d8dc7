"""Serves a folder on this machine, for the browser of a test or of a measurement."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


@contextmanager
def served(folder: Path, *, font_delay: float = 0.0) -> Iterator[str]:
    """Serve a folder on a free port of the loopback address; give its address, with a slash.

    Args:
        folder: what to serve; its 404.html answers what is missing.
        font_delay: how many seconds later fonts come than the rest, as over a slow line.
    """
    handler = partial(_Handler, directory=str(folder), font_delay=font_delay)
    server = _Server(("127.0.0.1", 0), handler)
    # Looking for the end every half second would make every test wait for it.
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Browsers keep lines open that they no longer use: do not wait for them.
    block_on_close = False


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, font_delay: float, **options: Any) -> None:
        self.font_delay = font_delay
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        if self.path.endswith(".woff2"):
            time.sleep(self.font_delay)
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
