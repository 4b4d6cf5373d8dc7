"""What becomes of one process is told of what it was computing, and of nothing else."""

import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from scripts.common.processes import SAME_EACH_TIME, Lost, Workers, cores, prepared
from tests.formulas.pages import ROOT

pytestmark = pytest.mark.slow

_begun: list[str] = []


def nothing() -> None:
    """Begin without any preparation."""


def note(text: str) -> None:
    _begun.append(text)


def fails() -> None:
    raise RuntimeError("no beginning")


def square(number: int) -> int:
    return number * number


def told(_: object) -> list[str]:
    return list(_begun)


def threads(_: object) -> dict[str, str | None]:
    return {name: os.environ.get(name) for name in SAME_EACH_TIME}


class _Unsent:
    def __reduce__(self) -> Any:
        raise TypeError("it cannot be sent")


def _copied() -> str:
    if os.fork() == 0:
        return "the copy"
    os.wait()
    return "the process"


def _copied_and_gone() -> str:
    if os.fork():
        os._exit(1)
    time.sleep(3)
    os._exit(0)


def _deep() -> Any:
    return _deep() + 1


def _stopped() -> None:
    raise KeyboardInterrupt("now")


def _endless() -> None:
    while True:
        pass


def _deaf() -> int:
    for number in (signal.SIGXCPU, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass


WORK: dict[str, tuple[Callable[[], Any], Any]] = {
    "a result": (lambda: 1.5, 1.5),
    "nothing": (lambda: None, None),
    "an error": (lambda: 1 / 0, Lost("ZeroDivisionError: division by zero")),
    "an end": (lambda: sys.exit(0), Lost("SystemExit: 0")),
    "an interrupt": (_stopped, Lost("KeyboardInterrupt: now")),
    "too deep": (
        _deep,
        Lost("RecursionError: maximum recursion depth exceeded"),
    ),
    "what cannot be sent": (_Unsent, Lost("TypeError: it cannot be sent")),
    "an exit": (lambda: os._exit(0), Lost("the process that computed it died (out of memory?)")),
    "a kill": (
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        Lost("the process that computed it died (out of memory?)"),
    ),
    "a crash": (
        lambda: os.kill(os.getpid(), signal.SIGSEGV),
        Lost("the process that computed it crashed with SIGSEGV"),
    ),
    "no end": (
        _endless,
        Lost("it computed for more than 2 s without an end; TIME_LIMIT=20 allows more", True),
    ),
    "no end within one instruction": (
        lambda: 9**9**9**9,
        Lost("it computed for more than 2 s without an end; TIME_LIMIT=20 allows more", True),
    ),
    "a copy": (_copied, "the process"),
    "a copy that stays when it is gone": (
        _copied_and_gone,
        Lost("the process that computed it died (out of memory?)"),
    ),
    "another result": (lambda: "it goes on", "it goes on"),
}


def work(name: str) -> Any:
    return WORK[name][0]()


def test_whatever_happens_is_told_of_what_was_computed_and_all_else_goes_on() -> None:
    names = list(WORK)
    with Workers[str](nothing, count=2, seconds=2) as workers:
        found = dict(workers.results(work, names))
    assert sorted(found) == list(range(len(names)))
    for number, name in enumerate(names):
        expected, result = WORK[name][1], found[number]
        if name == "too deep":
            assert isinstance(result, Lost)
            assert result.why.startswith(expected.why)
        else:
            assert result == expected, name


def hears_nothing(number: int) -> int:
    return number or _deaf()


def test_what_ignores_its_limits_is_killed_and_all_else_goes_on() -> None:
    with Workers[int](nothing, count=1, seconds=1, clock=2) as workers:
        found = dict(workers.results(hears_nothing, [1, 0, 2]))
    why = "it ignored the limits of time, and was killed after 3 s"
    assert found == {0: 1, 1: Lost(why, True), 2: 2}


def test_results_come_with_their_numbers_from_no_more_processes_than_asked_for() -> None:
    with Workers[int](nothing, count=2) as workers:
        assert dict(workers.results(square, range(20))) == {k: k * k for k in range(20)}
        assert len(workers.all) == 2
        # The same processes serve again.
        assert dict(workers.results(square, [7])) == {0: 49}
        assert len(workers.all) == 2
        processes = [worker.process for worker in workers.all]
    assert not any(process.is_alive() for process in processes)


def test_without_work_no_process_begins() -> None:
    with Workers[int](nothing) as workers:
        assert list(workers.results(square, [])) == []
        assert not workers.all


def test_each_process_begins_once_and_anew() -> None:
    note("this process")
    with Workers[int](note, ("another",), count=1) as workers:
        assert dict(workers.results(told, [0, 1])) == {0: ["another"], 1: ["another"]}


def test_a_beginning_that_fails_is_told() -> None:
    with Workers[int](fails, count=1) as workers:
        lost = Lost("RuntimeError: no beginning")
        assert dict(workers.results(square, [1, 2])) == {0: lost, 1: lost}


def test_a_process_uses_one_thread_and_this_one_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with Workers[int](nothing, count=1) as workers:
        assert dict(workers.results(threads, [0])) == {0: SAME_EACH_TIME}
    assert os.environ["OMP_NUM_THREADS"] == "8"
    assert "MKL_NUM_THREADS" not in os.environ


def order(words: tuple[str, ...]) -> list[str]:
    return [*{*words}]


@pytest.mark.parametrize("seed", ["1", "2", "random"])
def test_a_set_has_the_same_order_in_every_process(
    monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    told = []
    words = tuple(f"word {number}" for number in range(30))
    for context in (None, prepared(["scripts.common.processes"])):
        with Workers[Any](nothing, count=1, context=context) as workers:
            told += [result for _, result in workers.results(order, [words])]
    assert told[0] == told[1]
    assert ORDERS.setdefault(words, told[0]) == told[0]


ORDERS: dict[tuple[str, ...], object] = {}


def test_threads_that_begin_processes_leave_the_environment_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in SAME_EACH_TIME:
        monkeypatch.delenv(name, raising=False)

    def variables(_: int) -> set[str]:
        with Workers[str](nothing, count=2) as workers:
            return {str(value) for _, value in workers.results(os.getenv, [*SAME_EACH_TIME] * 2)}

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(variables, range(4))) == [{*SAME_EACH_TIME.values()}] * 4
    assert not SAME_EACH_TIME.keys() & os.environ.keys()


WITHOUT_SHARED_MEMORY = """
import _multiprocessing, sys

def refuses(*_, **__):
    raise OSError(38, "/dev/shm cannot be written")

_multiprocessing.SemLock = refuses
from scripts.common.processes import Workers, prepared
from tests.common import test_processes

if __name__ == "__main__":
    for context in (None, prepared(["scripts.common.processes"])):
        with Workers(test_processes.nothing, count=2, context=context) as workers:
            print(sorted(workers.results(test_processes.square, [2, 3])))
"""


def test_no_shared_memory_is_needed(tmp_path: Path) -> None:
    program = tmp_path / "without.py"
    program.write_text(WITHOUT_SHARED_MEMORY, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "[(0, 4), (1, 9)]\n" * 2, ran.stderr


def test_an_interrupt_is_for_the_process_that_waits() -> None:
    with Workers[int](nothing, count=1) as workers:
        dict(workers.results(square, [1]))
        (worker,) = workers.all
        assert worker.process.pid is not None
        os.kill(worker.process.pid, signal.SIGINT)
        assert dict(workers.results(square, [2])) == {0: 4}
        assert worker in workers.all


STOPPED = """
import os, signal, time
from scripts.common.processes import Workers
from tests.common import test_processes

if __name__ == "__main__":
    with Workers(test_processes.nothing, count=1) as workers:
        for _, pid in workers.results(test_processes.own_number, [0]):
            print(pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def own_number(_: object) -> int:
    return os.getpid()


def test_no_process_outlives_the_one_that_waits(tmp_path: Path) -> None:
    program = tmp_path / "stopped.py"
    program.write_text(STOPPED, encoding="utf-8")
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(program)]
    ran = subprocess.run(command, env=settings, capture_output=True, check=False)
    assert ran.returncode == -signal.SIGKILL
    while Path(f"/proc/{int(ran.stdout)}").exists() and is_running(int(ran.stdout)):
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")


def test_prepared_processes_have_what_they_need() -> None:
    context = prepared(["scripts.common.processes"])
    assert context.get_start_method() in ("forkserver", "spawn")
    with Workers[int](nothing, count=1, context=context) as workers:
        assert dict(workers.results(square, [3])) == {0: 9}
        assert dict(workers.results(threads, [0])) == {0: SAME_EACH_TIME}


def _imported(folder: Path) -> int:
    sys.path.insert(0, str(folder))
    number: int = importlib.import_module("two_edits").NUMBER
    return number


def test_two_edits_in_one_second_are_two(tmp_path: Path) -> None:
    module = tmp_path / "two_edits.py"
    for number in (12, 13):
        module.write_text(f"NUMBER = {number}\n", encoding="utf-8")
        os.utime(module, (1_000_000_000, 1_000_000_000))
        with Workers[Path](nothing, count=1) as workers:
            assert dict(workers.results(_imported, [tmp_path])) == {0: number}


def test_as_many_processes_as_cores_that_may_be_used() -> None:
    assert 1 <= cores() <= multiprocessing.cpu_count()
    assert Workers(nothing).count == cores()
