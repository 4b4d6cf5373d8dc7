"""Watches, in the process of a notebook, what is left when a cell has ended.

A thread that goes on prints into another cell, or when nobody listens any more. Who asks the
process to end is obeyed only later. Both are told in the outputs of the cell, as a kind that no
page shows.
"""

import asyncio
import multiprocessing
import sys
import threading
from typing import Any

LEFT = "application/x-left-behind"
ENDS = "this cell ends the process of the notebook"
ADVICE = {
    ENDS: "Take it out: a notebook ends with its last cell.",
    "goes on": "Wait for it in the cell that begins it, such as by join() or await.",
}
MOST = 1_000_000
"""So many signs may one cell print: what gathers them would go on until the memory is full."""
_OF_THE_PROCESS = ("ipykernel", "tornado", "zmq", "IPython")


def watch(shell: Any) -> None:
    """Have each cell from now on told of, in its outputs, that leaves something behind."""
    known = {*threading.enumerate()}

    def tell(_: object) -> None:
        if said := left_behind(known, ends=bool(shell.exit_now)):
            shell.display_pub.publish({LEFT: said})

    shell.events.register("post_run_cell", tell)
    shell.events.register("pre_run_cell", lambda _: _bound_what_is_printed())


def _bound_what_is_printed() -> None:
    """Let the cell that begins print so much and no more; IPython takes it back at its end."""
    write, left = sys.stdout.write, MOST

    def bounded(text: str) -> int:
        nonlocal left
        left -= len(text)
        if left < 0:
            raise ValueError(f"it prints more than {MOST} signs")
        return write(text)

    sys.stdout.write = bounded  # type: ignore[method-assign]


def left_behind(known: set[threading.Thread], *, ends: bool) -> str:
    """Return what a cell leaves behind, besides the threads that are known; or nothing."""
    if ends:
        return ENDS
    going_on = [*_threads(known), *_tasks(), *_processes()]
    return f"{going_on[0]} goes on when this cell has ended" if going_on else ""


def advice(said: str) -> str:
    """Return what to do about something that was left behind."""
    return next(told for words, told in ADVICE.items() if words in said)


def _threads(known: set[threading.Thread]) -> list[str]:
    """Return the threads that are not known, besides those that IPython itself begins late."""
    going_on = (one for one in threading.enumerate() if one not in known)
    begun = [one for one in going_on if not _is_called_off(one)]
    return [f"the thread {one.name}" for one in begun if not _is_own(type(one).__module__)]


def _is_own(module: str) -> bool:
    return module.partition(".")[0] in _OF_THE_PROCESS


def _is_called_off(thread: threading.Thread) -> bool:
    """Tell whether a thread only has to notice that it is not wanted any more."""
    return isinstance(thread, threading.Timer) and thread.finished.is_set()


def _tasks() -> list[str]:
    """Return the tasks that are waiting, besides those of the process itself."""
    try:
        waiting = asyncio.all_tasks()
    except RuntimeError:
        return []
    coroutines = [task.get_coro() for task in waiting]
    frames = [getattr(one, "cr_frame", None) for one in coroutines]
    homes = [frame.f_globals.get("__name__", "") if frame else "" for frame in frames]
    return [
        f"the task {getattr(one, '__name__', one)}"
        for one, home in zip(coroutines, homes, strict=True)
        if not _is_own(home)
    ]


def _processes() -> list[str]:
    return [f"the process {one.name}" for one in multiprocessing.active_children()]
