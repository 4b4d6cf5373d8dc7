"""What the button of a listing copies runs in a fresh Python that has NumPy and nothing else.

What is copied of careful code runs beside the file that is offered below it.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from scripts.website.asked.tiers import CAREFUL
from snippets.frameworks.examples import ARGUMENTS
from snippets.tables.edges import EDGES
from tests.built.copies import Built

RUNNER = r"""
import builtins, dis, json, sys, types

class NumPyAlone:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in {*sys.stdlib_module_names, "numpy", *sys.argv[2:]}:
            raise ImportError(f"{name} is not NumPy")

def missing(code, names):
    for step in dis.get_instructions(code):
        if step.opname == "LOAD_GLOBAL" and step.argval not in names:
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from missing(part, names)

def problem(listing):
    names = {"__name__": "pasted"}
    try:
        code = compile(listing["copied"], "pasted", "exec")
        exec(code, names)
        if unknown := sorted(set(missing(code, {*names, *dir(builtins)}))):
            return f"it uses {unknown} and does not define it"
        import numpy as np
        for call in listing["calls"]:
            try:
                with np.errstate(all="ignore"):
                    eval(call, {**names, "np": np})
            except ValueError:
                pass
    except BaseException as error:
        return f"{type(error).__name__}: {error}"

sys.meta_path.insert(0, NumPyAlone())
sys.path += sys.argv[1:2]
import warnings
warnings.simplefilter("ignore")
print(json.dumps([problem(listing) for listing in json.load(sys.stdin)]))
"""


OWN_TABS = "snippets/frameworks/numpy.py"


@dataclass(frozen=True)
class Listed:
    """A block of code of ours on a page."""

    page: str
    file: str
    shown: str
    copied: str

    @property
    def is_careful(self) -> bool:
        """Tell whether it runs beside the one file."""
        return self.file.startswith("snippets/careful/")

    @property
    def calls(self) -> list[str]:
        """Calls of what it defines, the edges of the plain functions among them."""
        names = {name: calls for name, calls in EDGES.items() if self._has(name)}
        return [call for calls in names.values() for call in calls if "tally(" not in call]

    def _has(self, dotted: str) -> bool:
        module, _, name = dotted.partition(".")
        return self.file.endswith(f"/{module}.py") and f"def {name}(" in self.shown


def blocks_of(built: Built, selector: str) -> Iterator[tuple[Path, Tag, str, str]]:
    """Yield what the pages show of code: page, block, the words of its file name, and the code."""
    for path in sorted(built.site.rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for block in soup.select(selector):
            file, code = block.select_one(".filename"), block.select_one("pre")
            yield path, block, file.text if file else "", code.get_text() if code else ""


def listings_of(built: Built) -> list[Listed]:
    found = []
    for path, block, file, code in blocks_of(built, "figure.listing > div .highlight"):
        if not file.startswith("snippets/"):
            continue
        assert code
        page = path.relative_to(built.site).as_posix()
        listed = Listed(page, file, code.strip("\n"), str(block.get("data-copy", "")))
        if listed.is_careful:
            assert_file_is_offered(built, path, block)
        found.append(listed)
    return found


def own_tabs_of(built: Built) -> list[Listed]:
    """Return our own code among the tabs of the libraries: what is copied is what is shown."""
    found = []
    for path, _, file, code in blocks_of(built, ".frameworks figure.listing > .highlight"):
        assert file
        assert code
        if file.startswith("snippets/plain/") or file == OWN_TABS:
            page = path.relative_to(built.site).as_posix()
            found.append(Listed(page, file, code, code))
    return found


def assert_file_is_offered(built: Built, page: Path, block: Tag) -> None:
    """Expect the one file below the code, where its link leads."""
    offer = block.find_next_sibling("p")
    assert isinstance(offer, Tag)
    assert offer.a is not None
    assert (page.parent / str(offer.a["href"])).resolve() == built.site / CAREFUL


@pytest.fixture(scope="module")
def listings(built: Built) -> list[Listed]:
    return listings_of(built)


def problems_of(listings: list[Listed], *beside: str) -> list[str]:
    """Run what is copied; ``beside`` are a folder and the modules in it that may be imported."""
    tasks = json.dumps([{"copied": one.copied, "calls": one.calls} for one in listings])
    ran = subprocess.run(
        [sys.executable, "-I", "-c", RUNNER, *beside],
        input=tasks,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{one.page}: {one.file}: {problem}"
        for one, problem in zip(listings, json.loads(ran.stdout), strict=True)
        if problem
    ]


def test_every_listing_runs_with_numpy_alone(listings: list[Listed]) -> None:
    ours = [one for one in listings if not one.file.startswith("snippets/frameworks/")]
    assert len(ours) > 70
    assert sum(len(one.calls) for one in ours) > 100
    assert problems_of([one for one in ours if not one.is_careful]) == []


def test_our_own_tabs_run_with_numpy_alone(built: Built) -> None:
    tabs = own_tabs_of(built)
    assert len(tabs) == len(ARGUMENTS)
    assert problems_of(tabs) == []


def test_careful_code_runs_beside_the_file(
    built: Built, listings: list[Listed], tmp_path: Path
) -> None:
    careful = [one for one in listings if one.is_careful]
    assert len(careful) > 35
    shutil.copy(built.site / CAREFUL, tmp_path)
    assert problems_of(careful, str(tmp_path), CAREFUL.removesuffix(".py")) == []
    without = [problem for problem in problems_of(careful) if "cross_entropy is not" in problem]
    assert len(without) == len(careful)


def test_the_code_that_is_shown_is_part_of_what_is_copied(listings: list[Listed]) -> None:
    for one in listings:
        for definition in one.shown.split("\n\n\n"):
            assert definition in one.copied, f"{one.page}: {one.file}"


def test_plain_code_is_all_that_a_copy_of_it_holds(listings: list[Listed]) -> None:
    plain = [one for one in listings if one.file.startswith("snippets/plain/")]
    assert len(plain) >= 30
    for one in plain:
        code = one.copied.removeprefix("import numpy as np\n\n\n")
        assert code.startswith("def ")
        assert "import " not in code
        assert max(map(len, one.shown.split("\n"))) <= 66


@pytest.mark.parametrize(
    ("copied", "told"),
    [
        ("import scipy", "ImportError: scipy is not NumPy"),
        ("def f(x):\n    return g(x)", "it uses ['g'] and does not define it"),
        ("from snippets.plain.binary import binary_cross_entropy", "ImportError: snippets"),
        ("def f(x) return x", "SyntaxError"),
    ],
)
def test_what_does_not_run_is_told(copied: str, told: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-c", RUNNER],
        input=json.dumps([{"copied": copied, "calls": []}]),
        capture_output=True,
        text=True,
        check=True,
    )
    (problem,) = json.loads(ran.stdout)
    assert str(problem).startswith(told)
