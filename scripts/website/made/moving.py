"""What moves in a figure, written for the script of its page.

The figure says by quantities where its marks go (``snippets/figures/live.py``); here these become
expressions over the controls and calls of translated formulas.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import chain, zip_longest
from math import isfinite
from typing import Any

from matplotlib.axes import Axes

from scripts.website.made.label_math import NUMBER, Element, markup, plain
from snippets.figures import live

_POINTS_PER_INCH = 72
_NOTHING = '""'


@dataclass
class _Writer:
    """Writes quantities; each formula is called once for the same arguments."""

    controls: tuple[live.Control, ...]
    calls: dict[object, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    along: str = ""
    uses: Counter[int] = field(default_factory=Counter)
    kept: dict[int, str] = field(default_factory=dict)

    def count(self, part: object) -> None:
        """Count how often each combination of amounts is used: twice is enough to keep it."""
        if isinstance(part, tuple):
            for inner in part:
                self.count(inner)
        elif is_dataclass(part) and not isinstance(part, live.Live):
            self.uses[id(part)] += 1
            if self.uses[id(part)] == 1:
                for entry in fields(part):
                    self.count(getattr(part, entry.name))

    def amount(self, amount: live.Amount) -> str:
        """Return an amount as an expression; what is used more than once is computed once."""
        if id(amount) in self.kept:
            return self.kept[id(amount)]
        written = self._amount(amount)
        shared = isinstance(amount, live.Combined | live.Listed)
        if shared and self.uses[id(amount)] > 1 and not _is_free(amount):
            self.kept[id(amount)] = f"c{len(self.kept)}"
            self.lines.append(f"{self.kept[id(amount)]}={written}")
            return self.kept[id(amount)]
        return written

    def _amount(self, amount: live.Amount) -> str:
        match amount:
            case live.Control(name=name):
                if amount not in self.controls:
                    raise ValueError(f"the control {name} is not among those of the figure")
                return name
            case live.Free():
                if not self.along:
                    raise ValueError("Free() runs along a curve, and stands here in none")
                return self.along
            case live.Combined(sign=("min" | "max") as sign, left=left, right=right):
                return f"Math.{sign}({self.amount(left)},{self.amount(right)})"
            case live.Combined(sign=">", left=left, right=right):
                return f"({self.amount(left)}>{self.amount(right)}?1:0)"
            case live.Combined(sign=sign, left=left, right=right):
                return f"({self.amount(left)}{sign}{self.amount(right)})"
            case live.Formula():
                return self._called(amount)
            case live.Total(vector=vector):
                return self._once(amount, f"{self._vector(vector)}.reduce((a,b)=>a+b)")
            case live.Repeated():
                return self._repeated(amount)
            case live.Listed(at=at, values=values):
                return f"[{','.join(map(_number, values))}][Math.round({self.amount(at)})]"
            case int() | float():
                return f"({float(amount)!r})" if amount < 0 else repr(float(amount))
        raise TypeError(f"{type(amount).__name__} is no amount")

    def _called(self, one: live.Formula) -> str:
        call = self._call(one)
        return call if _runs_along(one) else self._once(one, call)

    def _once(self, one: object, written: str) -> str:
        """Return the name of what is computed once for all that asks for it."""
        if one not in self.calls:
            self.calls[one] = f"q{len(self.calls)}"
            self.lines.append(f"{self.calls[one]}={written}")
        return self.calls[one]

    def _vector(self, vector: live.Sampled) -> str:
        return self._once(vector, self._along(vector, self._of_free(vector.amount)))

    def _repeated(self, one: live.Repeated) -> str:
        start, after = self.amount(one.start), self._of_free(one.after)
        return f"((x)=>{{for(let k=0;k<{one.count};k++)x={after};return x}})({start})"

    def _of_free(self, amount: live.Amount) -> str:
        around, self.along = self.along, "x"
        written = self.amount(amount)
        self.along = around
        return written

    def _call(self, one: live.Formula) -> str:
        given = ",".join(self._argument(argument) for _, argument in one.given)
        entry = "" if one.entry is None else f"[{one.entry}]"
        return f"{self._function(one)}({given}){entry}"

    def _function(self, one: live.Formula) -> str:
        sizes = "".join(f"_{name}{size}" for name, size in one.sizes)
        side = str(one.side).replace("-", "m")
        name = f"{one.name}_{side}{sizes}".replace("-", "_").replace("\\", "")
        names = [name for name, _ in one.given]
        asked = {"formula": one.name, "side": one.side, "sizes": one.sizes, "given": names}
        if self.asked.setdefault(name, asked) != asked:
            raise ValueError(f"{one.name} is given {names} here, and something else elsewhere")
        return name

    def _argument(self, argument: live.Argument) -> str:
        if isinstance(argument, live.Sampled):
            return self._vector(argument)
        if isinstance(argument, tuple):
            return f"[{','.join(map(self._argument, argument))}]"
        return self.amount(argument)

    def text(self, text: live.Text, element: Element) -> str:
        """Return the words and amounts of a text as a list; its words are markup."""
        label = "".join(part if isinstance(part, str) else NUMBER for part in text)
        words = map(_quoted, markup(label, element).split(NUMBER))
        amounts = [self._shown(part, element) for part in text if not isinstance(part, str)]
        parts = chain.from_iterable(zip_longest(words, amounts, fillvalue=_NOTHING))
        return f"[{','.join(part for part in parts if part != _NOTHING)}]"

    def _shown(self, part: live.Shown | live.OneOf, element: Element) -> str:
        if isinstance(part, live.Shown):
            return f"[{self.amount(part.amount)},{part.decimals},{int(part.signed)}]"
        words = ",".join(_quoted(markup(one, element)) for one in part.words)
        return f"[{self.amount(part.amount)},[{words}]]"

    def mark(self, mark: live.Mark) -> str:
        """Return the points of a mark, and its words if it has any."""
        match mark:
            case live.Dot(x=x, y=y):
                return f"[[{self.point(x, y)}]]"
            case live.Label(x=x, y=y, text=text):
                words = f",{self.text(text, 'tspan')}" if text else ""
                return f"[[{self.point(x, y)}]{words}]"
            case live.Shape(points=points):
                return f"[[{','.join(self.point(x, y) for x, y in points)}]]"
            case live.Curve():
                return self._curve(mark)
            case live.Steps(start=start, after=after, y=y, count=count):
                way = f"(k?x={self._of_free(after)}:x,[k,{self._of_free(y)}])"
                along = f"Array.from({{length:{count + 1}}},(_,k)=>{way})"
                return f"[((x)=>{along})({self.amount(start)})]"
        raise TypeError(f"{type(mark).__name__} is no mark that can be moved")

    def _curve(self, curve: live.Curve) -> str:
        # A line and the area below it have their points in common.
        way = replace(curve, name="", axes=0, base=None)
        line = self._once(way, self._along(curve, f"[x,{self._of_free(curve.y)}]"))
        if curve.base is None:
            return f"[{line}]"
        ends = ",".join(self.point(x, curve.base) for x in (curve.high, curve.low))
        return f"[[...{line},{ends}]]"

    def _along(self, way: live.Curve | live.Sampled, each: str) -> str:
        """Return a list of what each place on the way has."""
        step = (way.high - way.low) / (way.count - 1)
        x = f"const x={way.low!r}+k*{step:.12g}"
        return f"Array.from({{length:{way.count}}},(_,k)=>{{{x};return {each}}})"

    def point(self, x: live.Amount, y: live.Amount) -> str:
        """Return a point as a list."""
        return f"[{self.amount(x)},{self.amount(y)}]"

    def function(self, result: str) -> str:
        """Return the function of the controls that gives what was written with this writer."""
        names = ",".join(control.name for control in self.controls)
        lines = f"const {','.join(self.lines)};" if self.lines else ""
        return f"({names})=>{{{lines}return {result}}}"


def moving(figure: live.Live, name: str) -> dict[str, Any]:
    """Return what the page and its script need of a live figure, fit for JSON.

    The figure has been drawn, so that its axes are where they stay. ``formulas`` are the sides that
    are called, by the name of the function that each becomes.

    Raises:
        ValueError, TypeError: it moves what it does not have, or by what cannot be written.
    """
    writer = _Writer(figure.controls)
    writer.count((figure.marks, figure.says))
    marks = ",".join(writer.mark(mark) for mark in figure.marks)
    says = ",".join(writer.text(text, "span") for text in figure.says)
    values = ",".join(writer.text(control.value, "span") for control in figure.controls)
    result = f"{{marks:[{marks}],says:[{says}],values:[{values}]}}"
    shown = [[mark.name, _kind(mark), mark.axes] for mark in figure.marks]
    handles = _handles(figure)
    return {
        "controls": [_control(control) for control in figure.controls],
        "says": len(figure.says),
        "formulas": writer.asked,
        "script": {
            "drawing": name,
            "axes": [_transform(axes) for axes in figure.figure.axes],
            "marks": shown,
            "words": [plain(control.words) for control in figure.controls],
            "handles": [_held(figure, handle) for handle in handles],
        },
        "at": writer.function(result),
        "grips": f"[{','.join(_grip(handle, writer) for handle in handles)}]",
    }


def _handles(figure: live.Live) -> tuple[live.Handle, ...]:
    """Return the handles of a figure, and last the one that is everywhere."""
    everywhere = [control for control in figure.controls if control.name == figure.drag]
    if figure.drag and not everywhere:
        raise ValueError(f"the control {figure.drag} is not among those of the figure")
    return (*figure.handles, *(live.Handle(control=one, x=one, y=0.0) for one in everywhere))


def _held(figure: live.Live, handle: live.Handle) -> list[int]:
    """Return which control a handle moves, in which axes, and whether it is all of the picture."""
    if handle.control not in figure.controls:
        raise ValueError(f"the control {handle.control.name} is not among those of the figure")
    return [figure.controls.index(handle.control), handle.axes, int(handle not in figure.handles)]


def _grip(handle: live.Handle, writer: _Writer) -> str:
    """Return the function that says where a handle is."""
    alone = _Writer(writer.controls, asked=writer.asked)
    alone.count((handle.x, handle.y))
    return alone.function(alone.point(handle.x, handle.y))


def _runs_along(one: live.Formula) -> bool:
    return any(_is_free(argument) for _, argument in one.given)


def _is_free(argument: live.Argument) -> bool:
    match argument:
        case live.Free():
            return True
        case live.Combined(left=left, right=right):
            return _is_free(left) or _is_free(right)
        case live.Listed(at=at):
            return _is_free(at)
        case live.Formula():
            return _runs_along(argument)
        case tuple():
            return any(map(_is_free, argument))
    return False


def _number(value: float) -> str:
    return repr(value) if isfinite(value) else "Infinity" if value > 0 else "-Infinity"


def _kind(mark: live.Mark) -> str:
    match mark:
        case live.Dot():
            return "dot"
        case live.Label():
            return "text"
        case live.Shape(closed=True):
            return "area"
        case live.Curve(base=base) if base is not None:
            return "area"
    return "line"


def _control(control: live.Control) -> dict[str, Any]:
    if not control.low <= control.start <= control.high:
        raise ValueError(f"the control {control.name} starts outside its range")
    shown = ("name", "label", "low", "high", "step", "start")
    return {name: getattr(control, name) for name in shown}


def _transform(axes: Axes) -> list[float]:
    """Return a, b, c, d: a point x, y is drawn at ax + b, cy + d."""
    if axes.get_xscale() != "linear" or axes.get_yscale() != "linear":
        raise ValueError("what moves stands in axes with linear scales")
    size = axes.get_figure().get_size_inches() * _POINTS_PER_INCH  # type: ignore[union-attr]
    place = axes.get_position()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    x = place.width * size[0] / (right - left)
    y = place.height * size[1] / (top - bottom)
    across, down = place.x0 * size[0] - x * left, (1 - place.y0) * size[1] + y * bottom
    return [round(float(number), 4) for number in (x, across, -y, down)]


def _quoted(text: str) -> str:
    # No text ends a script, or a line of it.
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\u003c")
    if "\n" in text:
        raise ValueError("a text that moves stands on one line")
    return f'"{plain}"'
