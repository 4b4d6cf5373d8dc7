"""What a cell leaves behind is found by what goes on: threads, tasks, processes, a wish to end."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from zmq.utils.garbage import GarbageCollector

from scripts.website.made.after_cells import ADVICE, ENDS, LEFT, advice, left_behind
from scripts.website.made.outputs import doubt
from tests.website.tiny import REPOSITORY


@pytest.fixture
def known() -> set[threading.Thread]:
    return {*threading.enumerate()}


def test_nothing(known: set[threading.Thread]) -> None:
    assert left_behind(known, ends=False) == ""


def test_a_thread_that_goes_on(known: set[threading.Thread]) -> None:
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait, name="A", daemon=True)
    thread.start()
    assert left_behind(known, ends=False) == "the thread A goes on when this cell has ended"
    assert left_behind({*known, thread}, ends=False) == ""
    waits.set()
    thread.join()
    assert left_behind(known, ends=False) == ""


def test_a_thread_of_the_process_itself_may_go_on(known: set[threading.Thread]) -> None:
    # It is begun when the first large picture is sent.
    collector = GarbageCollector()
    collector.start()
    try:
        assert collector.thread in {*threading.enumerate()} - known
        assert left_behind(known, ends=False) == ""
    finally:
        collector.stop()


def test_a_timer_that_was_called_off(known: set[threading.Thread]) -> None:
    timer = threading.Timer(3600, print)
    timer.daemon = True
    timer.start()
    assert left_behind(known, ends=False).startswith("the thread Thread-")
    timer.cancel()
    assert left_behind(known, ends=False) == ""


def test_a_thread_of_ipython_itself(known: set[threading.Thread]) -> None:
    own = type("Poller", (threading.Thread,), {"__module__": "ipykernel.parentpoller"})
    waits = threading.Event()
    own(target=waits.wait, daemon=True).start()
    assert left_behind(known, ends=False) == ""
    waits.set()


def test_a_task_that_goes_on(known: set[threading.Thread]) -> None:
    async def late() -> None:
        await asyncio.sleep(60)

    async def cell(begin: Callable[[], object]) -> str:
        task = begin()
        said = left_behind(known, ends=False)
        if isinstance(task, asyncio.Task):
            task.cancel()
        return said

    began = asyncio.run(cell(lambda: asyncio.create_task(late())))
    # Here the cell itself is a task, too.
    assert began.startswith("the task ")
    assert began.endswith(" goes on when this cell has ended")


def test_the_wish_to_end_comes_first(known: set[threading.Thread]) -> None:
    assert left_behind(known, ends=True) == ENDS


@pytest.mark.parametrize("said", [ENDS, "the thread A goes on when this cell has ended"])
def test_what_is_left_is_told_with_advice(said: str) -> None:
    output = {"output_type": "display_data", "data": {LEFT: said}}
    assert doubt([output], REPOSITORY) == (said, advice(said))
    assert advice(said) in ADVICE.values()
