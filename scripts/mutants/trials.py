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
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from scripts.common.limits import limit_this_process, lower
from scripts.common.sources import Sources
from scripts.common.store import Store
from scripts.mutants.code import CodeMutant

PACKAGE = "snippets"
TIERS = ("", "careful", "plain")
"""Folders of the package whose functions are damaged."""

TESTS = Path("tests/snippets")
SETTINGS = "pyproject.toml"
"""What every verdict depends on, besides what it is about and the locked libraries."""

FEW_EXAMPLES = 8

TIME_LIMIT = 300
"""Seconds of the processor for the last look; without damage, a fifth of it has to do."""

FIRST_LOOK = 3
"""Seconds of the processor for the first look, or ten times what it takes without damage.

What takes longer is noticed: it does not end, or whoever runs the tests wonders.
"""

PATIENCE = 20
"""Seconds of the clock for each second of the processor, on a busy machine."""

ENDLESS = "it does not end"
"""The verdict on what uses up its time."""

MEMORY = 6 * 2**30
"""Bytes that a mutant may take, so that it cannot stop the machine."""


class TrialError(Exception):
    """A trial has failed for a reason that says nothing about the mutant."""


# The two looks.


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


# Which modules, which tests, and what they depend on.


def modules(root: Path) -> list[str]:
    """Return the modules whose functions are damaged, each by its name within the package."""
    folders = (root / PACKAGE / tier for tier in TIERS)
    files = (file.relative_to(root / PACKAGE) for folder in folders for file in folder.glob("*.py"))
    return sorted(".".join(file.with_suffix("").parts) for file in files)


def file_of(module: str) -> Path:
    """Return the file of a module, such as ``snippets/careful/binary.py``."""
    return Path(PACKAGE, *module.split(".")).with_suffix(".py")


def tests_of(root: Path, module: str) -> list[str]:
    """Return the tests of a module; where it has none, those of the modules that use it."""
    *tier, name = module.split(".")
    own = TESTS.joinpath(*tier, f"test_{name}.py")
    return [str(own)] if (root / own).exists() else tests_reaching(root, module)


def tests_reaching(root: Path, module: str) -> list[str]:
    """Return all tests of modules that use a module, directly or through others."""
    sources = Sources(root, Store.of(root))
    tests = [test.relative_to(root).as_posix() for test in (root / TESTS).rglob("test_*.py")]
    return [test for test in sorted(tests) if _reaches(sources, test, f"{PACKAGE}.{module}")]


def _reaches(sources: Sources, test: str, module: str) -> bool:
    return any(used == module for used, _ in sources.reachable(sources.named(_dotted(test))))


def fingerprint_behind(sources: Sources, module: str) -> str:
    """Return a hash of a module, of its tests and their settings, and of all that they use."""
    tests = map(_dotted, tests_of(sources.root, module))
    behind = (f"{PACKAGE}.{module}", "tests.conftest", *tests)
    return sources.fingerprint(name for module in behind for name in sources.named(module))


def _dotted(test: str) -> str:
    return test.removesuffix(".py").replace("/", ".")


# A mutant in the place of the right function.


class _Loader(importlib.abc.Loader):
    """Loads a module from a text that stands in for its file."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:  # noqa: ARG002
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, self.path, "exec"), module.__dict__)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds one module by its full name."""

    def __init__(self, name: str, text: str, path: str) -> None:
        self.name = name
        self.loader = _Loader(text, path)

    def find_spec(
        self,
        fullname: str,
        path: object,  # noqa: ARG002
        target: object = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        origin = self.loader.path
        return importlib.util.spec_from_loader(fullname, self.loader, origin=origin)


def install(mutant: CodeMutant, root: Path) -> None:
    """Load the mutated module from now on; its package may not have been imported before."""
    name = f"{PACKAGE}.{mutant.module}"
    if any(loaded.split(".")[0] == PACKAGE for loaded in sys.modules):
        raise TrialError(f"{PACKAGE} is already imported")
    sys.meta_path.insert(0, _Finder(name, mutant.text, str(root / file_of(mutant.module))))


def put_in_place(mutant: CodeMutant) -> bool:
    """Give the function of a loaded module the code of the mutant, wherever it is imported.

    Return whether that can be done: not for what has already done its work, as decorators have.
    """
    module = sys.modules[f"{PACKAGE}.{mutant.module}"]
    changed = ModuleType(module.__name__)
    changed.__file__ = module.__file__
    exec(compile(mutant.text, str(module.__file__), "exec"), changed.__dict__)
    old, new = _innermost(module, mutant.function), _innermost(changed, mutant.function)
    if old is None or new is None or old.__code__.co_freevars or _has_inner(old):
        return False
    old.__code__, old.__defaults__, old.__kwdefaults__ = (
        new.__code__, new.__defaults__, new.__kwdefaults__,
    )  # fmt: skip
    return True


def _innermost(module: ModuleType, name: str) -> FunctionType | None:
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part, None)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found if isinstance(found, FunctionType) else None


def _has_inner(function: FunctionType) -> bool:
    """Tell whether a function makes functions: these would keep their old code."""
    makes = [part for part in function.__code__.co_consts if isinstance(part, CodeType)]
    return any(not part.co_name.startswith("<") for part in makes)


# Running the tests.


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


# Processes.


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
