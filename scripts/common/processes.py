"""Shares work out to fresh processes: each sees the code as it is now, and uses one thread.

Whatever becomes of a process, by an exception of any kind, a limit of time or a kill, is told of
the one thing that it was computing; another process takes its place, and all else goes on.
"""

import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from .limits import (
    clock_for,
    limit_this_process,
    ran_out_of_time,
    seconds_each,
    why_it_ended,
    why_it_was_killed,
)

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# Sums come out the same on every run, cores are not fought over, and sets have one order.
SAME_EACH_TIME = {**dict.fromkeys(_THREADS, "1"), "PYTHONHASHSEED": "0"}

_beginning = threading.Lock()

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Lost:
    """What comes back in place of a result: why there is none."""

    why: str
    out_of_time: bool = False


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    line: Connection
    killed_at: float = math.inf
    """When it is killed if it has not answered; by then every limit of its own has passed."""

    def is_overdue(self) -> bool:
        return time.monotonic() > self.killed_at


class Workers(Generic[Task]):
    """As many processes as there are cores, and never more than there are things to do."""

    def __init__(
        self,
        begin: Callable[..., None],
        arguments: tuple[Any, ...] = (),
        *,
        context: BaseContext | None = None,
        count: int | None = None,
        seconds: int | None = None,
        clock: int | None = None,
    ) -> None:
        """Each process calls ``begin`` before its first work; each work may take ``seconds``.

        By the clock it may take ``clock`` seconds, or as many as seconds of the processor need.

        Raises:
            LimitError: no seconds are given, and the setting for them is no number.
        """
        self.begin = begin
        self.arguments = arguments
        self.context = context or multiprocessing.get_context("spawn")
        self.count = count or cores()
        self.seconds = seconds or seconds_each()
        self.clock = clock or clock_for(self.seconds)
        self.killed_after = self.clock + self.clock // 4 + 1
        self.idle: list[_Worker] = []
        self.all: set[_Worker] = set()

    def __enter__(self) -> "Workers[Task]":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.all:
            worker.process.kill()
        for worker in self.all:
            worker.process.join()
            worker.line.close()

    def results(
        self, work: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> Iterator[tuple[int, Result | Lost]]:
        """Yield the number of each task with its result, as soon as it is there."""
        waiting = list(enumerate(tasks))[::-1]
        busy: dict[_Worker, int] = {}
        while waiting or busy:
            while waiting and len(busy) < self.count:
                number, task = waiting.pop()
                worker = self.idle.pop() if self.idle else self._new()
                busy[worker] = number
                worker.killed_at = time.monotonic() + self.killed_after
                # Whether it is still there shows when its answer is awaited.
                with suppress(OSError):
                    worker.line.send((work, task))
            for worker in _ready(busy):
                yield busy.pop(worker), self._received(worker)

    def _received(self, worker: _Worker) -> Any:
        try:
            answer = worker.line.recv() if worker.line.poll() else None
        except (EOFError, OSError):
            answer = None
        if answer is not None:
            self.idle.append(worker)
            return answer.result
        self.all.remove(worker)
        worker.process.join()
        worker.line.close()
        if worker.is_overdue():
            return Lost(why_it_was_killed(self.killed_after), True)
        status = worker.process.exitcode or 0
        return Lost(why_it_ended(status, self.seconds), ran_out_of_time(status))

    def _new(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        arguments = (theirs, self.begin, self.arguments, self.seconds, self.clock)
        with _environment(SAME_EACH_TIME):
            process = self.context.Process(  # type: ignore[attr-defined]
                target=_serve, args=arguments, daemon=True
            )
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.all.add(worker)
        return worker


@dataclass(frozen=True)
class _Answer:
    result: Any


def _ready(busy: Iterable[_Worker]) -> list[_Worker]:
    """Wait until some have answered or are gone, also where a copy of one keeps its line open.

    Who is overdue is killed: code may have any signal ignored but this one.
    """
    by_line = {worker.line: worker for worker in busy}
    while True:
        ready = [by_line[line] for line in connection.wait(by_line, 1.0) if line in by_line]
        for worker in filter(_Worker.is_overdue, by_line.values()):
            worker.process.kill()
        if found := ready or [w for w in by_line.values() if not w.process.is_alive()]:
            return found


def _serve(
    line: Connection,
    begin: Callable[..., None],
    arguments: tuple[Any, ...],
    seconds: int,
    clock: int,
) -> None:
    """Do in a process of its own what comes along the line, until nobody is there."""
    # An interrupt is for the process that waits; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Compiled files know a change by second and size: an edit could hide behind the one before.
    sys.dont_write_bytecode = True
    threading.Thread(target=_end_with_parent, daemon=True).start()
    own, begun = os.getpid(), False
    while True:
        try:
            work, task = line.recv()
        except (EOFError, OSError):
            return
        try:
            limit_this_process(seconds, clock)
            if not begun:
                begin(*arguments)
                begun = True
            result = work(task)
        except BaseException as error:  # SystemExit and KeyboardInterrupt too are only a result
            result = _lost(error)
        if os.getpid() != own:
            # The work has made a copy of this process, which must not answer a second time.
            os._exit(0)
        _answer(line, result)
        signal.alarm(0)


def _answer(line: Connection, result: object) -> None:
    try:
        line.send(_Answer(result))
    except OSError:
        os._exit(1)
    except Exception as error:
        line.send(_Answer(_lost(error)))


def _lost(error: BaseException) -> Lost:
    return Lost(f"{type(error).__name__}: {error}")


def _end_with_parent() -> None:
    """End when the process is gone that the results are for: it may have been stopped half-way."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def cores() -> int:
    """Return how many cores this process may use: `taskset` can leave it fewer than there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepared(modules: Collection[str]) -> BaseContext:
    """Return what makes processes that have imported some modules, where the system can copy one.

    The first call begins with these imports in the background; later ones change nothing.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    multiprocessing.set_forkserver_preload(list(modules))
    with _environment(SAME_EACH_TIME):
        forkserver.ensure_running()
    return multiprocessing.get_context("forkserver")


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Set variables that a process sees which begins now; threads that begin others wait."""
    with _beginning:
        before = {name: os.environ.get(name) for name in settings}
        os.environ.update(settings)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
