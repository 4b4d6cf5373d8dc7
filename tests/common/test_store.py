"""What has been computed is kept; what is broken is not believed, and computed again."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.common.store import CACHE, Store, StoreError, hash_of, key_of, writing_to


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


KEY = key_of("a")


@pytest.mark.parametrize(
    "value",
    [0, 1.5, "−0.5 ∞", True, [1, [2.0, "x"]], {"value": float("inf")}, {"value": None}, {}, []],
)
def test_what_was_kept_comes_back(store: Store, value: Any) -> None:
    store.put(KEY, value)
    assert store.get(KEY) == value
    assert Store(store.folder).get(KEY) == value


@pytest.mark.parametrize("value", [(1, (2, "x")), {"pairs": [("a", "b")]}, {1: (True, None)}])
def test_what_is_put_is_returned_as_it_will_come_back(store: Store, value: Any) -> None:
    assert repr(store.put(KEY, value)) == repr(store.get(KEY))


@pytest.mark.parametrize("content", [b"", b"\n", b"\x89PNG\r\n\x1a\n\x00", b"a\nb\n"])
def test_bytes_come_back_as_they_are(store: Store, content: bytes) -> None:
    store.put_bytes(KEY, content)
    assert store.get_bytes(KEY) == content


def test_nothing_was_kept(store: Store) -> None:
    assert store.get(KEY) is None
    assert store.get_bytes(KEY) is None


def test_the_later_value_counts(store: Store) -> None:
    store.put(KEY, 1)
    store.put(KEY, 2)
    assert store.get(KEY) == 2


def entry(store: Store) -> Path:
    (path,) = (path for path in store.folder.rglob("*") if path.is_file())
    return path


ENTRY = {"value": 1.25}
SEALED = json.dumps(ENTRY).encode()
IN_ITS_PLACE = [
    b"",
    b"{}",
    b"[]",
    b"3",
    b"not JSON",
    b"\xff\xfe\x00",
    SEALED,
    b"%b\n%b" % (sha256(SEALED).hexdigest().encode(), SEALED),
]
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "its end is missing": lambda kept: kept[:-1],
    "its half is missing": lambda kept: kept[: len(kept) // 2],
    "its content is missing": lambda kept: kept.partition(b"\n")[0],
    "one digit is another": lambda kept: kept.replace(b"1.25", b"1.35"),
    "a blank at its end": lambda kept: kept + b" ",
}


def broken(store: Store, damage: Callable[[bytes], bytes]) -> Path:
    store.put(KEY, ENTRY)
    path = entry(store)
    damaged = damage(path.read_bytes())
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    return path


@pytest.mark.parametrize("garbage", IN_ITS_PLACE, ids=repr)
def test_what_stands_in_the_place_of_an_entry_is_not_believed(store: Store, garbage: bytes) -> None:
    broken(store, lambda _: garbage)
    assert store.get(KEY) is None
    assert store.get_bytes(KEY) is None


@pytest.mark.parametrize("how", DAMAGE)
def test_what_is_damaged_is_not_believed(store: Store, how: str) -> None:
    broken(store, DAMAGE[how])
    assert store.get(KEY) is None
    assert store.get_bytes(KEY) is None
    store.put(KEY, ENTRY)
    assert store.get(KEY) == ENTRY


@given(st.binary(max_size=40), st.data())
def test_no_altered_byte_is_believed(content: bytes, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.put_bytes(KEY, content)
        altered = bytearray(entry(store).read_bytes())
        altered[data.draw(st.integers(0, len(altered) - 1))] ^= data.draw(st.integers(1, 255))
        entry(store).write_bytes(altered)
        assert store.get_bytes(KEY) is None


def test_an_entry_of_another_key_is_not_believed(store: Store) -> None:
    store.put(KEY, 1)
    content = entry(store).read_bytes()
    store.put(key_of("b"), 2)
    for path in (path for path in store.folder.rglob("*") if path.is_file()):
        path.write_bytes(content)
    assert (store.get(KEY), store.get(key_of("b"))) == (1, None)


def test_what_cannot_be_read_counts_as_missing(store: Store) -> None:
    store.put(KEY, 1)
    path = entry(store)
    path.unlink()
    path.mkdir()
    assert store.get(KEY) is None


def test_bytes_are_made_once(store: Store) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"drawn"

    assert [store.bytes_of(KEY, make) for _ in range(3)] == [b"drawn"] * 3
    assert len(made) == 1
    entry(store).write_bytes(b"")
    assert store.bytes_of(KEY, make) == b"drawn"
    assert len(made) == 2


def test_a_value_that_cannot_be_kept_leaves_the_one_before(store: Store) -> None:
    store.put(KEY, 1)
    with pytest.raises(TypeError):
        store.put(KEY, [2, object()])
    assert store.get(KEY) == 1


def test_no_unfinished_file_is_left(store: Store) -> None:
    store.put(KEY, 1)
    assert entry(store).suffix == ""


class TestWhereNothingCanBeKept:
    def told(self, store: Store) -> str:
        with pytest.raises(StoreError) as error:
            store.put(KEY, 1)
        return str(error.value)

    def test_a_file_in_the_place_of_the_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path(CACHE).write_text("", encoding="utf-8")
        store = Store.of(tmp_path)
        assert store.get(KEY) is None
        message = self.told(store)
        assert message.startswith(f".cache/results/{KEY[:2]}: nothing can be kept here: ")
        assert message.endswith(
            "must be a folder that can be written to, on a disk that is not full."
        )
        assert "\n" not in message

    def test_a_full_disk(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(self: Path, _: bytes) -> int:
            self.touch()
            raise OSError(28, "No space left on device")

        store.put(key_of("b"), 2)
        monkeypatch.setattr(Path, "write_bytes", full)
        assert "nothing can be kept here: No space left on device" in self.told(store)
        # Nothing half-written takes up the rest of the disk.
        assert entry(store).name == key_of("b")[2:]

    def test_a_folder_that_may_not_be_written(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "mkdir", refused)
        assert "nothing can be kept here: Permission denied" in self.told(store)

    def test_what_else_goes_wrong_stays_what_it_is(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError), writing_to(tmp_path / "new"):
            _ = 1 / 0
        assert (tmp_path / "new").is_dir()


def test_faults_are_looked_for_until_there_are_none(store: Store) -> None:
    told = [["a"], ["b"], [], ["never asked"]]
    found = [store.unless_clean(KEY, lambda: told.pop(0)) for _ in range(4)]
    assert found == [["a"], ["b"], [], []]
    assert store.unless_clean(key_of("b"), lambda: told.pop(0)) == ["never asked"]


def test_the_hash_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert hash_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.lists(st.text(max_size=3), max_size=3), st.lists(st.text(max_size=3), max_size=3))
def test_a_key_tells_its_parts_apart(one: list[str], other: list[str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)
