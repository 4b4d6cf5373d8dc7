"""The other names that the glossary lists, and what is said of a line that cannot be read."""

from pathlib import Path

import pytest

from scripts.common.problems import Place
from scripts.website.asked.other_names import OtherName, read_other_names
from scripts.website.problems import BuildError

FILE = Path("docs/en/reference/glossary.md")
SOURCE = """# Glossary

- [Not one](../a.md): `of these`

## Other names {#other-names}

Some words.

- [Entropy](../a/b.md#formula): `p log p`, `H(P||Q)`
- [Home](../index.md): `交叉熵`

## More {#more}

- [Nor this](../a.md): `one`
"""


def test_names_lead_to_sections() -> None:
    assert read_other_names(SOURCE, FILE) == [
        OtherName("p log p", "a/b.md", "#formula", Place(FILE, 9)),
        OtherName("H(P||Q)", "a/b.md", "#formula", Place(FILE, 9)),
        OtherName("交叉熵", "index.md", "", Place(FILE, 10)),
    ]


def test_a_glossary_may_have_none() -> None:
    assert read_other_names("# Glossary\n\n- **A**: b.\n", FILE) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- [A](../a.md): b", "cannot be read"),
        ("- [A](a.html): `b`", "cannot be read"),
        ("- `b`", "cannot be read"),
        ("* [A](../a.md): `b`", "cannot be read"),
        ("- [A](../a.md): `b`.", "cannot be read"),
        ("- [A](../a.md): `p log p`", "p log p stands there twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_told(line: str, told: str) -> None:
    with pytest.raises(BuildError) as caught:
        read_other_names(SOURCE.replace("Some words.", line), FILE)
    said = str(caught.value)
    assert f"{FILE}:{9 if 'twice' in told else 7}: " in said
    assert told in said
    assert ("line 7" if "twice" in told else "Write: - [") in said


def test_the_words_of_the_glossary_lead_to_the_first_page_of_their_entry() -> None:
    words = """- **Surprise**: see [self-information](#self-information).
- **Arg min, arg max** (of functions): as [this](#this). [A](../a/c.md#least), [d](../d.md)
- **Home**: [the first page](../index.md)

## Other names {#other-names}

- [Home](../index.md): `Home`
"""
    assert [(one.name, one.page, one.anchor) for one in read_other_names(words, FILE)] == [
        ("Home", "index.md", ""),
        ("arg min", "a/c.md", "#least"),
        ("what is arg min", "a/c.md", "#least"),
        ("arg max", "a/c.md", "#least"),
        ("what is arg max", "a/c.md", "#least"),
        ("what is home", "index.md", ""),
    ]
