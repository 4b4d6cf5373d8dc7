"""What readers type into search finds the page that they look for, among the first three."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.website.asked.glossary import GLOSSARY
from scripts.website.asked.other_names import read_other_names
from tests.browser.visits import Watch, told, visit

SOURCE = Path(__file__).parents[2] / "docs/en" / GLOSSARY
SECTION = SOURCE.read_text(encoding="utf-8").partition("\n## Other names ")
NAMES = read_other_names("".join(SECTION[1:]), SOURCE)

RAW = r"\\(frac|log|hat|sum|mathrm|begin|sigma|text|bigl)|\$\$|/// |`=|\[@|§"
"""What an author or the search types and no reader should see."""

LOOKED_FOR = {
    "why not MSE": "code/questions.html#why-not-mse",
    "class imbalance": "trade-offs/many-labels.html#imbalance",
    "calibration": "trade-offs/training-curve.html#calibration",
    "multilabel": "trade-offs/many-labels.html#loss",
    "knowledge distillation": "trade-offs/label-smoothing.html#distillation",
    "log loss": "classification/binary.html#loss",
    "BCE vs BCEWithLogits": "code/questions.html#bce-or-cross-entropy",
    "my loss is NaN": "code/questions.html#nan",
    "log 0": "code/stability.html#log-zero",
    "cross entropy loss pytorch": "code/frameworks.html",
    "ŷ": "derivation/one-sample.html",
    "y\N{COMBINING CIRCUMFLEX ACCENT}": "derivation/one-sample.html",
    "bce": "classification/binary.html#loss",
    "logsumexp": "derivation/logits.html",
    "KL(P||Q)": "foundations/kl-divergence.html#definition",
    "D_KL(P‖Q)": "foundations/kl-divergence.html#definition",
    "KL(p, q)": "foundations/kl-divergence.html#definition",
    "p - y": "trade-offs/gradients.html#softmax-cross-entropy",
    "\\hat y - y": "trade-offs/gradients.html#softmax-cross-entropy",
    "H(P,Q)": "foundations/cross-entropy.html#definition",
    "H(P, Q) = H(P) + KL(P||Q)": "foundations/cross-entropy.html#decomposition",
    "-log p": "foundations/self-information.html#definition",
    "log(1+e^z)": "derivation/logits.html#binary",
    "交叉熵": "index.html",
    "entropie croisée": "index.html",
    "Kreuzentropie": "index.html",
    "entropía cruzada": "index.html",
    "entropia cruzada": "index.html",
    "交差エントロピー": "index.html",
    "entropy": "foundations/entropy.html#example",
    "what is entropy": "foundations/entropy.html#example",
    "What is KL divergence?": "foundations/kl-divergence.html#definition",
    "what is softmax": "classification/multiclass.html#softmax",
    "KL divergence or cross-entropy?": "code/questions.html#kl-or-cross-entropy",
    "loss negative": "code/questions.html#negative",
    "entropy of a coin": "foundations/entropy.html#coin",
    "label smoothing": "trade-offs/label-smoothing.html",
    "softmax jacobian": "trade-offs/gradients.html#softmax",
    "am-softmax": "trade-offs/margins.html",
    "logit": "derivation/logits.html#logit",
    "Kullback–Leibler": "foundations/kl-divergence.html#definition",
    "stuck at 0.693": "code/questions.html#stuck",
    '"focal loss"': "trade-offs/label-smoothing.html#focal",
    # Signs that mean something to lunr, which would take the query amiss.
    "x^2 - log p": "",
    "title:entropy": "",
    "∇": "",
}
"""What people type, and the section that they look for; "" where anything may be found."""


@pytest.fixture(scope="module")
def box(chrome: Browser, home: str) -> Iterator[tuple[Page, Watch]]:
    """Return a page whose search box is open."""
    with visit(chrome, home, "index") as (page, watch):
        page.keyboard.press("/")
        expect(page.locator("input[name=query]")).to_be_focused()
        yield page, watch


def search(page: Page, words: str) -> list[list[tuple[str, str]]]:
    """Type into the open search box; return each page found, with its sections and their text."""
    page.locator("input[name=query]").fill("")
    page.keyboard.press("End")
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    # At once: else results of the first letters would do.
    page.keyboard.insert_text(words)
    page.locator(".md-search-result__item").first.wait_for()
    found: list[list[tuple[str, str]]] = page.locator(".md-search-result__item").evaluate_all(
        """pages => pages.map((page) => [...page.querySelectorAll("a")].map((link) => {
            const shown = link.cloneNode(true);
            shown.querySelector(".md-tags")?.remove();
            const { pathname, hash } = new URL(link.href);
            return [pathname.slice(1) + hash, shown.textContent];
        }))"""
    )
    return found


def first_three(results: list[list[tuple[str, str]]]) -> list[str]:
    """Return the addresses of the first three pages, and of what is shown of each without a click.

    A section that is folded away under "more on this page" is not found yet.
    """
    return [address for page in results[:3] for address, _ in page[:4]]


@pytest.mark.parametrize("words", LOOKED_FOR)
def test_what_is_looked_for_is_among_the_first_three(box: tuple[Page, Watch], words: str) -> None:
    page, watch = box
    results = search(page, words)
    assert any(LOOKED_FOR[words] in address for address in first_three(results)), results[:3]
    for _, text in (section for found in results for section in found):
        assert text
        assert not re.search(RAW, text), text
    # The names by which a section is found are no part of what is shown.
    assert page.locator(".md-search-result .md-tags:visible").count() == 0
    assert told(watch.problems) == ""


@pytest.mark.parametrize("page_of", sorted({f"{one.page}{one.anchor}" for one in NAMES}))
def test_the_other_names_of_the_glossary_find_what_they_name(
    box: tuple[Page, Watch], page_of: str
) -> None:
    page, watch = box
    wanted = page_of.replace(".md", ".html").replace(".py", ".html")
    for one in NAMES:
        if f"{one.page}{one.anchor}" == page_of:
            results = search(page, one.name)
            assert wanted in first_three(results), (one.name, results[:3])
    assert told(watch.problems) == ""


def test_results_are_sentences_and_no_tables_or_code(box: tuple[Page, Watch]) -> None:
    page, _ = box
    for words in ("weather", "overflow", "reduction", "temperature"):
        for found in search(page, words)[:3]:
            assert all("def " not in text and "snippets/" not in text for _, text in found)
    ((_, said),) = [
        section
        for found in search(page, "temperature")
        for section in found
        if section[0] == "classification/multiclass.html#temperature"
    ]
    assert said.startswith("Temperature: sharper or flatterDivide all scores by a number T > 0,")
    assert "(3)" not in said
    assert "Figure" not in said


@pytest.mark.parametrize("words", ["reduction='none'", "np.logaddexp"])
def test_code_and_tables_are_found_though_not_shown(box: tuple[Page, Watch], words: str) -> None:
    assert search(box[0], words)


def test_words_that_are_missing_are_told_but_not_the_whole(box: tuple[Page, Watch]) -> None:
    page, _ = box
    search(page, "softmax jacobian of a horse")
    missing = page.locator(".md-search-result__terms").all_text_contents()
    assert missing
    assert all("softmaxjacobian" not in one for one in missing)


def test_a_link_marks_the_words_and_not_the_whole(box: tuple[Page, Watch]) -> None:
    page, _ = box
    search(page, "KL divergence")
    link = page.locator(".md-search-result__link").first.get_attribute("href") or ""
    assert "h=kl+divergence" in link.lower()
    assert "kldivergence" not in link.lower()


def test_search_leads_to_a_page_from_the_disk_too(chrome: Browser, place: str) -> None:
    name = "classification/binary"
    with visit(chrome, place, name, offline=place.startswith("file:")) as (page, watch):
        page.keyboard.press("/")
        expect(page.locator("input[name=query]")).to_be_focused()
        assert search(page, "KL(P||Q)")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: name not in address)
        expect(page.locator("article")).to_contain_text("KL divergence")
        assert told(watch.problems) == ""
