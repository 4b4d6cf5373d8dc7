"""Lays out a graph without circles: in layers from left to right, with few crossings.

What rests on nothing stands in the first layer, everything else to the right of what it rests on. A
line over several layers takes a free lane through those between; lines from the same place share
it. The order within each layer is found by the method of Sugiyama (each thing at the mean of its
neighbours, over and over), the heights by least squares in that order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

BOX = 108
"""The width of a box."""

GAP = (28, 7)
"""How far boxes are from each other, sideways and upwards."""

LANE = 2
"""The height of a line that passes through a layer."""

MOST = 24
"""How many boxes stand in one layer: more wait for the next."""

SWEEPS = 24
"""How often the order and the heights are improved."""

Point = tuple[int, int]
Node = tuple[str, int]
"""A box or a lane of a line from it: the name and the layer."""


@dataclass(frozen=True)
class Layout:
    """Where boxes begin, and the points at which lines enter and leave each layer."""

    width: int
    height: int
    boxes: dict[str, Point]
    lines: dict[tuple[str, str], list[Point]]


def laid_out(
    rests: Mapping[str, Sequence[str]], heights: Mapping[str, int], most: int = MOST
) -> Layout:
    """Return where the boxes of a graph stand, given what each rests on and how high it is."""
    graph = _with_lanes(rests, heights, layers_of(rests, most))
    _improve_order(graph)
    tops = _tops(graph)
    boxes = {name: (_left(graph.home[name]), tops[name, graph.home[name]]) for name in rests}
    lines = {
        (ground, name): _line(ground, name, graph, tops)
        for name, grounds in rests.items()
        for ground in grounds
    }
    width = max(0, _left(len(graph.layers)) - GAP[0])
    lowest = max((top + graph.height(node) for node, top in tops.items()), default=0)
    return Layout(width, lowest, boxes, lines)


def layers_of(rests: Mapping[str, Sequence[str]], most: int = MOST) -> dict[str, int]:
    """Return the layer of each node; where there are too many, what carries most comes first."""
    reach = _reach(rests)
    waiting, found = list(rests), dict[str, int]()
    while waiting:
        ready = [name for name in waiting if all(ground in found for ground in rests[name])]
        taken = sorted(ready, key=lambda name: -reach[name])[:most]
        number = 1 + max(found.values(), default=-1)
        found |= dict.fromkeys(taken, number)
        waiting = [name for name in waiting if name not in found]
    return found


def _reach(rests: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how long the longest way is that leads on from each node."""
    reach = dict.fromkeys(rests, 0)

    def carry(name: str) -> None:
        for ground in rests[name]:
            if reach[ground] <= reach[name]:
                reach[ground] = reach[name] + 1
                carry(ground)

    for name in rests:
        carry(name)
    return reach


@dataclass
class _Graph:
    """The layers in their order, and the neighbours of each node in the layers beside its own.

    ``home`` and ``heights`` are of boxes; in other layers the name of one stands for a lane.
    """

    layers: list[list[Node]]
    home: Mapping[str, int]
    heights: Mapping[str, int]
    before: dict[Node, list[Node]] = field(default_factory=dict)
    after: dict[Node, list[Node]] = field(default_factory=dict)

    def join(self, one: Node, other: Node) -> None:
        if other not in self.after.setdefault(one, []):
            self.after[one].append(other)
            self.before.setdefault(other, []).append(one)

    def height(self, node: Node) -> int:
        return self.heights[node[0]] if self.home[node[0]] == node[1] else LANE

    def middle(self, node: Node, tops: Mapping[Node, int]) -> int:
        return tops[node] + self.height(node) // 2


def _with_lanes(
    rests: Mapping[str, Sequence[str]], heights: Mapping[str, int], layer: Mapping[str, int]
) -> _Graph:
    """Return the graph with a node in each layer that a line passes through."""
    nodes: list[list[Node]] = [[] for _ in range(1 + max(layer.values(), default=-1))]
    for name in rests:
        nodes[layer[name]].append((name, layer[name]))
    graph = _Graph(nodes, layer, heights)
    for name, grounds in rests.items():
        for ground in grounds:
            way = _way(ground, name, layer)
            for node in way[1:-1]:
                if node not in nodes[node[1]]:
                    nodes[node[1]].append(node)
            for one, other in pairwise(way):
                graph.join(one, other)
    return graph


