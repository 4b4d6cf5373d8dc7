"""How long anything may compute: an end to what has none, whatever it does.

Time is counted in seconds of the processor, so that a busy machine changes nothing; what waits
without computing ends by the clock. The system ends the process itself: no code, Python's or a
library's, can go on, and whoever waits for the process knows by its end which limit it was. Code
that has the signals of these limits ignored is killed by whoever waits for it.
"""

import os
import resource
import signal
import time

SETTING = "TIME_LIMIT"
SECONDS = 120
WAIT = 600
"""Seconds of the clock for what only waits, and at least five for each of the processor."""


class LimitError(Exception):
    """The setting is no number of seconds."""


def seconds_each() -> int:
    """Return how many seconds of the processor each result and each formula may take.

    Raises:
        LimitError: the setting is no positive whole number.
    """
    text = os.environ.get(SETTING) or str(SECONDS)
    if not (text.isdecimal() and text.isascii() and 0 < len(text) < 7 and int(text)):
        raise LimitError(f"{SETTING}={text}: write a whole number of seconds, such as {SECONDS}")
    return int(text)


def clock_for(seconds: int) -> int:
    """Return how many seconds of the clock may pass for some seconds of the processor."""
    return max(WAIT, 5 * seconds)


def limit_this_process(seconds: int, clock: int | None = None) -> None:
    """Let this process end when it has computed for some seconds from now.

    By the clock it ends after ``clock`` seconds, which is for what waits without computing.
    """
    for number in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    lower(resource.RLIMIT_CORE, 0)
    # The system counts whole seconds from the start of the process.
    lower(resource.RLIMIT_CPU, round(time.process_time()) + seconds)
    signal.alarm(clock or clock_for(seconds))


def lower(which: int, limit: int) -> None:
    """Lower a limit of this process, and leave the one up to which it can be raised again."""
    highest = resource.getrlimit(which)[1]
    lower = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
    resource.setrlimit(which, (lower, highest))


def ran_out_of_time(status: int) -> bool:
    """Tell whether a process that ended with a status, negative for a signal, had met its limit."""
    return -status in (signal.SIGXCPU, signal.SIGALRM)


def why_it_was_killed(clock: int) -> str:
    """Return in words why a process was killed that met its limits and went on."""
    return f"it ignored the limits of time, and was killed after {clock} s"


def why_it_ended(status: int, seconds: int) -> str:
    """Return in words why a process ended that had a limit of seconds."""
    longer = f"{SETTING}={10 * seconds} allows more"
    match -status:
        case signal.SIGXCPU:
            return f"it computed for more than {seconds} s without an end; {longer}"
        case signal.SIGALRM:
            return f"it waited for something that did not come; {longer}"
        case signal.SIGSEGV | signal.SIGBUS | signal.SIGFPE | signal.SIGABRT | signal.SIGILL:
            return f"the process that computed it crashed with {signal.Signals(-status).name}"
    return "the process that computed it died (out of memory?)"
