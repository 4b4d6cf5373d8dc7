"""The tables on other libraries say what the record says."""

import pytest

from snippets import recorded
from snippets.frameworks.libraries import LIBRARIES, TABS
from snippets.tables import frameworks
from snippets.tables.frameworks import EDGES, averaged, short
from snippets.tables.table import Table


def column(table: Table, header: str) -> list[object]:
    at = [column.header for column in table.columns].index(header)
    return [row[at] for row in table.rows]


@pytest.mark.parametrize("group", EDGES)
def test_edges_have_a_row_a_library_and_a_column_a_case(group: str) -> None:
    table = frameworks.edges(group)
    assert column(table, "Library") == [LIBRARIES[library] for library in TABS]
    assert len(table.columns) == 1 + len(EDGES[group])
    assert all(cell for row in table.rows for cell in row)


def test_clipping_is_shown() -> None:
    row = dict(zip(TABS, frameworks.edges("binary").rows, strict=True))
    assert row["numpy"][3:] == ("∞", "∞")
    assert row["keras"][3:] == ("16.118", "15.942")
    assert row["pytorch"][3:] == ("100", "100")
    assert row["scikit_learn"][3:] == ("36.044", "36.044")


def test_messages_are_word_for_word() -> None:
    rows = frameworks.messages("shapes").rows
    assert all(str(row[2]).startswith("`") for row in rows)
    assert any("broadcasting" in str(row[2]) and row[0] == "PyTorch" for row in rows)
    assert not any(row[0] == "Keras" for row in rows)


def test_what_a_binary_loss_expects_is_bold_and_right() -> None:
    for _, expects, *given, call in frameworks.readings("binary").rows:
        cells = dict(zip(("probabilities", "logits"), given, strict=True))
        assert cells.pop(str(expects)) == "**0.2362**", call
        assert not any("*" in str(cell) or cell == "0.2362" for cell in cells.values()), call


def test_what_a_loss_of_rows_expects_is_bold_and_right() -> None:
    kinds = ("probabilities", "logits", "log-probabilities")
    for _, expects, *given, call in frameworks.readings("rows").rows:
        cells = dict(zip(kinds, given, strict=True))
        assert cells.pop(str(expects)) == "**0.3635**", call
        # The logs of probabilities are logits; nothing else is taken for another.
        also_right = {kind for kind, cell in cells.items() if cell == "0.3635"}
        assert also_right == ({"log-probabilities"} if expects == "logits" else set()), call


def test_the_article_is_corrected() -> None:
    rows = frameworks.readings("rows").rows
    (row,) = [row for row in rows if row[-1] == "`nn.CrossEntropyLoss()(x, labels)`"]
    assert row[2:4] == ("0.7694", "**0.3635**")


def test_denominators_are_found() -> None:
    by = {str(row[3]): row[2] for row in frameworks.denominators("class_weights").rows}
    assert by["`nn.CrossEntropyLoss(weight=w)(z, labels)`"] == "weights, 8"
    assert by["`nn.CrossEntropyLoss(weight=w)(z, y)`"] == "samples, 3"
    by = {str(row[3]): row[2] for row in frameworks.denominators("sample_weights").rows}
    assert by["`losses.BinaryCrossentropy()(y, p, sample_weight=w)`"] == "neither"
    assert by["`nn.BCELoss(weight=w)(p, y)`"] == "samples, 4"


@pytest.mark.parametrize("case", ["mean_over", "mean_of_kl", "ignored"])
def test_results_have_every_call(case: str) -> None:
    calls = {outcome["call"] for outcome in recorded.outcomes("traps", case).values()}
    assert {str(call).strip("`") for call in column(frameworks.results(case), "Call")} == calls


def test_types() -> None:
    rows = {row[0]: row[1:3] for row in frameworks.types().rows}
    assert rows["Keras"] == ("float32", "float32")
    assert rows["PyTorch"] == ("float64", "float32")
    assert rows["scikit-learn"] == ("float64", "float64")


