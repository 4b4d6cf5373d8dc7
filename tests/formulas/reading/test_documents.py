"""Where formulas stand, what they are called and which notation they see."""

from pathlib import Path

import pytest

from scripts.formulas.reading.documents import Documents, read_tree

TABLE = """
| Symbol | Meaning | Where it lives |
| --- | --- | --- |
| $N$ | number of samples | `size 1..4` |
| $y$ | the label | `local` |
| $\\log$ | logarithm | `base e` |
"""
PAGE = """---
description: A page.
---
# Title

<!-- notation
$y$ : {0,1}
-->

## One {#one}

<!-- notation
$y$ : real
-->

### Inner {#inner}

Here $y$ is a number, and `$code$` is none.

<!-- check: first; stable -->
$$
y = y
$$

## Two {#two}

```
<!-- check: in-code -->
$$
x = x
$$
```

<!-- unchecked: nobody can -->
$$
y = ?
$$
"""


def read(folder: Path, page: str = PAGE, table: str = TABLE) -> Documents:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "page.md").write_text(page, encoding="utf-8")
    (folder / "notation.md").write_text(table, encoding="utf-8")
    return read_tree(folder, Path("docs"), Path("notation.md"))


def told(documents: Documents) -> list[str]:
    return [str(problem) for problem in documents.problems]


def test_formulas_with_their_places(tmp_path: Path) -> None:
    first, second = read(tmp_path).formulas
    assert (first.name, first.line, first.options) == ("first", 21, {"stable": ""})
    assert (first.file, first.page) == (Path("docs/page.md"), "page.md")
    assert first.tex == "y = y"
    assert (second.unchecked, second.name) == ("nobody can", "")


def test_a_section_hides_the_notation_around_it(tmp_path: Path) -> None:
    first, second = read(tmp_path).formulas
    assert str(first.scope.symbols["y"].bound).startswith("Real")
    assert str(second.scope.symbols["y"].bound).startswith("Binary")
    assert first.scope.meanings["y"] == "the label"


def test_formulas_in_sentences(tmp_path: Path) -> None:
    assert [inline.tex for inline in read(tmp_path).inline] == ["y"]


def test_a_tree_without_a_table(tmp_path: Path) -> None:
    documents = read(tmp_path)
    assert not documents.problems
    (tmp_path / "notation.md").unlink()
    assert not read_tree(tmp_path, Path("docs"), Path("notation.md")).problems


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("$$\na = b\n$$\n", "a display formula without a name"),
        ("<!-- unchecked: -->\n$$\na = b\n$$\n", "'unchecked:' needs a reason"),
        ("<!-- check: Not Kebab -->\n$$\na = b\n$$\n", "is no name of a formula"),
        ("<!-- check: a; fast -->\n$$\na = b\n$$\n", "there is no option 'fast'"),
        ("<!-- check: a; stable: yes -->\n$$\na = b\n$$\n", "is not written like this"),
        ("<!-- check: a; equality -->\n$$\na = b\n$$\n", "is not written like this"),
        ("<!-- check: a -->\ntext\n", "must stand directly above"),
        ("$$\na = b\n", "this formula is never closed"),
        ("<!-- notation\n$y$ : nonsense\n-->\n", "says nothing about the values"),
        ("<!-- notation\ny : real\n-->\n", "write $symbol$ : values"),
        ("<!-- notation\n$y$ : real[K]\n-->\n", "needs a size K"),
        ("<!-- check: a -->\n$$\na=b\n$$\n\n<!-- check: a -->\n$$\na=b\n$$\n", "of this name at"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, page: str, message: str) -> None:
    problems = told(read(tmp_path, page))
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith("docs/page.md:") for problem in problems)


def test_a_row_of_the_table_that_says_nothing(tmp_path: Path) -> None:
    problems = told(read(tmp_path, table=TABLE + "| $q$ | what | nowhere |\n"))
    assert problems == ["notation.md:7: the row does not say where the symbol lives"]


def test_notebooks_are_read_through_their_markdown(tmp_path: Path) -> None:
    notebook = (
        "# %% [markdown]\n# Here $y$.\n#\n# <!-- check: it -->\n# $$\n# y = y\n# $$\n# %%\nx = 1\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "book.py").write_text(notebook, encoding="utf-8")
    documents = read(tmp_path)
    formula = next(formula for formula in documents.formulas if formula.name == "it")
    assert (formula.line, formula.tex, formula.page) == (5, "y = y", "book.py")
