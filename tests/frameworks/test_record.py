"""The committed record: whole, unchanged by hand, and still what our own functions give."""

import ast
import copy
import inspect
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from scripts.frameworks.outcomes import plain
from scripts.frameworks.record import compare_entries, read_record, seal_of, write_record
from scripts.frameworks.sections import SECTIONS
from scripts.frameworks.tolerances import closeness, differences, input_differences
from snippets.careful import binary, categorical, divergence, smoothing
from snippets.frameworks import careful as ours
from snippets.frameworks import numpy as of_tabs
from snippets.frameworks.examples import ARGUMENTS
from snippets.frameworks.libraries import LIBRARIES, PACKAGES, TABS
from tests.frameworks.places import ROOT

RECORD = read_record(ROOT)
FLOAT32 = ("keras", "optax")
SNIPPETS = {
    **vars(binary),
    **vars(categorical),
    **vars(divergence),
    **vars(smoothing),
}


def entries(section: str) -> dict[str, Any]:
    found: dict[str, Any] = RECORD["sections"][section]["entries"]
    return found


def own_cases() -> Iterator[tuple[str, str, str]]:
    """Every outcome of ours: its section, name and function."""
    for section in ("tabs", "traps"):
        for name, entry in entries(section).items():
            for library in entry["libraries"]:
                if library.partition(".")[0] == "numpy":
                    yield section, name, library


def test_every_section_is_in_it() -> None:
    assert list(RECORD["sections"]) == sorted(SECTIONS)


def test_it_was_not_changed_by_hand() -> None:
    assert RECORD["seal"] == seal_of(RECORD)
    changed = copy.deepcopy(RECORD)
    changed["sections"]["tabs"]["entries"]["entropy"]["libraries"]["numpy"]["value"] += 1e-12
    assert RECORD["seal"] != seal_of(changed)


def test_writing_it_again_changes_nothing(tmp_path: Any) -> None:
    (tmp_path / "snippets").mkdir()
    write_record(tmp_path, RECORD)
    written = (tmp_path / "snippets" / "recorded.json").read_bytes()
    assert written == (ROOT / "snippets" / "recorded.json").read_bytes()


@pytest.mark.parametrize("section", SECTIONS)
def test_it_is_sorted_and_plain(section: str) -> None:
    names = list(entries(section))
    assert names == sorted(names)
    for entry in entries(section).values():
        libraries = list(entry["libraries"])
        assert libraries == sorted(libraries)
        assert {name.partition(".")[0] for name in libraries} <= LIBRARIES.keys()
        for outcome in entry["libraries"].values():
            closeness(outcome["within"])
            assert ("value" in outcome) != ("error" in outcome)


def test_it_tells_no_secrets_of_the_machine() -> None:
    text = (ROOT / "snippets" / "recorded.json").read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|tmp|usr|opt)/|site-packages|0x[0-9a-f]{6}", text)


def test_versions_are_those_of_the_requirements() -> None:
    pins = (ROOT / "scripts" / "frameworks" / "requirements.txt").read_text(encoding="utf-8")
    wanted = dict(re.findall(r"(?m)^([\w-]+)(?:\[\w+\])?==(\S+)$", pins))
    recorded = {name: version.partition("+")[0] for name, version in RECORD["versions"].items()}
    assert {name: recorded[name] for name in PACKAGES} == {name: wanted[name] for name in PACKAGES}


def test_what_was_newest_is_noted_of_every_package() -> None:
    assert RECORD["newest"].keys() == {*PACKAGES}


def test_the_machine_is_named() -> None:
    assert RECORD["machine"]["processor"]
    assert RECORD["machine"]["cores"] >= 1


def test_every_loss_of_every_library_is_in_it() -> None:
    assert set(entries("tabs")) == set(ARGUMENTS)
    for name, entry in entries("tabs").items():
        assert list(entry["libraries"]) == sorted(TABS), name
        for library, outcome in entry["libraries"].items():
            assert isinstance(outcome["value"], float), (name, library)
            assert "warnings" not in outcome, (name, library)


@pytest.mark.parametrize("loss", ARGUMENTS)
def test_the_inputs_are_those_of_today(loss: str) -> None:
    recorded = entries("tabs")[loss]["inputs"]
    assert list(input_differences(recorded, plain(ARGUMENTS[loss]))) == []
    other = {**ARGUMENTS[loss], next(iter(ARGUMENTS[loss])): np.array([0.25, 0.75])}
    assert list(input_differences(recorded, plain(other))) != []


