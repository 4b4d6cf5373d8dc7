"""Whatever has no end is ended, and what has one is left alone."""

import resource
import signal
import subprocess
import sys

import pytest

from scripts.common import limits
from scripts.common.limits import LimitError, ran_out_of_time, seconds_each, why_it_ended

pytestmark = pytest.mark.slow

PROGRAM = """
import time
from scripts.common.limits import limit_this_process
limit_this_process(1, {clock})
{work}
"""


def status_of(work: str, clock: int = 3600) -> int:
    program = PROGRAM.format(work=work, clock=clock)
    return subprocess.run([sys.executable, "-c", program], check=False).returncode


@pytest.mark.parametrize(
    "work",
    [
        "while True: pass",
        # In one instruction, which no handler of Python's can interrupt.
        "9**9**9**9",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "while True:\n    try:\n        9**9**7\n    except BaseException:\n        pass",
    ],
)
def test_what_computes_without_an_end_is_ended(work: str) -> None:
    status = status_of(work)
    assert status == -signal.SIGXCPU
    assert ran_out_of_time(status)
    assert why_it_ended(status, 7) == (
        "it computed for more than 7 s without an end; TIME_LIMIT=70 allows more"
    )


def test_what_waits_without_an_end_is_ended() -> None:
    status = status_of("time.sleep(1e6)", clock=1)
    assert status == -signal.SIGALRM
    assert ran_out_of_time(status)
    assert why_it_ended(status, 7).startswith("it waited for something that did not come")


def test_what_comes_to_an_end_is_left_alone() -> None:
    assert status_of("sum(range(1000))") == 0
    assert not ran_out_of_time(0)


def test_a_limit_counts_from_now_and_can_be_set_again() -> None:
    before = resource.getrlimit(resource.RLIMIT_CPU)
    program = (
        "import resource, time\nfrom scripts.common.limits import limit_this_process\n"
        "limit_this_process(1)\nlimit_this_process(1000)\n"
        "while time.process_time() < 2.5: pass\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[1])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert int(ran.stdout) == before[1]
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (-signal.SIGSEGV, "the process that computed it crashed with SIGSEGV"),
        (-signal.SIGKILL, "the process that computed it died (out of memory?)"),
        (0, "the process that computed it died (out of memory?)"),
        (3, "the process that computed it died (out of memory?)"),
    ],
)
def test_other_ends_are_told_apart(status: int, why: str) -> None:
    assert why_it_ended(status, 7) == why
    assert not ran_out_of_time(status)


class TestTheSetting:
    def test_without_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TIME_LIMIT", raising=False)
        assert seconds_each() == limits.SECONDS == 120

    @pytest.mark.parametrize(("text", "seconds"), [("1", 1), ("600", 600), ("", 120)])
    def test_it_counts(self, monkeypatch: pytest.MonkeyPatch, text: str, seconds: int) -> None:
        monkeypatch.setenv("TIME_LIMIT", text)
        assert seconds_each() == seconds

    @pytest.mark.parametrize("text", ["0", "-1", "1.5", "2 min", "٣", "1" * 5000])
    def test_what_is_no_number(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        monkeypatch.setenv("TIME_LIMIT", text)
        with pytest.raises(LimitError, match="write a whole number of seconds, such as 120"):
            seconds_each()
