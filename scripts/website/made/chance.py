"""What gives something else in each run, found in the source of all that a result can reach.

The clock, the environment and the machine are read by functions of Python that tell nobody of it.
In a notebook the same holds for random numbers: `made.repeatable` looks at results alone.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from scripts.common.problems import Place
from scripts.common.sources import Name, Sources

_ADDRESS = re.compile(r"(?<![\w.])id\(")
_WITHOUT_SEED = re.compile(r"\b(?:default_rng|RandomState|Random|PCG64|MT19937)\(\s*\)")
_SEEDED = r"default_rng|RandomState|Generator|SeedSequence|PCG64\w*|MT19937|Philox|SFC64"
_ANOTHER_EACH_TIME = re.compile(
    r"time\.(?!sleep|struct_time|strptime|mktime)\w+"
    r"|datetime\.(?:datetime\.|date\.)?(?:now|utcnow|today)"
    r"|os\.(?:environ|getenv|getpid|getppid|getcwd|getlogin|uname|times|urandom|listdir|scandir"
    r"|walk|stat|cpu_count)"
    r"|(?:platform|socket|getpass|secrets|locale|tempfile|subprocess)\.\w+"
    r"|uuid\.uuid[14]"
    r"|sys\.(?:argv|platform|version\w*|getrefcount)"
    r"|pathlib\.Path\.(?:cwd|home)"
    rf"|numpy\.random\.(?!{_SEEDED})\w+"
    r"|random\.(?!Random\b)\w+"
)


class ChanceError(LookupError):
    """A definition uses what is another at another time: which one, and what it uses."""

    def __init__(self, place: Place, used: str) -> None:
        self.place = place
        self.what = f"{used} is another in each run; give it as an argument, or a seed to chance"
        super().__init__(f"{place}: {self.what}")


def refuse_chance(sources: Sources, names: Iterable[Name]) -> None:
    """Refuse definitions that give, or reach what gives, something else in each run.

    Raises:
        ChanceError: there is one.
    """
    names = [*names]
    for (module, _), definition in sources.reachable(names).items():
        if (home := sources.module(module)) and (found := _ADDRESS.search(definition.text)):
            place = Place(home.path.relative_to(sources.root), definition.line)
            raise ChanceError(place, f"{found[0]}…)")
    for path, definition, foreign in sources.foreign(names):
        found = _ANOTHER_EACH_TIME.match(foreign)
        if found is None and "random" in foreign.casefold():
            found = _WITHOUT_SEED.search(definition.text)
        if found is not None:
            line = _line_of(sources.root / path, definition.line, found[0].rpartition(".")[2])
            raise ChanceError(Place(path, line), found[0])


def _line_of(path: Path, first: int, name: str) -> int:
    """Return the line of a use: the first one that holds a name, where that stands there at all."""
    lines = path.read_text(encoding="utf-8").splitlines()[first - 1 :]
    uses = (number for number, text in enumerate(lines, first) if name in text.split("import")[0])
    return next(uses, first)