def _way(ground: str, name: str, layer: Mapping[str, int]) -> list[Node]:
    lanes = [(ground, number) for number in range(layer[ground], layer[name])]
    return [*lanes, (name, layer[name])]


def _improve_order(graph: _Graph) -> None:
    """Put each node at the mean of its neighbours; keep the order with the fewest crossings."""
    best, fewest = [list(layer) for layer in graph.layers], crossings(graph.layers, graph.after)
    for sweep in range(SWEEPS):
        beside = graph.after if sweep % 2 else graph.before
        for layer in reversed(graph.layers) if sweep % 2 else graph.layers:
            _sort(layer, beside, graph.layers)
        if (count := crossings(graph.layers, graph.after)) < fewest:
            best, fewest = [list(layer) for layer in graph.layers], count
    graph.layers = best


def _sort(
    layer: list[Node], beside: Mapping[Node, Sequence[Node]], layers: Iterable[Sequence[Node]]
) -> None:
    places = {node: at / max(1, len(one) - 1) for one in layers for at, node in enumerate(one)}

    def mean(node: Node) -> float:
        others = [places[other] for other in beside.get(node, ())]
        return sum(others) / len(others) if others else places[node]

    layer.sort(key=mean)


def crossings(layers: Iterable[Sequence[Node]], after: Mapping[Node, Sequence[Node]]) -> int:
    """Return how many lines between neighbouring layers cross."""
    count = 0
    for one, other in pairwise(layers):
        places = {node: at for at, node in enumerate(other)}
        ends = [sorted(places[next_] for next_ in after.get(node, ())) for node in one]
        above: list[int] = []
        for targets in ends:
            count += sum(end > target for target in targets for end in above)
            above += targets
    return count


def _tops(graph: _Graph) -> dict[Node, int]:
    """Return how far below the top each box and each lane begins."""
    middle: dict[Node, float] = {}
    for layer in graph.layers:
        middle |= zip(layer, _stacked(layer, graph), strict=True)
    for sweep in range(SWEEPS):
        for layer in reversed(graph.layers) if sweep % 2 else graph.layers:
            wanted = [_mean_height(node, graph, middle) for node in layer]
            middle |= zip(layer, in_order(wanted, _stacked(layer, graph)), strict=True)
    begins = {node: height - graph.height(node) / 2 for node, height in middle.items()}
    top = min(begins.values(), default=0)
    return {node: round(height - top) for node, height in begins.items()}


def _stacked(layer: Sequence[Node], graph: _Graph) -> list[float]:
    """Return the middle of each node, one as close as may be below the other."""
    middles, bottom = list[float](), 0.0
    for node in layer:
        middles.append(bottom + graph.height(node) / 2)
        bottom += graph.height(node) + GAP[1]
    return middles


def _mean_height(node: Node, graph: _Graph, middle: Mapping[Node, float]) -> float:
    others = [*graph.before.get(node, ()), *graph.after.get(node, ())]
    return sum(middle[other] for other in others) / len(others) if others else middle[node]


def in_order(wanted: Sequence[float], stacked: Sequence[float]) -> list[float]:
    """Return heights as near as may be to those wanted that are as far apart as when stacked.

    Neighbours that would come too close share the mean of what they want: pool adjacent violators.
    """
    pools: list[tuple[float, int]] = []
    for height, least in zip(wanted, stacked, strict=True):
        mean, size = height - least, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    shifts = [mean for mean, size in pools for _ in range(size)]
    return [shift + least for shift, least in zip(shifts, stacked, strict=True)]


def _left(layer: int) -> int:
    return layer * (BOX + GAP[0])


def _line(ground: str, name: str, graph: _Graph, tops: Mapping[Node, int]) -> list[Point]:
    """Return where a line leaves a box, enters and leaves lanes, and ends at a box."""
    first, *lanes, last = _way(ground, name, graph.home)
    points = [(_left(first[1]) + BOX, graph.middle(first, tops))]
    for lane in lanes:
        height = graph.middle(lane, tops)
        points += [(_left(lane[1]), height), (_left(lane[1]) + BOX, height)]
    return [*points, (_left(last[1]), graph.middle(last, tops))]
