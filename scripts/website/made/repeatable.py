"""Results that are the same in every run, and anew when a file that they come from changes.

A result is kept by the code that it comes from. What draws random numbers without a seed, or reads
a file that no module has beside it, would be published as it happened to be the first time. What
changes files, settings or names that others use would let theirs depend on what came before.
"""

import math
import random
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import currentframe
from pathlib import Path
from types import FrameType
from typing import Any

import matplotlib as mpl
import numpy as np

# Every generator that gets no seed takes one from there, NumPy's by way of `secrets`.
_OF_THE_SYSTEM = "_urandom"
_SEEDED = "draw from np.random.default_rng(…) with a number in it"
_FONTS = frozenset({".ttf", ".otf", ".ttc", ".afm", ".pfb"})
_SYSTEM = (Path("/proc"), Path("/sys"), Path("/dev"))
_ACTS = {
    event: told
    for told, events in {
        "changes what all results share": "os.chdir os.putenv os.unsetenv",
        "changes files": "os.chmod os.chown os.link os.mkdir os.remove os.rename os.rmdir "
        "os.symlink os.truncate os.utime tempfile.mkdtemp tempfile.mkstemp",
        "starts or stops another process": "os.exec os.fork os.forkpty os.kill os.posix_spawn "
        "os.spawn os.system pty.spawn subprocess.Popen",
        "goes to the network": "socket.bind socket.connect socket.getaddrinfo socket.gethostname",
    }.items()
    for event in events.split()
}
"""What Python tells of before it is done, and what that is for a result."""

_watched: Path | None = None
_hooked = False


class ByChanceError(Exception):
    """A result depends on what is another at another time."""


@contextmanager
def repeatable(package: Path, load: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Refuse chance and unknown files in what the code in the folder ``package`` does meanwhile.

    What ``load`` imports is watched from then on: what a module holds may not change.

    Raises:
        ByChanceError: it drew random numbers without a seed, read a file that nothing watches, or
            changed what others use.
    """
    global _watched
    _hook_once()
    shared = _shared(package)
    before, by_system = _shared_generators(), vars(random)[_OF_THE_SYSTEM]
    _watched, vars(random)[_OF_THE_SYSTEM] = package, _refusing(by_system)
    try:
        load()
        shared = _shared(package) | shared
        yield
    finally:
        _watched, vars(random)[_OF_THE_SYSTEM] = None, by_system
    for name, state in _shared_generators().items():
        if state != before[name]:
            raise ByChanceError(f"it draws from the generator that all share, {name}; {_SEEDED}")
    now = _shared(package)
    if changed := [name for name, value in shared.items() if name in now and now[name] != value]:
        raise ByChanceError(f"it changes {changed[0]}, and what others compute with it")


def _shared(package: Path) -> dict[str, Any]:
    """Return what all results of a process share: names of modules by what they mean, settings."""
    files = ((module, getattr(module, "__file__", None)) for module in [*sys.modules.values()])
    ours = [module for module, file in files if file and file.startswith(f"{package}/")]
    settings = {
        "np.seterr": np.geterr(),
        "np.set_printoptions": np.get_printoptions(),
        "the settings of matplotlib": dict.copy(mpl.rcParams),
        "the threads that run": threading.active_count(),
        "the figures of pyplot": _pyplot_figures(),
    }
    names = {
        f"{module.__name__}.{name}": _state(value)
        for module in (math, np, np.linalg, *ours)
        for name, value in vars(module).items()
        if not name.startswith("__")
    }
    return {**settings, **names}


def _pyplot_figures() -> list[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def _state(value: object) -> Any:
    """Return what a value is now: the object, and for a list or the like those that it holds."""
    match value:
        case list() | set():
            return id(value), *map(id, value)
        case dict():
            return id(value), *map(id, value.values())
    return id(value)


def _shared_generators() -> dict[str, str]:
    return {"random": repr(random.getstate()), "np.random": repr(_numpy_state())}


def _numpy_state() -> Any:
    kind, keys, *rest = np.random.get_state()
    return kind, np.asarray(keys).tobytes(), rest


def _refusing(by_system: Any) -> Any:
    """Return the source of unseeded generators, which now refuses what the package asks for."""

    def urandom(size: int) -> Any:
        if _author(currentframe()) is not None:
            raise ByChanceError(f"it draws random numbers without a seed; {_SEEDED}")
        return by_system(size)

    return urandom


def _hook_once() -> None:
    # The system lets nobody take such a hook away: it does nothing while nothing is watched.
    global _hooked
    if not _hooked:
        # What is asked for below may make a folder when it is asked for first.
        mpl.get_cachedir()
        sys.addaudithook(_told_of)
        _hooked = True


def _told_of(event: str, arguments: tuple[Any, ...]) -> None:
    if _watched is None or (event != "open" and event not in _ACTS):
        return
    if (author := _author(currentframe())) is None:
        return
    if event in _ACTS:
        raise ByChanceError(f"it {_ACTS[event]} ({event})")
    if not isinstance(arguments[0], str | bytes):
        return
    path = Path(arguments[0] if isinstance(arguments[0], str) else arguments[0].decode())
    if not _is_known(path.resolve(), author):
        shown = path.name
        beside = f"only {author.with_suffix('.json').name} beside {author.name} is watched"
        raise ByChanceError(f"it opens {shown}, and a change of it would not be seen; {beside}")


def _is_known(path: Path, author: Path) -> bool:
    """Tell whether a file is watched, or belongs to what is installed."""
    installed = [sys.prefix, sys.base_prefix, np.__path__[0] + "/..", mpl.get_cachedir()]
    folders = [*_SYSTEM, *(Path(folder).resolve() for folder in installed)]
    return (
        path == author.with_suffix(".json").resolve()
        or path.suffix in _FONTS
        or any(map(path.is_relative_to, folders))
    )


def _author(frame: FrameType | None) -> Path | None:
    """Return the file of the package that does this, or None: an import does things of its own."""
    while frame is not None and _watched is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return None
        if Path(file).is_relative_to(_watched):
            return Path(file)
        frame = frame.f_back
    return None
