"""Lets the tests of a module judge its mutants.

A mutant is tried in two looks, each in a process of its own. The first takes the place of the right
function in a copy of a process that has collected the tests, and runs them with few examples. What
survives that is loaded afresh, and judged by the tests with all examples. The formulas have no say:
a function that only a formula keeps from being wrong lacks a test.

A verdict does not depend on how busy the machine is: time is counted in seconds of the processor.
It says something about the mutant only if the function without damage passes the same look, well
within the time, so this is tried too. Whatever else goes wrong is an error, not a verdict.
"""

import gc
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scripts.mutants.code import CodeMutant
from scripts.mutants.in_place import install, put_in_place
from scripts.mutants.own_process import TrialError, in_a_process_of_its_own
from scripts.mutants.subjects import file_of, tests_of

FEW_EXAMPLES = 8

TIME_LIMIT = 300
"""Seconds of the processor for the last look; without damage, a fifth of it has to do."""

FIRST_LOOK = 3
"""Seconds of the processor for the first look, or ten times what it takes without damage.

What takes longer is noticed: it does not end, or whoever runs the tests wonders.
"""


def first_look(module: str, mutants: Sequence[CodeMutant], root: Path) -> list[str]:
    """Return for each mutant of a module which of its tests fails, or nothing.

    Raises:
        TrialError: a test fails without any damage, or takes too long for a verdict.
    """

    def trial() -> str:
        plugin = _Trial(module, mutants)
        run_tests(tests_of(root, module), [plugin])
        if plugin.error is not None:
            raise plugin.error
        return json.dumps(plugin.caught)

    caught = json.loads(in_a_process_of_its_own(trial))
    if len(caught) != len(mutants):
        raise TrialError(f"{file_of(module)}: the tests could not be collected")
    return [str(test) for test in caught]


def last_look(mutant: CodeMutant, root: Path) -> str:
    """Return whether all examples notice a mutant that passed the first look, or nothing.

    Called in a process that has not imported the package.
    """

    def trial() -> str:
        install(mutant, root)
        return _noticed_by(mutant.module, root)

    return in_a_process_of_its_own(trial, TIME_LIMIT)


def check_last_look(module: str, root: Path) -> None:
    """Let the functions of a module without any damage have the last look.

    Raises:
        TrialError: they do not pass, or take too long for a verdict about mutants.
    """
    noticed = in_a_process_of_its_own(lambda: _noticed_by(module, root), TIME_LIMIT // 5)
    if noticed:
        raise _unfit(module, noticed)


def _noticed_by(module: str, root: Path) -> str:
    passed = run_tests(tests_of(root, module), [_FailFast()])
    return "" if passed else "its tests, with all examples"


def _unfit(module: str, noticed: str) -> TrialError:
    return TrialError(
        f"{file_of(module)}: even without damage, this is noticed: {noticed}. Run `make test`."
    )


def run_tests(tests: Sequence[str], plugins: Sequence[object]) -> bool:
    """Run tests in this process; return whether all passed.

    Raises:
        TrialError: they could not be run.
    """
    import pytest

    quiet = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no", "--no-header"]
    status = pytest.main([*quiet, "--assert=plain", *tests], plugins=list(plugins))
    # A module that cannot be imported interrupts the collection.
    if status not in (
        pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED,
    ):  # fmt: skip
        raise TrialError(f"{' '.join(tests)}: pytest ended with status {int(status)}")
    return status == pytest.ExitCode.OK


class _Trial:
    """A plugin for pytest: collects once and runs the tests for each mutant in a copy.

    Those that are quick and have noticed many mutants come first, above all mutants of the same
    function. Property tests try fewer examples here.
    """

    def __init__(self, module: str, mutants: Sequence[CodeMutant]) -> None:
        self.module = module
        self.mutants = mutants
        self.caught: list[str] = []
        self.error: TrialError | None = None

    def pytest_sessionstart(self) -> None:
        _fail_fast(FEW_EXAMPLES)

    def pytest_runtestloop(self, session: Any) -> bool:
        # What is there now need not be looked through by the garbage collector of every copy.
        gc.collect()
        gc.freeze()
        try:
            self._try_all(session.items)
        except TrialError as error:
            self.error = error
        return True

    def _try_all(self, tests: Sequence[Any]) -> None:
        seconds = self._without_damage(tests)
        limit = max(FIRST_LOOK, round(10 * sum(seconds.values())))
        kills: Counter[tuple[str, str]] = Counter()

        def cost(test: Any, function: str) -> float:
            noticed = kills[test.nodeid, ""] + 10 * kills[test.nodeid, function]
            return (seconds[test.nodeid] + 0.001) / (noticed + 1)

        for mutant in self.mutants:
            order = sorted(tests, key=lambda test, m=mutant: cost(test, m.function))  # type: ignore[misc]
            failed = in_a_process_of_its_own(
                lambda m=mutant, o=order: _first_failure_with(m, o),  # type: ignore[misc]
                limit,
            )
            kills.update([(failed, ""), (failed, mutant.function)])
            self.caught.append(failed)

    def _without_damage(self, tests: Sequence[Any]) -> dict[str, float]:
        """Return how many seconds of the processor each test takes."""
        answer = in_a_process_of_its_own(lambda: _timed(tests), TIME_LIMIT // 10)
        if not answer.startswith("{"):
            raise _unfit(self.module, answer or "it waits")
        seconds: dict[str, float] = json.loads(answer)
        return seconds


class _FailFast:
    """A plugin for pytest: leaves the number of examples as it is."""

    def pytest_sessionstart(self) -> None:
        _fail_fast()


def _fail_fast(examples: int | None = None) -> None:
    """Let a property test end with the first example that fails; nobody reads the simplest one."""
    from hypothesis import Phase, settings

    usual = settings.get_profile("cross-entropy")
    settings.register_profile(
        "fail-fast",
        usual,
        max_examples=examples or usual.max_examples,
        phases=(Phase.explicit, Phase.generate),
        report_multiple_bugs=False,
    )
    settings.load_profile("fail-fast")


def _first_failure_with(mutant: CodeMutant, tests: Sequence[Any]) -> str:
    try:
        in_place = put_in_place(mutant)
    except Exception as error:
        return f"its import: {type(error).__name__}: {error}"
    return _first_failure(tests) if in_place else ""


def _first_failure(tests: Iterable[Any]) -> str:
    for item in tests:
        before = item.session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if item.session.testsfailed > before:
            return str(item.nodeid)
    return ""


def _timed(tests: Sequence[Any]) -> str:
    """Return the seconds for each test as JSON, or the first that fails."""
    seconds: dict[str, float] = {}
    for item in tests:
        before = time.process_time()
        if failed := _first_failure([item]):
            return failed
        seconds[item.nodeid] = time.process_time() - before
    return json.dumps(seconds)
