"""What has been computed is kept, and what is broken is computed again."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.common.store import Store, key_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


@pytest.mark.parametrize(
    "value",
    [0, 1.5, "−0.5 ∞", True, [1, [2.0, "x"]], {"value": float("inf")}, {"value": None}],
)
def test_what_was_kept_comes_back(store: Store, value: Any) -> None:
    store.put(key_of("a"), value)
    assert store.get(key_of("a")) == value
    assert Store(store.folder).get(key_of("a")) == value


def test_nothing_was_kept(store: Store) -> None:
    assert store.get(key_of("a")) is None


def test_the_later_value_counts(store: Store) -> None:
    store.put(key_of("a"), 1)
    store.put(key_of("a"), 2)
    assert store.get(key_of("a")) == 2


@pytest.mark.parametrize(
    "garbage", [b"", b'{"value": 1', b"\xff\xfe\x00", b"\x80abc", b"not JSON"], ids=repr
)
def test_a_broken_value_is_none(store: Store, garbage: bytes) -> None:
    store.put(key_of("a"), {"value": 1})
    (path,) = store.folder.rglob("*.json")
    path.write_bytes(garbage)
    assert store.get(key_of("a")) is None
    store.put(key_of("a"), {"value": 1})
    assert store.get(key_of("a")) == {"value": 1}


def test_a_value_that_cannot_be_kept_leaves_the_one_before(store: Store) -> None:
    store.put(key_of("a"), 1)
    with pytest.raises(TypeError):
        store.put(key_of("a"), [2, object()])
    assert store.get(key_of("a")) == 1


def test_no_unfinished_file_is_left(store: Store) -> None:
    store.put(key_of("a"), 1)
    assert [path.suffix for path in store.folder.rglob("*") if path.is_file()] == [".json"]


@given(st.lists(st.text(max_size=3), max_size=3), st.lists(st.text(max_size=3), max_size=3))
def test_a_key_tells_its_parts_apart(one: list[str], other: list[str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)
