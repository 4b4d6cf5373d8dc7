"""What is recorded of a call."""

import json
import warnings
from typing import Any

import numpy as np
import pytest

from scripts.frameworks.cases import Case
from scripts.frameworks.outcomes import message_of, outcome_of, plain
from scripts.frameworks.sections import SectionError, entries_of, run_section
from tests.frameworks.places import ROOT


def outcome(result: Any, **settings: Any) -> dict[str, Any]:
    return outcome_of(Case("name", "numpy", lambda: result, **settings))


def test_a_number() -> None:
    assert outcome(np.float64(0.1), call="f(x)", within="exactly") == {
        "call": "f(x)",
        "within": "exactly",
        "value": 0.1,
        "type": "float64",
        "printed": "0.1",
    }


def test_a_float32_has_the_digits_that_it_is_printed_with() -> None:
    assert outcome(np.float32(0.1))["value"] == 0.1
    assert outcome(np.float32(0.1))["type"] == "float32"


def test_an_array() -> None:
    found = outcome(np.array([[1.0, np.nan], [np.inf, -np.inf]]))
    assert found["value"] == [[1.0, "nan"], ["inf", "-inf"]]
    assert found["shape"] == [2, 2]
    assert "printed" not in found


def test_a_tensor_is_asked_for_its_numbers() -> None:
    class Tensor:
        def detach(self) -> "Tensor":
            return self

        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return np.array(2.5, np.float32)

        def __str__(self) -> str:
            return "tensor(2.5)"

    assert outcome(Tensor()) == {
        "within": "4 ulp",
        "value": 2.5,
        "type": "float32",
        "printed": "tensor(2.5)",
    }


@pytest.mark.parametrize("value", [None, "text", True, 3, {"a": [1, 2.5]}])
def test_plain_data_stay_as_they_are(value: Any) -> None:
    assert outcome(value)["value"] == value
    assert json.loads(json.dumps(plain(value))) == value


def test_minus_zero_is_kept() -> None:
    assert str(outcome(-0.0)["value"]) == "-0.0"


def test_an_error() -> None:
    def fails() -> None:
        raise ValueError("first line\nsecond line")

    assert outcome_of(Case("name", "numpy", fails)) == {
        "within": "4 ulp",
        "error": "ValueError: first line",
    }


def test_warnings_are_told_once_and_developers_are_not_bothered() -> None:
    def warns() -> float:
        for _ in range(2):
            warnings.warn("mind the gap", stacklevel=1)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return 1.0

    assert outcome_of(Case("name", "numpy", warns))["warnings"] == ["UserWarning: mind the gap"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{node X}} Received -1 [Op:Gather] name: ", "Received -1"),
        ("<f at 0x7f00aa00>", "<f at …>"),
        ("in /usr/lib/python3/x.py: no", "in …: no"),
        ("shapes (3,) and (3, 1)", "shapes (3,) and (3, 1)"),
        ("", ""),
    ],
)
def test_messages_are_those_of_every_machine(text: str, shown: str) -> None:
    assert message_of(ValueError(text)) == f"ValueError: {shown}".removesuffix(": ")


def test_a_long_message_is_cut() -> None:
    assert message_of(ValueError("word " * 100)).endswith("word …")
    assert len(message_of(ValueError("word " * 100))) < 270


def case(name: str, library: str, inputs: dict[str, Any]) -> Case:
    return Case(name, library, lambda: 1.0, inputs=inputs)


def test_entries_are_sorted() -> None:
    cases = [case("b", "scipy", {}), case("a", "pytorch", {"p": (1,)}), case("b", "numpy", {})]
    entries = entries_of(cases)
    assert [(name, list(entry["libraries"])) for name, entry in entries.items()] == [
        ("a", ["pytorch"]),
        ("b", ["numpy", "scipy"]),
    ]
    assert entries["a"]["inputs"] == {"p": [1]}


def test_one_name_has_one_input_and_a_library_once() -> None:
    with pytest.raises(ValueError, match="a: scipy has other inputs"):
        entries_of([case("a", "numpy", {"p": 1}), case("a", "scipy", {"p": 2})])
    with pytest.raises(ValueError, match="a: numpy occurs twice"):
        entries_of([case("a", "numpy", {}), case("a", "numpy", {})])


def test_a_section_that_cannot_run_says_why() -> None:
    with pytest.raises(SectionError, match=r"(?s)section nonsense failed:.*No module named"):
        run_section(ROOT, "nonsense")
