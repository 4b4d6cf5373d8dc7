"""How long tests wait for what takes a moment: so long that only what hangs is given up."""

import time
from collections.abc import Callable

HANGS_AFTER = 600.0
"""Seconds. A page needs milliseconds, a build a minute: no machine is busy enough to miss this."""


def wait_until(
    happened: Callable[[], bool], *, alive: Callable[[], bool] = lambda: True, every: float = 0.1
) -> bool:
    """Wait until something has happened; tell whether it did before what does it ended or hung."""
    deadline = time.monotonic() + HANGS_AFTER
    while time.monotonic() < deadline:
        if happened():
            return True
        if not alive():
            return happened()
        time.sleep(every)
    return False
