"""A definition that hides another one is told with both places."""

from pathlib import Path

import pytest

from scripts.website.asked.twice_defined import snippet_faults
from tests.website.tiny import REPOSITORY, Tiny, kept_files

NAME = "snippets/odd.py"
ONE = "def odd():\n    return 1\n\n\n"


def told(tiny: Tiny, text: str) -> list[str]:
    tiny.write(NAME, text)
    return [str(problem).splitlines()[0] for problem in snippet_faults(tiny.root)]


@pytest.mark.parametrize(
    ("text", "first", "line"),
    [
        (f"{ONE}def odd():\n    return 2\n", 1, 5),
        (f"{ONE}async def odd():\n    return 2\n", 1, 5),
        (f"{ONE}class odd:\n    pass\n", 1, 5),
        (f"{ONE}odd = 3\n", 1, 5),
        (f"{ONE}@cache\ndef odd(x):\n    return x and odd(0)\n", 1, 6),
        (f"{ONE}from a import odd\n", 1, 5),
        (f"from a import odd\n\n\n{ONE}", 1, 4),
        ("from a import odd\nfrom b import odd\n", 1, 2),
        ("import a as odd\nimport b as odd\n", 1, 2),
        ("odd = 1\n\nodd = 2\n", 1, 3),
        ("odd: int = 1\n\nodd: int = 2\n", 1, 3),
        ("one, odd = 1, 2\n\n[two, *odd] = 3, 4\n", 1, 3),
        ("class A:\n    odd = 1\n\n    odd = 2\n", 2, 4),
        ("class A:\n    def odd(self): ...\n\n    def odd(self, x): ...\n", 2, 4),
        ("def f():\n    def odd(): ...\n    def odd(x): ...\n", 2, 3),
        ("if f:\n    def odd(): ...\n    def odd(x): ...\n", 2, 3),
    ],
)
def test_what_hides_is_told_with_both_places(
    bare_project: Tiny, text: str, first: int, line: int
) -> None:
    what = f"{NAME}:{line}: 'odd' is defined again here, which hides {NAME}:{first}"
    assert told(bare_project, text) == [what]
    # It is told for as long as it stands there.
    assert told(bare_project, text) == [what]


def test_each_that_hides_is_told(bare_project: Tiny) -> None:
    bare_project.write("snippets/plain/other.py", "a = 1\na = 2\n")
    assert [at.partition(": ")[0] for at in told(bare_project, ONE * 3)] == [
        f"{NAME}:5",
        f"{NAME}:9",
        "snippets/plain/other.py:2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"{ONE}odd = cache(odd)\n",
        f"from typing import overload\n\n\n@overload\n{ONE}@overload\n{ONE}{ONE}",
        f"import typing\n\n\n@typing.overload\n{ONE}{ONE}",
        f"if a:\n    odd = 1\nelse:\n    odd = 2\n{ONE}",
        "try:\n    import a as odd\nexcept ImportError:\n    odd = None\n",
        "class A:\n    @property\n    def odd(self): ...\n    @odd.setter\n    def odd(self, x): 1",
        "class A:\n    odd = 1\n\n\nclass B:\n    odd = 2\n",
        "def f():\n    odd = 1\n    odd = 2\n    return odd\n",
        "@f.register\ndef _(x: int): ...\n\n\n@f.register\ndef _(x: str): ...\n",
        "odd: int\nodd = 1\n",
        "odd = 1\nodd += 1\nodd = odd * 2\n",
        "odd = {}\nodd['a'] = 1\nodd['b'] = 2\n",
        "import a.b\nimport a.c\nfrom d import e\nfrom d import e\n",
    ],
)
def test_what_hides_nothing_is_none(bare_project: Tiny, text: str) -> None:
    assert told(bare_project, text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"def f(:\n", "1: cannot read this: "),
        (b"# a\n# \xe9\n", "2: the byte 0xe9 is no UTF-8"),
        (b"a = 1\n\x00\n", ": cannot read this: "),
    ],
)
def test_a_module_that_no_page_asks_for_must_be_readable(
    bare_project: Tiny, text: bytes, what: str
) -> None:
    (bare_project.root / NAME).write_bytes(text)
    (problem,) = snippet_faults(bare_project.root)
    assert str(problem).startswith(NAME)
    assert what in str(problem)


def test_the_modules_of_the_project() -> None:
    assert snippet_faults(REPOSITORY) == []


def test_what_has_been_looked_at_is_not_looked_at_again(
    bare_project: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(bare_project, ONE) == []
    assert kept_files(bare_project.root)
    monkeypatch.setattr(Path, "relative_to", None)
    assert told(bare_project, ONE) == []
