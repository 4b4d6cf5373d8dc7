"""Relations in sentences: what is given, what is claimed, and what the author marks."""

from dataclasses import replace
from pathlib import Path

import pytest

from scripts.formulas.checks.doubts import Doubt
from scripts.formulas.checks.formula import check
from scripts.formulas.reading.claims import Sort
from scripts.formulas.reading.documents import Documents, Written, read_tree
from scripts.formulas.report.tree import check_tree
from tests.formulas.pages import CORPUS, ROOT, site, site_twins

NOTATION = r"""
<!-- notation
$y$ : {0,1}
$z$ : real
$u$ : real
$w$ : real[C]
$s(z)$ := $\frac1{1+e^{-z}}$
$\hat y$ := $s(z)$
$c$ : index of C
-->
"""


def read(folder: Path, sentence: str) -> Documents:
    (folder / "page.md").write_text(f"# A page\n{NOTATION}\n{sentence}\n", encoding="utf-8")
    table = (ROOT / CORPUS / "notation.md").read_text(encoding="utf-8")
    (folder / "notation.md").write_text(table, encoding="utf-8")
    return read_tree(folder, Path("page.md"), Path("notation.md"))


def sort(folder: Path, tex: str) -> Sort:
    [inline] = read(folder, f"Here ${tex}$ stands.").inline
    return inline.sort


@pytest.mark.parametrize(
    "tex",
    [
        "y=1",
        r"z\ge 2",
        "z=-3.5",
        "P=(0.3,0.7)",
        "0<z",
        "z=u",
        "w_c=0",
        r"\hat y=\tfrac13",
        r"\hat y>0.5",
        "P(x)=0",
        "P=Q=(1/2,1/4,1/4)",
        r"z=\infty",
        "0<z<1",
        r"z\approx 0.3",
        r"y\ne 0",
        r"P\ne Q",
        r"z\in[0,1]",
    ],
)
def test_what_is_given(tex: str, tmp_path: Path) -> None:
    assert sort(tmp_path, tex) is Sort.GIVEN


@pytest.mark.parametrize(
    "tex",
    [
        r"\hat y=s(z)",
        "s(z)=1-s(-z)",
        r"H(P)\le\log n",
        "z=u+1",
        "2+2=4",
        "z^2=1",
        r"\hat y<s(z)+1",
        "s(0)=0.5",
        "z+u=u+z",
        "-z=2",
        "0<s(z)<1",
        "z=s(z)=1",
        r"\ln 2\approx 0.693",
        r"s(z)\ne s(-z)",
        r"s(z)\in(0,1)",
    ],
)
def test_what_is_claimed(tex: str, tmp_path: Path) -> None:
    assert sort(tmp_path, tex) is Sort.CLAIM


@pytest.mark.parametrize("tex", ["z", r"s(z)", r"z\approx u+1", "=", "z, u", r"x\in\mathcal X"])
def test_what_is_no_relation(tex: str, tmp_path: Path) -> None:
    assert sort(tmp_path, tex) is Sort.OTHER


@pytest.mark.parametrize(
    ("tex", "what"),
    [
        (r"H(P)\le\log n-0.1", "does not hold"),
        ("s(z)=1-s(z)", "does not hold"),
        ("2+2=5", "does not hold"),
        (r"\hat y=s(u)", "does not hold"),
        (r"\sqrt z=2", "does not hold"),
        ("z_9=u+1", "no index"),
        ("s(v)=1", "v is not declared"),
    ],
)
def test_a_false_claim_is_told_with_its_place(tex: str, what: str, tmp_path: Path) -> None:
    read(tmp_path, f"Here ${tex}$ stands.")
    report = check_tree(
        tmp_path,
        Path("page.md"),
        Path("notation.md"),
        "tests.formulas.corpus_functions",
        memory=False,
        processes=0,
    )
    told = [*map(str, report.doubts), *map(str, report.problems)]
    assert len(told) >= 1
    assert all(message.startswith("page.md:13: ") for message in told), told
    assert any(what in message for message in told), told
    assert not report.is_clean


