"""Listings show the code of the snippets as it stands, and nothing that is not there."""

from pathlib import Path

import pytest

from scripts.common.sources import Sources
from scripts.website.asked.listings import Excerpt, list_code, plain_code
from scripts.website.asked.tiers import CAREFUL
from tests.website.tiny import BODY, MODULES, Tiny


@pytest.fixture
def sources(bare_project: Tiny) -> Sources:
    return Sources(bare_project.root)


INFORMATION = MODULES["information.py"]
SURPRISE = INFORMATION[INFORMATION.index("def surprise(") : INFORMATION.index("\n\n\ndef entropy")]
ENTROPY = INFORMATION[INFORMATION.index("def entropy(") : INFORMATION.index("\n\n\ndef surprises")]


RUNS = f"""import numpy as np


PER_NAT = 1 / np.log(2)


def surprise(p: float) -> float:
    return float(-np.log(p) * PER_NAT)


{ENTROPY}
"""


def test_a_function_with_its_file(sources: Sources) -> None:
    path, start = Path("snippets/information.py"), INFORMATION[: INFORMATION.index(ENTROPY)]
    first = start.count("\n") + 1
    lines = (first, first + ENTROPY.count("\n"))
    assert list_code(sources, "information.entropy") == [
        Excerpt("information", path, ("entropy",), (ENTROPY,), lines, RUNS)
    ]


def test_the_plain_form_of_what_has_one(bare_project: Tiny) -> None:
    bare_project.write("snippets/plain/information.py", "def surprise(p):\n    return 1 / p\n")
    sources = Sources(bare_project.root)
    asked = "information.entropy, information.surprise, scale.PER_NAT"
    (excerpt,) = plain_code(sources, asked)
    assert excerpt.path == Path("snippets/plain/information.py")
    assert excerpt.names == ("surprise",)
    assert excerpt.runs == "\n\ndef surprise(p):\n    return 1 / p\n"
    assert [excerpt.names for excerpt in list_code(sources, asked)] == [
        ("entropy", "surprise"),
        ("PER_NAT",),
    ]


def test_careful_code_runs_beside_the_file_of_its_tier(bare_project: Tiny) -> None:
    half = "def _half(x):\n    return x / 2\n\n\ndef surprise(p):\n    return _half(p)\n"
    bare_project.write("snippets/careful/information.py", half)
    (without,) = list_code(Sources(bare_project.root), "information.surprise")
    assert (without.beside, without.copied) == ("", half.strip())
    bare_project.write("LICENSE", "Yours.")
    (excerpt,) = list_code(Sources(bare_project.root), "information.surprise")
    assert excerpt.beside == CAREFUL
    _, _, shown = half.partition("\n\n\n")
    assert excerpt.copied == f"from cross_entropy import _half\n\n\n{shown.strip()}"
    (other,) = list_code(Sources(bare_project.root), "scale.PER_NAT")
    assert (other.beside, other.copied) == ("", RUNS[: RUNS.index("\n\n\ndef")])


def test_what_cannot_be_taken_along_is_told(bare_project: Tiny) -> None:
    bare_project.write("snippets/scale.json", "{}")
    with pytest.raises(LookupError, match=r"snippets\.scale cannot stand without scale\.json"):
        list_code(Sources(bare_project.root), "information.surprise")


def test_several_of_a_module_in_the_order_asked_for(sources: Sources) -> None:
    (excerpt,) = list_code(
        sources, "information.entropy,information.HALVES ,  information.surprise"
    )
    assert excerpt.names == ("entropy", "HALVES", "surprise")
    assert excerpt.texts == (ENTROPY, "HALVES = (0.5, 0.5)", SURPRISE)


def test_several_modules(sources: Sources) -> None:
    excerpts = list_code(
        sources, "scale.PER_NAT, information.surprise, information.HALVES, figures.style.BLUE"
    )
    assert [(excerpt.path.as_posix(), excerpt.names) for excerpt in excerpts] == [
        ("snippets/scale.py", ("PER_NAT",)),
        ("snippets/information.py", ("surprise", "HALVES")),
        ("snippets/figures/style.py", ("BLUE",)),
    ]


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        (
            "information.entropi",
            "snippets.information defines no 'entropi'; it has HALVES, entropy",
        ),
        ("informatio.entropy", "there is no module snippets.informatio"),
        ("information.entropy, scale.per_nat", "snippets.scale defines no 'per_nat'"),
        ("entropy", "'entropy' has no module: write module.entropy"),
        ("information.entropy, surprise", "'surprise' has no module: write module.surprise"),
        ("information.", "snippets.information defines no ''"),
        ("information.entropy,", "has no module"),
    ],
)
def test_what_does_not_exist_is_told(sources: Sources, argument: str, told: str) -> None:
    with pytest.raises(LookupError) as error:
        list_code(sources, argument)
    assert told in str(error.value)


def test_the_build_tells_the_place(tiny_project: Tiny) -> None:
    assert tiny_project.problems("", "/// listing | information.entropi", "///") == [
        f"docs/en/page.md:{BODY + 1}: listing information.entropi: "
        "snippets.information defines no 'entropi'; it has HALVES, entropy, surprise, surprises. "
        "Did you mean entropy?"
    ]
