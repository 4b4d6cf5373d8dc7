"""The layout of graphs: layers, free lanes, few crossings, nothing over something else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.website.made.layers import BOX, GAP, Layout, crossings, in_order, laid_out, layers_of

DIAMOND = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}
LONG = {**DIAMOND, "e": ["d", "a"]}

graphs = st.integers(0, 14).flatmap(
    lambda size: st.tuples(
        *(st.sets(st.integers(0, node - 1)) if node else st.just(set()) for node in range(size))
    )
)


def named(grounds: tuple[set[int], ...]) -> dict[str, list[str]]:
    return {str(node): [str(other) for other in sorted(on)] for node, on in enumerate(grounds)}


def drawn(rests: dict[str, list[str]], most: int = 3) -> Layout:
    return laid_out(rests, {name: 20 + 10 * (len(name) % 2) for name in rests}, most)


def test_what_rests_on_nothing_stands_first() -> None:
    assert layers_of(LONG) == {"a": 0, "b": 1, "c": 1, "d": 2, "e": 3}


def test_a_full_layer_leaves_what_carries_least_for_the_next() -> None:
    assert layers_of({"a": [], "leaf": ["a"], "b": ["a"], "c": ["b"]}, 1) == {
        **{"a": 0, "b": 1},
        **{"leaf": 2, "c": 3},
    }


@given(graphs)
def test_everything_stands_right_of_what_it_rests_on(grounds: tuple[set[int], ...]) -> None:
    rests = named(grounds)
    layout = drawn(rests)
    assert list(layout.boxes) == list(rests)
    for name, others in rests.items():
        for other in others:
            assert layout.boxes[other][0] < layout.boxes[name][0]
            line = layout.lines[other, name]
            assert line[0][0] == layout.boxes[other][0] + BOX
            assert line[-1][0] == layout.boxes[name][0]
            assert all(here[0] < there[0] for here, there in pairwise(line))


@given(graphs)
def test_boxes_do_not_meet_and_no_line_passes_through_one(grounds: tuple[set[int], ...]) -> None:
    rests = named(grounds)
    layout = drawn(rests)
    layers: dict[int, list[tuple[int, int]]] = {}
    for name, (x, y) in layout.boxes.items():
        layers.setdefault(x, []).append((y, y + 20 + 10 * (len(name) % 2)))
    lanes = {point for line in layout.lines.values() for point in line[1:-1]}
    for x, y in lanes:
        if x in layers:
            layers[x].append((y, y))
    for spans in layers.values():
        assert all(one[1] < other[0] for one, other in pairwise(sorted(spans)))
    inside = [y for spans in layers.values() for span in spans for y in span]
    assert all(0 <= y <= layout.height for y in inside)


def test_lines_from_one_place_share_their_lanes() -> None:
    layout = drawn({**LONG, "f": ["d", "a"]})
    assert layout.lines["a", "e"][:-1] == layout.lines["a", "f"][:-1]


def test_the_order_avoids_crossings() -> None:
    crossed = {"a": [], "b": [], "x": ["b"], "y": ["a"]}
    tops = {name: y for name, (_, y) in drawn(crossed).boxes.items()}
    assert (tops["a"] < tops["b"]) == (tops["y"] < tops["x"])


def test_crossings_are_counted() -> None:
    one, other = [("a", 0), ("b", 0)], [("x", 1), ("y", 1)]
    across = {("a", 0): [("y", 1)], ("b", 0): [("x", 1)]}
    along = {("a", 0): [("x", 1)], ("b", 0): [("x", 1), ("y", 1)]}
    assert crossings([one, other], across) == 1
    assert crossings([one, other], along) == 0


def test_heights_come_as_near_as_their_order_allows() -> None:
    assert in_order([0, 50], [0, 10]) == [0, 50]
    assert in_order([50, 0], [0, 10]) == [20, 30]
    assert in_order([], []) == []


def test_a_graph_of_nothing_has_no_size() -> None:
    assert laid_out({}, {}) == Layout(0, 0, {}, {})


@pytest.mark.parametrize("wide", [1, 2, 3])
def test_the_width_is_that_of_its_layers(wide: int) -> None:
    chain = {str(at): [str(at - 1)] if at else [] for at in range(wide)}
    assert drawn(chain).width == wide * BOX + (wide - 1) * GAP[0]