@pytest.mark.parametrize("loss", ARGUMENTS)
def test_libraries_agree_with_ours_where_they_should(loss: str) -> None:
    libraries = entries("tabs")[loss]["libraries"]
    exact = float(getattr(ours, loss)(**ARGUMENTS[loss]))
    for library, outcome in libraries.items():
        # A sum of a few rounded terms; Keras clips at 1e-7 besides.
        allowed = 3e-7 if library in FLOAT32 else 4e-16
        assert outcome["type"] == ("float32" if library in FLOAT32 else "float64")
        assert outcome["value"] == pytest.approx(exact, rel=allowed, abs=0), library


@pytest.mark.parametrize(("section", "name", "library"), list(own_cases()))
def test_our_outcomes_are_those_of_today(section: str, name: str, library: str) -> None:
    entry = entries(section)[name]
    recorded = entry["libraries"][library]
    arguments = {key: array_of(key, value, name) for key, value in entry["inputs"].items()}
    # With all inputs the functions of the tabs were called, elsewhere those of the snippets.
    is_tab = recorded["call"].endswith(f"({', '.join(arguments)})")
    of_section = vars(of_tabs if section == "tabs" else ours)
    names = {**SNIPPETS, **(of_section if is_tab else {}), **arguments}
    found: dict[str, Any] = {"within": recorded["within"], "call": recorded["call"]}
    try:
        value = eval(recorded["call"], names)
        found |= {"value": plain(value), "type": str(value.dtype)}
        found |= {"shape": list(value.shape)} if value.shape else {}
    except ValueError as error:
        found["error"] = f"ValueError: {error}"
    assert list(differences(recorded, found)) == []


def array_of(key: str, value: Any, name: str) -> Any:
    """Return an input as the array that it was."""
    if not isinstance(value, list):
        return value
    if key == "labels":
        return np.array(value, np.int64)
    if name in ("empty_rows", "empty_sparse"):
        return np.empty((0, 3))
    return np.array(value, np.float32 if name.startswith("float32") else np.float64)


def test_a_difference_names_the_case_both_values_and_the_tolerance() -> None:
    found = copy.deepcopy(entries("tabs"))
    found["entropy"]["libraries"]["scipy"]["value"] = 1.25
    del found["kl_divergence"]["libraries"]["keras"]
    found["new"] = found.pop("mean_squared_error")
    found["class_weights"]["inputs"]["weights"][2] = 4.0
    value = entries("tabs")["entropy"]["libraries"]["scipy"]["value"]
    assert list(compare_entries("tabs", entries("tabs"), found)) == [
        "tabs.class_weights: inputs.weights[2]: recorded 5.0, found 4.0 (allowed: 4 ulp)",
        f"tabs.entropy, scipy: value: recorded {value}, found 1.25 (allowed: 16 ulp)",
        "tabs.kl_divergence, keras: not in the run",
        "tabs.mean_squared_error: not in the run",
        "tabs.new: not in the record",
    ]


def functions_of(module: str) -> dict[str, list[str]]:
    """Return the public functions of a library's module, with the names of their arguments."""
    path = ROOT / "snippets" / "frameworks" / f"{module}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: [argument.arg for argument in node.args.args]
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("module", ["careful", *(name for name in TABS if name != "numpy")])
def test_modules_have_the_same_functions_in_the_same_order(module: str) -> None:
    assert list(functions_of(module).items()) == [
        (loss, list(arguments)) for loss, arguments in ARGUMENTS.items()
    ]


def test_the_plain_functions_take_the_same_arguments_or_more() -> None:
    for loss, arguments in ARGUMENTS.items():
        taken = list(inspect.signature(getattr(of_tabs, loss)).parameters)
        assert taken[: len(arguments)] == list(arguments), loss
    own = set(functions_of("numpy"))
    assert own | set(of_tabs.__all__) == set(ARGUMENTS)
    assert not own & set(of_tabs.__all__)


def test_the_corrections_of_the_article() -> None:
    given = entries("traps")["given_probabilities"]["libraries"]
    assert round(given["pytorch.logits_labels"]["value"], 4) == 0.7694
    assert round(given["numpy.probabilities"]["value"], 4) == 0.3635
    assert entries("traps")["binary_wrong_1"]["libraries"]["pytorch"]["value"] == 100