def test_versions() -> None:
    rows = {row[0]: row[1:] for row in frameworks.versions().rows}
    assert rows["torch"][0] == recorded.version("torch")
    assert rows["python"][1:] == ("", "")


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        (("1.17.1", "3.11"), ("the same", "")),
        (("1.18.1", "3.12"), ("1.18.1", "3.12 or newer")),
        (("1.18.1", "3.11"), ("1.18.1", "no newer one")),
    ],
)
def test_newer_versions(
    newest: tuple[str, str], said: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "version", {"scipy": "1.17.1", "python": "3.11.7"}.__getitem__)
    monkeypatch.setattr(recorded, "newest", lambda _: newest)
    monkeypatch.setattr(frameworks, "PACKAGES", ("scipy",))
    assert frameworks.versions().rows[1] == ("scipy", "1.17.1", *said)


@pytest.mark.parametrize(
    ("outcome", "written"),
    [
        ({"value": 0.25}, "0.25"),
        ({"value": -0.0}, "−0"),
        ({"value": "nan"}, "NaN"),
        ({"value": "-inf"}, "−∞"),
        ({"value": 1.5e-7}, "$1.5\\cdot 10^{-7}$"),
        ({"value": 1.0, "warnings": ["W: so"]}, "1, warns"),
        ({"error": "IndexError: Target 3"}, "`IndexError`"),
        ({"value": [], "shape": [0]}, "no number"),
        ({"value": [1.0, 2.5], "shape": [2]}, "(1, 2.5)"),
        ({"value": [[1.0, 2.0], [3.0, 4.0]], "shape": [2, 2]}, "2 × 2 numbers"),
    ],
)
def test_short(outcome: dict[str, object], written: str) -> None:
    assert short(outcome) == written


def test_one_loss_a_sample_is_averaged() -> None:
    assert averaged({"value": [1.0, 2.0], "shape": [2]}) == "1.5"
    assert averaged({"value": 1.23456}) == "1.235"


def libraries_where(case: str, written: str) -> set[str]:
    """Return the libraries whose outcome in a case is written so."""
    return {
        library for library in TABS if short(recorded.outcome("traps", case, library)) == written
    }


def test_what_the_page_says_of_single_cells() -> None:
    """Whoever writes a new record reads here which sentences of the page to write anew."""
    silent_nan = {"pytorch", "scipy", "tensorflow"}
    assert libraries_where("nan_sparse", "0.35667") == silent_nan
    assert libraries_where("nan_row", "0.35667") == {"tensorflow"}
    assert libraries_where("sum_rows", "1.4102") == {"keras"}
    assert libraries_where("sum_sparse", "1.4102") == {"keras", "optax"}
    assert libraries_where("sum_labels", "1.8152") == {*TABS} - {"numpy"}
    assert libraries_where("shape_mse", "0.31333") == {"tensorflow", "scipy"}
    assert libraries_where("shape_mse", "0.31333, warns") == {"pytorch"}
    assert libraries_where("shape_mse", "0.046667") == {"keras", "scikit_learn"}
    assert libraries_where("shape_logit", "0.80671") == {"scipy", "optax"}
    assert libraries_where("label_minus_1_logit", "0.36355") == {"scipy", "optax"}
    assert libraries_where("label_c_logit", "NaN") == {"optax"}
    assert libraries_where("above_1", "−0.40547") == {"tensorflow", "scipy", "optax"}
    assert libraries_where("empty_rows", "no number") == {"keras"}
    assert libraries_where("infinite_other", "1.3133") == {*TABS}
    with_logits = {"pytorch", "tensorflow", "keras", "optax"}
    assert libraries_where("infinite_other_row", "NaN") == with_logits
    assert libraries_where("infinite_other_row", "NaN, warns") == {"scipy"}
    assert libraries_where("confident_sparse", "0") | {"scipy"} == {*with_logits, "scipy"}
    assert libraries_where("confident_binary", "$4.2484\\cdot 10^{-18}$") == {*TABS} - {
        "scikit_learn"
    }


def test_what_the_page_says_of_ignored_labels() -> None:
    right = recorded.number("traps", "ignored", "numpy.weights")
    agree = {
        function
        for function, outcome in recorded.outcomes("traps", "ignored").items()
        if isinstance(outcome.get("value"), float) and abs(outcome["value"] / right - 1) < 1e-6
    }
    assert agree == {"numpy.weights", "pytorch", "optax.where"}


def test_what_the_page_says_of_keras_vectors() -> None:
    loss = recorded.number("tabs", "binary_cross_entropy", "numpy")
    mean_weight = 2
    vector = recorded.number("traps", "sample_weights", "keras.vector")
    assert vector == pytest.approx(loss * mean_weight, rel=1e-6)
