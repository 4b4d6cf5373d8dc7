"""Drives the machine's own Firefox, over the WebDriver BiDi protocol that it speaks by itself.

Playwright drives a Firefox of its own making; the one of a distribution refuses some of what it
asks for (`emulation.setMediaFeaturesOverride` in version 153). The few commands that the tests need
are sent here.
"""

import asyncio
import itertools
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.patience import HANGS_AFTER, wait_until

_PREFERENCES = {
    # 1 is light, 0 is dark, whatever the machine prefers.
    "layout.css.prefers-color-scheme.content-override": 1,
    "app.update.auto": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """A running Firefox with one page, and a note of what the page complained of and asked for."""

    def __init__(self, line: WebSocketClientConnection, loop: asyncio.AbstractEventLoop) -> None:
        self.line, self.loop = line, loop
        self.numbers = itertools.count(1)
        self.problems: list[str] = []
        self.requests: list[str] = []
        self.send("session.new", capabilities={})
        # The page that Firefox starts with never has the focus.
        self.context: str = self.send("browsingContext.create", type="tab")["context"]
        events = ["log.entryAdded", "network.beforeRequestSent", "network.fetchError"]
        self.send("session.subscribe", events=events)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result; note what happens meanwhile."""
        return self.loop.run_until_complete(asyncio.wait_for(self._send(method, parameters), 60))

    async def _send(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        await self.line.write_message(json.dumps(message))
        while True:
            read = await self.line.read_message()
            assert read is not None, "Firefox has ended"
            answer = json.loads(read)
            if answer.get("type") == "event":
                self._note(answer["method"], answer["params"])
            elif answer.get("id") == number:
                assert answer["type"] == "success", f"{method}: {answer}"
                result: dict[str, Any] = answer["result"]
                return result

    def _note(self, method: str, event: dict[str, Any]) -> None:
        if method == "log.entryAdded" and event["level"] in ("error", "warn"):
            self.problems.append(f"{event['level']}: {event['text']}")
        elif method == "network.beforeRequestSent":
            self.requests.append(event["request"]["url"])
        elif method == "network.fetchError":
            self.problems.append(f"failed: {event['request']['url']} {event['errorText']}")

    def open(self, address: str) -> None:
        """Open a page and wait until it and its fonts have been loaded."""
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")
        self.evaluate("document.fonts.ready.then(() => true)")

    def resize(self, width: int) -> None:
        """Give the page another width."""
        viewport = {"width": width, "height": 800}
        self.send("browsingContext.setViewport", context=self.context, viewport=viewport)

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression, which is sent as JSON."""
        answer = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value))",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def type(self, *keys: str) -> None:
        """Press keys one after the other."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.send("input.performActions", context=self.context, actions=[keyboard])


@contextmanager
def firefox(program: str) -> Iterator[Firefox]:
    """Start Firefox with an empty profile; end it at the end."""
    loop = asyncio.new_event_loop()
    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        preferences = [
            f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()
        ]
        (Path(profile) / "user.js").write_text("\n".join(preferences), encoding="utf-8")
        command = [program, "--headless", "--remote-debugging-port", "0", "--profile", profile]
        said = Path(profile) / "said.txt"
        with said.open("w") as file, subprocess.Popen(command, stderr=file) as process:
            try:
                address = _address(process, said)
                yield Firefox(loop.run_until_complete(_connected(address)), loop)
            finally:
                process.terminate()
                process.wait(HANGS_AFTER)
                loop.close()


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    def listening() -> re.Match[str] | None:
        return _LISTENING.search(said.read_text(encoding="utf-8"))

    wait_until(lambda: listening() is not None, alive=lambda: process.poll() is None)
    if found := listening():
        return f"{found[1]}/session"
    raise RuntimeError(f"Firefox cannot be reached: {said.read_text(encoding='utf-8')}")


async def _connected(address: str) -> WebSocketClientConnection:
    return await websocket_connect(address, max_message_size=64 * 2**20)
