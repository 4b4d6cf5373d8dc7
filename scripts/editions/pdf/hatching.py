"""Hatched areas as lines: Chromium prints an SVG pattern as a picture made of dots."""

import itertools
import math
import re
from collections.abc import Iterator

_PATTERN = re.compile(
    r'<pattern id="(?P<name>[^"]+)"[^>]* width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)">'
    r"(?P<tile>.*?)</pattern>",
    re.DOTALL,
)
_HATCHED = re.compile(
    r'<path d="(?P<outline>[^"]+)"(?P<clip>(?: clip-path="[^"]*")?) '
    r'style="fill: url\(#(?P<name>[^)]+)\)(?P<style>[^"]*)"\s*/>'
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def with_drawn_hatching(svg: str) -> str:
    """Return the drawing with the tiles of each pattern laid out inside what they fill."""
    patterns = {found["name"]: found for found in _PATTERN.finditer(svg)}
    count = itertools.count(1)

    def drawn(area: re.Match[str]) -> str:
        pattern = patterns.get(area["name"])
        if pattern is None:
            return area[0]
        inside = f"{area['name']}-{next(count)}"
        tiles = "".join(
            f'<use href="#{area["name"]}" x="{x:g}" y="{y:g}"/>'
            for x, y in _corners(area["outline"], float(pattern["width"]), float(pattern["height"]))
        )
        return (
            f'<clipPath id="{inside}"><path d="{area["outline"]}"/></clipPath>'
            f'<g{area["clip"]}><g clip-path="url(#{inside})">{tiles}</g></g>'
            f'<path d="{area["outline"]}"{area["clip"]} style="fill: none{area["style"]}"/>'
        )

    return _PATTERN.sub(_tile, _HATCHED.sub(drawn, svg))


def _tile(pattern: re.Match[str]) -> str:
    return f'<g id="{pattern["name"]}">{pattern["tile"]}</g>'


def _corners(outline: str, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Yield where the tiles begin that together cover an outline of straight lines."""
    numbers = [float(number) for number in _NUMBER.findall(outline)]
    columns = range(math.floor(min(numbers[::2]) / width), math.ceil(max(numbers[::2]) / width))
    rows = range(math.floor(min(numbers[1::2]) / height), math.ceil(max(numbers[1::2]) / height))
    for row, column in itertools.product(rows, columns):
        yield column * width, row * height