def test_two_false_claims_are_both_told(tmp_path: Path) -> None:
    read(tmp_path, "Here $2+2=5$ and $s(z)=1-s(z)$ stand.")
    package = "tests.formulas.corpus_functions"
    paths = Path("page.md"), Path("notation.md")
    report = check_tree(tmp_path, *paths, package, memory=False, processes=0)
    assert [doubt.name for doubt in report.doubts] == ["$2+2=5$", "$s(z)=1-s(z)$"]


def test_claims_are_counted_apart(tmp_path: Path) -> None:
    read(tmp_path, "If $z=1$ then $2+2=4$, and $s(z)=1-s(-z)$ as always; $z$ is one.")
    report = check_tree(tmp_path, Path("page.md"), Path("notation.md"), memory=False, processes=0)
    assert [claim.tex for claim in report.claims] == ["2+2=4", "s(z)=1-s(-z)"]
    assert report.formulas == ()
    assert report.given == 1
    assert report.is_clean


def test_an_author_may_say_that_it_is_given(tmp_path: Path) -> None:
    documents = read(tmp_path, "For $-z=2$ it is $z^2=4$. <!-- given: $-z=2$, $z^2=4$ -->")
    assert [inline.sort for inline in documents.inline] == [Sort.GIVEN, Sort.GIVEN]
    assert documents.claims == []
    assert documents.problems == []


def test_a_mark_for_nothing_is_told(tmp_path: Path) -> None:
    documents = read(tmp_path, "For $-z=2$. <!-- given: $-z=3$ -->")
    assert [str(problem) for problem in documents.problems] == [
        "page.md:13: given: there is no $-z=3$ in this line"
    ]
    assert len(documents.claims) == 1


def test_the_same_claim_twice_has_two_names(tmp_path: Path) -> None:
    names = [claim.name for claim in read(tmp_path, "$2+2=4$, again $2+2=4$").claims]
    assert names == ["$2+2=4$", "$2+2=4$ (2)"]


def test_the_site_makes_claims() -> None:
    assert len(site().claims) >= 25
    assert site().given > 150


@pytest.mark.parametrize("claim", site().claims, ids=lambda claim: f"{claim.page} {claim.tex}")
def test_each_claim_with_its_end_changed_is_noticed(claim: Written) -> None:
    end = "-1" if r"\le" in claim.tex else "+0.01"
    damaged = replace(claim, tex=claim.tex + end)
    assert isinstance(check(damaged, twins=site_twins().afresh()), Doubt)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\ln 2\approx 0.693", r"\ln 2\approx 0.694"),
        (r"e^{-7}\approx 9.1\cdot 10^{-4}", r"e^{-7}\approx 9.2\cdot 10^{-4}"),
        (r"-\ln 2\approx -0.69", r"-\ln 2\approx 0.69"),
        (r"e^5\approx 148", r"e^5\approx 149"),
        (r"s(z)\ne s(-z)", r"s(z)\ne 1-s(-z)"),
        (r"s(z)\in[0,1]", r"s(z)\in[0,0.9]"),
        (r"y^2\in\{0,1\}", r"y^2\in\{0,2\}"),
    ],
)
def test_other_relations_are_checked_too(true: str, false: str, tmp_path: Path) -> None:
    assert not isinstance(checked(tmp_path, true), Doubt)
    assert isinstance(checked(tmp_path, false), Doubt)


def checked(folder: Path, tex: str) -> object:
    [claim] = read(folder, f"Here ${tex}$ stands.").claims
    return check(claim, samples=12)


@pytest.mark.parametrize("tex", [r"s(z)\approx\hat y", r"2\in\mathcal X", r"s(z)\to 1"])
def test_what_says_nothing_exact(tex: str, tmp_path: Path) -> None:
    assert sort(tmp_path, tex) is Sort.OTHER
