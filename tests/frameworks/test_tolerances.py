"""When a repeated outcome is the recorded one."""

import math
from typing import Any

import numpy as np
import pytest

from scripts.frameworks.tolerances import closeness, differences, input_differences


def found(value: Any, within: str = "4 ulp", **more: Any) -> dict[str, Any]:
    return {"within": within, "value": value, "type": "float64", **more}


def ulps(number: float, steps: int, dtype: type = np.float64) -> float:
    """Return the number so many steps further up, in the shortest digits of its type."""
    result = dtype(number)
    for _ in range(steps):
        result = np.nextafter(result, dtype(np.inf))
    return float(str(result))


@pytest.mark.parametrize("number", [1.0, 0.1, 1e-300, 3e300, 5e-324])
def test_ulps(number: float) -> None:
    assert list(differences(found(number), found(ulps(number, 4)))) == []
    (what,) = differences(found(number), found(ulps(number, 9)))
    assert what.startswith(f"value: recorded {number}, found ")
    assert what.endswith("(allowed: 4 ulp)")


def test_ulps_are_those_of_the_type() -> None:
    near, far = ulps(0.3, 3, np.float32), ulps(0.3, 30, np.float32)
    recorded = found(0.3, type="float32")
    assert list(differences(recorded, found(near, type="float32"))) == []
    assert len(list(differences(recorded, found(far, type="float32")))) == 1
    assert len(list(differences(found(0.3), found(near)))) == 1


@pytest.mark.parametrize(
    ("within", "same", "other"),
    [
        ("exactly", 2.0, ulps(2.0, 1)),
        ("1e-9 relative", 2.0 + 1e-9, 2.0 + 1e-8),
        ("3 times", 5.9, 6.1),
        ("3 times", 0.7, 0.6),
        ("3 times", 2.0, -2.0),
        ("not compared", 1e9, None),
    ],
)
def test_each_form(within: str, same: float, other: float | None) -> None:
    assert list(differences(found(2.0, within), found(same, within))) == []
    if other is not None:
        assert len(list(differences(found(2.0, within), found(other, within)))) == 1


def test_an_unknown_form() -> None:
    with pytest.raises(ValueError, match="got 'about', want 'exactly'"):
        closeness("about")


@pytest.mark.parametrize("special", ["nan", "inf", "-inf", "a text", None, True])
def test_what_is_no_finite_number_is_the_same_or_not(special: Any) -> None:
    assert list(differences(found(special), found(special))) == []
    assert len(list(differences(found(special), found(1.5)))) == 1
    assert len(list(differences(found(1.5), found(special)))) == 1


def test_places_within_a_value() -> None:
    old = {"rows": [[1.0, 2.0], [3.0, 4.0]]}
    new = {"rows": [[1.0, 2.0], [3.5, 4.0]]}
    (what,) = differences(found(old), found(new))
    assert what.startswith("value.rows[1][0]: recorded 3.0, found 3.5")
    (shorter,) = differences(found([1.0, 2.0]), found([1.0]))
    assert shorter.startswith("value: recorded [1.0, 2.0], found [1.0]")


@pytest.mark.parametrize(
    ("key", "other"),
    [("error", "ValueError: no"), ("warnings", ["W: so"]), ("type", "float32"), ("shape", [1])],
)
def test_all_else_must_be_the_same(key: str, other: Any) -> None:
    (what,) = differences(found(1.0), found(1.0, **{key: other}))
    assert what.startswith(f"{key}: recorded ")
    assert str(other) in what


def test_an_error_in_place_of_a_value() -> None:
    error = {"within": "4 ulp", "error": "ValueError: no"}
    assert [what.partition(":")[0] for what in differences(found(1.0), error)] == [
        "error",
        "type",
        "value",
    ]


def test_inputs_may_be_off_by_a_rounding() -> None:
    z = math.log(0.3)
    assert list(input_differences({"z": [z]}, {"z": [ulps(z, 1)]})) == []
    (what,) = input_differences({"z": [z]}, {"z": [z + 1e-9]})
    assert what.startswith("inputs.z[0]: recorded")
    assert len(list(input_differences({"z": [z]}, {"y": [z]}))) == 1
