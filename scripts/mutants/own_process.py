"""Does a piece of work in a copy of this process, which ends afterwards, whatever becomes of it."""

import os
import resource
import signal
from collections.abc import Callable

from scripts.common.limits import limit_this_process, lower

PATIENCE = 20
"""Seconds of the clock for each second of the processor, on a busy machine."""

ENDLESS = "it does not end"
"""The verdict on what uses up its time."""

MEMORY = 6 * 2**30
"""Bytes that a mutant may take, so that it cannot stop the machine."""


class TrialError(Exception):
    """A trial has failed for a reason that says nothing about the mutant."""


def in_a_process_of_its_own(work: Callable[[], str], seconds: int | None = None) -> str:
    """Return what a function returns in a copy of this process that ends afterwards.

    ``seconds`` of the processor are its limit; beyond it, `ENDLESS` is returned. Where it
    waits without computing, nothing is returned, since that may be the machine.

    Raises:
        TrialError: the function has raised an error, or was ended from outside.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work_silently(work, writer, seconds)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return _what_ended_it(os.WTERMSIG(status))
    if os.WEXITSTATUS(status) != 0:
        raise TrialError(answer or "the process of a trial ended without an answer")
    return answer


def _what_ended_it(number: int) -> str:
    if number == signal.SIGXCPU:
        return ENDLESS
    if number == signal.SIGALRM:
        return ""
    if number in (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGABRT):
        return f"it crashes with {signal.Signals(number).name}"
    raise TrialError(f"the process of a trial was ended by {signal.Signals(number).name}")


def _work_silently(work: Callable[[], str], writer: int, seconds: int | None) -> None:
    """Do the work and leave: with the answer, or with status 1 and the error."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    if seconds is not None:
        limit_this_process(seconds, PATIENCE * seconds)
        lower(resource.RLIMIT_DATA, MEMORY)
    status = 0
    try:
        answer = work()
    except TrialError as error:
        answer, status = str(error), 1
    except BaseException as error:
        answer, status = f"{type(error).__name__}: {error}", 1
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(answer.encode())
    os._exit(status)
