"""Processes that check formulas side by side, each with the code as it is now.

A process that has imported a module keeps it as it was. So every check has new processes. To import
NumPy and SymPy for each would take longer than to check a formula: where the system can, a process
that has imported these, and nothing of the package under test, waits to be copied.
"""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

_IMPORTED_BEFORE = ["scripts.formulas.checker", "scripts.formulas.proofs"]
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def starting_point() -> BaseContext:
    """Return what new processes are made from."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    get_ready()
    return multiprocessing.get_context("forkserver")


def get_ready() -> None:
    """Begin to import in the background what checks need; later calls change nothing."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        multiprocessing.set_forkserver_preload(_IMPORTED_BEFORE)
        with _one_thread_each():
            forkserver.ensure_running()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Keep NumPy, which looks at this when it is imported, from using all cores in each process."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
