"""What a second build does: the same site, and no more work than the change asks for."""

import re
import shutil
from pathlib import Path

import pytest

from tests.built.copies import Built, build, copy_project
from tests.built.previews import Edit, apply, served_after


@pytest.mark.nightly
def test_two_cold_builds_are_identical_byte_for_byte(built: Built, tmp_path: Path) -> None:
    elsewhere = copy_project(tmp_path / "another" / "place")
    again = build(elsewhere, PYTHONHASHSEED="4242", TZ="Asia/Tokyo")
    assert again.status == 0, again.said
    assert again.digests() == built.digests()


def test_a_second_build_runs_no_snippet(built: Built, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    again = build(root)
    assert again.status == 0, again.said
    assert again.computed() == []
    assert "executed" not in again.said
    assert " 0 checked anew" in again.said
    assert " 0 converted anew" in again.said
    assert again.digests() == built.digests()


def test_books_stay_while_they_are_those_of_the_site(built: Built, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    shutil.copytree(built.site, root / "site")
    (root / "site/cross-entropy.pdf").write_bytes(b"a book")
    again = build(root)
    assert "kept cross-entropy.pdf" in again.said
    assert (root / "site/cross-entropy.pdf").read_bytes() == b"a book"
    assert 'href="../cross-entropy.pdf"' in (root / "site/code/numpy.html").read_text("utf-8")

    with (root / "docs/en/trade-offs/margins.md").open("a", encoding="utf-8") as page:
        page.write("\nOne more sentence.\n")
    again = build(root)
    assert "dropped cross-entropy.pdf" in again.said
    assert not (root / "site/cross-entropy.pdf").exists()
    assert "cross-entropy.pdf" not in (root / "site/code/numpy.html").read_text("utf-8")


def test_a_changed_page_is_converted_alone_and_so_are_those_that_name_it(
    built: Built, tmp_path: Path
) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    page = root / "docs/en/trade-offs/margins.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\nOne more sentence.\n", encoding="utf-8")
    again = build(root)
    assert again.status == 0, again.said
    assert " 1 converted anew" in again.said
    assert "One more sentence." in (again.site / "trade-offs/margins.html").read_text("utf-8")

    # A page of all formulas has the titles of the pages that they are on.
    page.write_text(text.replace("\n# ", "\n# On ", 1), encoding="utf-8")
    again = build(root)
    anew = re.search(r"(\d+) converted anew", again.said)
    assert anew
    assert 2 <= int(anew[1]) < 10
    assert ">On " in (again.site / "reference/formulas-in-use.html").read_text("utf-8")


def test_a_broken_link_is_told_again_though_its_page_is_the_same(
    built: Built, tmp_path: Path
) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    page = root / "docs/en/trade-offs/margins.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\nSee [this](nowhere.md) and [that](gradients.md#none).\n", "utf-8")
    for _ in range(2):
        again = build(root)
        assert again.status == 1
        assert "the link nowhere.md is broken" in again.said
        assert "the link gradients.md#none is broken" in again.said


