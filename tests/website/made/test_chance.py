"""What gives something else in each run is found in the source, however deep it lies."""

from pathlib import Path

import pytest

from scripts.common.sources import Sources
from scripts.website.made.chance import ChanceError, refuse_chance
from scripts.website.made.results import Wanted
from tests.website.tiny import BODY, REPOSITORY, Tiny

OTHERS = [
    ("import time", "time.time()", "time.time"),
    ("from time import perf_counter as now", "now()", "time.perf_counter"),
    ("from datetime import datetime", "datetime.now()", "datetime.datetime.now"),
    ("import datetime as d", "d.date.today()", "datetime.date.today"),
    ("import os", "os.environ['HOME']", "os.environ"),
    ("import os", "os.listdir('.')", "os.listdir"),
    ("from uuid import uuid4", "uuid4()", "uuid.uuid4"),
    ("from platform import machine", "machine()", "platform.machine"),
    ("from pathlib import Path", "Path.home()", "pathlib.Path.home"),
    ("import random", "random.random()", "random.random"),
    ("from random import Random", "Random()", "Random()"),
    ("import math", "id(math)", "id(…)"),
    ("import numpy as np", "np.random.rand(3)", "numpy.random.rand"),
    ("import numpy as np", "np.random.default_rng( )", "default_rng( )"),
]
FORMS = [
    "{0}\n\n\ndef f():\n    return {1}\n",
    "def f():\n    {0}\n\n    return {1}\n",
    "{0}\n\nVALUE = {1}\n\n\ndef f():\n    return VALUE\n",
    "{0}\n\n\ndef g():\n    return {1}\n\n\ndef f():\n    return g()\n",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("imported", "call", "name"), OTHERS)
def test_what_is_another_each_time_is_told(
    tmp_path: Path, form: str, imported: str, call: str, name: str
) -> None:
    code = form.format(imported, call)
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    with pytest.raises(ChanceError) as told:
        refuse_chance(Sources(tmp_path), [("a", "f")])
    assert told.value.what.startswith(f"{name} is another in each run")
    line = code.splitlines()[told.value.place.line - 1]
    assert call in line or line.startswith("def "), "where it stands, or what uses it begins"
    assert told.value.place.file == Path("a.py")


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\n\n\ndef f():\n    return np.random.default_rng(3).normal()\n",
        "from datetime import datetime\n\n\ndef f():\n    return datetime(2020, 1, 1)\n",
        "from random import Random\n\n\ndef f():\n    return Random(5).random()\n",
        "import time\n\n\ndef g():\n    return time.time()\n\n\ndef f():\n    return 1\n",
        "def f(time):\n    return time.time\n",
        "from pathlib import Path\n\n\ndef f():\n    return Path(__file__).name\n",
    ],
)
def test_what_is_always_the_same_is_not(tmp_path: Path, code: str) -> None:
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    refuse_chance(Sources(tmp_path), [("a", "f")])


def test_the_snippets_of_the_site_leave_nothing_to_chance() -> None:
    sources = Sources(REPOSITORY)
    for path in sorted((REPOSITORY / "snippets").rglob("*.py")):
        if "frameworks" not in path.parts:
            refuse_chance(sources, sources.names_of_file(path))


def test_it_is_told_before_anything_is_computed(tiny_project: Tiny) -> None:
    tiny_project.write(
        "snippets/clock.py", '"""A clock."""\n\n' + FORMS[0].format("import time", "time.time()")
    )
    assert tiny_project.problems("It is `= clock.f() | .1f s`.") == [
        f"docs/en/page.md:{BODY}: value clock.f(): time.time is another in each run; "
        "give it as an argument, or a seed to chance"
    ]
    assert Wanted("value", "clock.f()") not in tiny_project.project().results.values
