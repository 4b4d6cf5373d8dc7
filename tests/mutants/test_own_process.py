"""What a piece of work in a process of its own answers, whatever becomes of it."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from scripts.mutants import own_process
from scripts.mutants.own_process import TrialError, in_a_process_of_its_own


def _busy() -> str:
    while True:
        pass


def _idle() -> str:
    time.sleep(60)
    return "it has slept"


def _wrong() -> str:
    raise ValueError("wrong")


def _killed() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "it lives"


def test_what_a_process_answers() -> None:
    assert in_a_process_of_its_own(lambda: "noticed", 10) == "noticed"


def test_a_process_that_computes_without_an_end_is_noticed() -> None:
    assert in_a_process_of_its_own(_busy, 1) == "it does not end"


def test_waiting_is_not_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_process, "PATIENCE", 1)
    assert in_a_process_of_its_own(_idle, 1) == ""


@pytest.mark.parametrize(("work", "message"), [(_wrong, "ValueError: wrong"), (_killed, "SIGKILL")])
def test_an_error_is_no_verdict(work: Callable[[], str], message: str) -> None:
    with pytest.raises(TrialError, match=message):
        in_a_process_of_its_own(work, 10)