def test_a_changed_formula_is_checked_alone(built: Built, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    page = root / "docs/en/classification/multiclass.md"
    text = page.read_text(encoding="utf-8")
    changed = text.replace(r"\mathrm{BS} = \frac1N", r"\mathrm{BS} = \tfrac1N")
    assert changed != text
    page.write_text(changed, encoding="utf-8")
    again = build(root)
    assert again.status == 0, again.said
    assert " 1 checked anew" in again.said


def test_a_changed_function_makes_new_what_uses_it_and_nothing_else(
    built: Built, tmp_path: Path
) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    comment_on(root, "snippets/careful/scores.py", "brier_score")
    again = build(root)
    assert again.status == 0, again.said
    assert set(again.computed()) == {
        "table multiclass.scores()",
        "table errata.scores",
        *(f"value {call}" for call in values_in(root) if "scores.brier_score(" in call),
        *(f"table {call}" for call in tables_in(root) if '"scores.brier_score"' in call),
    }
    assert "executed" not in again.said
    changed = {name for name, digest in built.digests().items() if again.digests()[name] != digest}
    # A page lies as Markdown beside its HTML.
    shows_the_code = {"classification/multiclass.html", "classification/multiclass.md"}
    takes_all_along = {"cross_entropy.py"}
    of_search = {name for name in changed if name.startswith("search/")}
    assert changed - of_search - takes_all_along == shows_the_code


def test_a_changed_figure_is_drawn_alone(built: Built, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    comment_on(root, "snippets/figures/entropy.py", "binary")
    again = build(root)
    assert again.status == 0, again.said
    assert again.computed() == ["figure entropy.binary"]
    assert "executed" not in again.said
    assert again.digests() == built.digests()


CHANGES_ELSEWHERE: tuple[Edit, ...] = (
    # What every page has comes first: it hides no mistake with what only some have.
    ("docs/en/reference/glossary.md", "the share of samples", "the part of samples"),
    ("mkdocs.yml", "- Foundations:", "- Basics:"),
    ("docs/theme/main.html", 'content="light dark"', 'content="dark light"'),
    ("docs/theme/assets/site.css", ".md-typeset {", ".md-typeset { --new: 1px;"),
    ("docs/theme/assets/tables.js", "new WeakMap()", "new Map()"),
    ("docs/en/reference/notation.md", "probability that the model", "chance that the model"),
    ("docs/en/reference/glossary.md", "`ELBO`", "`the ELBO`"),
    ("docs/en/trade-offs/margins.md", "\n# ", "\n# On "),
    (
        "docs/en/foundations/entropy.md",
        "<!-- check: entropy-bounds -->",
        "<!-- check: positive -->\n$$\n0 \\le H(X)\n$$\n\n<!-- check: entropy-bounds -->",
    ),
    ("snippets/careful/scores.py", '    """BS = ', '    # Remark.\n    """BS = '),
    ("docs/en/classification/binary.md", "\n## ", "\nA line more.\n\n## "),
)
"""What pages have from elsewhere, and what they are on."""


@pytest.mark.nightly
def test_what_a_server_remembers_changes_nothing_of_what_it_serves(
    built: Built, tmp_path: Path
) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    before = served_after(root)
    step_by_step = served_after(root, *CHANGES_ELSEWHERE)
    assert step_by_step == served_after(root)
    changed = {name for name, digest in before.items() if step_by_step.get(name) != digest}
    assert {"trade-offs/margins.html", "reference/formulas-in-use.html", "llms.txt"} < changed


@pytest.mark.nightly
def test_what_is_kept_changes_nothing_of_what_is_built(built: Built, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", cache_of=built.root)
    for edit in CHANGES_ELSEWHERE:
        apply(root, edit)
    again = build(root)
    assert again.status == 0, again.said
    digests = again.digests()
    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "site")
    assert build(root).digests() == digests


def comment_on(root: Path, module: str, function: str) -> None:
    """Change the text of a function and not what it does."""
    path = root / module
    source = path.read_text(encoding="utf-8")
    head, definition, body = source.partition(f"def {function}(")
    signature, quotes, rest = body.partition('"""')
    changed = f"{head}{definition}{signature}# another text\n    {quotes}{rest}"
    path.write_text(changed, encoding="utf-8")


def values_in(root: Path) -> set[str]:
    """Return the calls of all values on the pages."""
    return found_in(root, r"`= ([^`]+?) \| [^`]*`")


def tables_in(root: Path) -> set[str]:
    """Return the calls of all tables on the pages."""
    return found_in(root, r"(?m)^/// table \| (.+)$")


def found_in(root: Path, pattern: str) -> set[str]:
    pages = (root / "docs" / "en").rglob("*.md")
    texts = [page.read_text(encoding="utf-8") for page in pages]
    return {call for text in texts for call in re.findall(pattern, text)}
