"""The figures of the home page: what a forecast costs, and the whole subject in one picture."""

from functools import cache
from math import e, log
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from snippets.careful.information import self_information
from snippets.figures.areas import (
    Moving,
    columns_of,
    draw_columns,
    draw_sums,
    moving_columns,
    moving_sums,
)
from snippets.figures.live import (
    Control,
    Formula,
    Label,
    Live,
    Mark,
    Quantity,
    Shown,
    Text,
    formula,
    total,
    write,
)
from snippets.figures.style import BLUE, RED, new_figure
from snippets.tables.cross_entropy import RAIN

WEATHER = ("sun", "cloud", "rain", "snow")
HAPPENS = (1 / 2, 1 / 4, 1 / 8, 1 / 8)
FORECAST = (1 / 8, 1 / 8, 1 / 4, 1 / 2)
FRACTIONS = {1: "1", 1 / 2: "½", 1 / 4: "¼", 1 / 8: "⅛"}

TOP = 4.6
"""How high the columns of the four weathers are shown, in bits."""

LONGEST = 4.4
"""The longest cost of a day that the bars show, in bits."""

DEAREST = 4.7
"""The largest surprise that the forecast of rain can earn is shown, in nats."""

CHANCE = Control(
    name="q",
    words="forecast: rain with probability",
    low=0.01,
    high=0.99,
    step=0.01,
    start=0.8,
)
WEIGHTS = tuple(
    Control(
        name=name,
        words=f"weight of {name}",
        low=1,
        high=16,
        step=0.1,
        start=round(share * 16),
        decimals=1,
    )
    for name, share in zip(WEATHER, FORECAST, strict=True)
)


def price(q: float = 0.8) -> Live:
    """Draw what a forecast of rain costs on wet and on dry days, where 3 in 10 are wet, in nats."""
    truth, days = (RAIN, 1 - RAIN), ("wet", "dry")
    figure = new_figure(5.2, 3.3)
    axes = figure.add_subplot()
    columns = columns_of(truth, (q, 1 - q), base=e)
    draw_columns(axes, columns, DEAREST)
    for day, column, believed in zip(days, columns, (q, 1 - q), strict=True):
        middle = column.left + column.width / 2
        axes.text(middle, -0.15, f"{day} days: {column.width:.0%}", ha="center", va="top")
        words = _price_of(believed, column.felt)
        axes.text(middle, -0.6, words, ha="center", va="top", color=RED, gid=f"price-{day}")
    _finish(axes, DEAREST, "price in nats")
    return Live(
        figure=figure,
        controls=(CHANCE,),
        marks=_moving_price(truth, days),
        says=_price_in_words(truth),
        handles=tuple(column.handle(CHANCE, DEAREST) for column in _priced(truth)),
    )


def _price_of(believed: float, surprise: float) -> str:
    return rf"$−\log {write(believed)} = {write(surprise, 3)}$"


def _moving_price(truth: tuple[float, float], days: tuple[str, str]) -> tuple[Mark, ...]:
    believed = (CHANCE, 1 - CHANCE)
    marks: list[Mark] = []
    for at, (day, column, share) in enumerate(zip(days, _priced(truth), believed, strict=True)):
        words = (r"$−\log ", Shown(share), " = ", Shown(column.felt, 3), "$")
        middle = column.left + column.width / 2
        marks += column.marks(at, DEAREST)
        marks.append(Label(name=f"price-{day}", x=middle, y=-0.6, text=words))
    return tuple(marks)


def _priced(truth: tuple[float, float]) -> list[Moving]:
    best = self_information(np.asarray(truth)).tolist()
    return moving_columns(truth, best, (_charge(1), _charge(0)))


def _charge(rains: int) -> Formula:
    return formula("bce", y=rains, y_hat=CHANCE)


def _price_in_words(truth: tuple[float, float]) -> tuple[Text, ...]:
    given: dict[str, Any] = {"P": truth, "Q": (CHANCE, 1 - CHANCE), "sizes": {"n": 2}}
    mean, extra = formula("cross-entropy", **given), formula("kl", **given)
    return (
        ("If it rains, the forecast pays ", Shown(_charge(1), 3), " nats."),
        ("If it stays dry, it pays ", Shown(_charge(0), 3), " nats."),
        ("It rains on 3 days in 10: ", Shown(mean, 3), " a day."),
        ("A better forecast would save ", Shown(extra, 3), "."),
    )


def areas(sun: float = 2, cloud: float = 2, rain: float = 4, snow: float = 8) -> Live:
    """Draw H(P), KL and H(P,Q) of a weather and a bad forecast as areas, in bits.

    The forecast Q gives each weather its share of the weights.
    """
    weights = np.array([sun, cloud, rain, snow])
    columns = columns_of(HAPPENS, (weights / weights.sum()).tolist(), base=2)
    figure = new_figure(5.2, 4.9)
    upper, lower = figure.subplots(2, 1, height_ratios=[2.8, 1])
    draw_columns(upper, columns, TOP)
    for at, (name, column) in enumerate(zip(WEATHER, columns, strict=True)):
        middle = column.left + column.width / 2
        believed = float(weights[at] / weights.sum())
        upper.text(middle, -0.12, name, ha="center", va="top")
        words = FRACTIONS[column.width]
        upper.text(middle, -0.58, words, ha="center", va="top", color=BLUE)
        words = write(believed)
        upper.text(middle, -1.0, words, ha="center", va="top", color=RED, gid=f"belief-{at}")
    for letter, height, colour in (("P", -0.58, BLUE), ("Q", -1.0, RED)):
        upper.text(-0.03, height, f"${letter}$", ha="right", va="top", color=colour)
    upper.set_title("Width: how often. Height: how surprising.")
    _finish(upper, TOP, "surprise in bits")
    draw_sums(lower, columns, LONGEST)
    return Live(
        figure=figure,
        controls=WEIGHTS,
        marks=_moving_areas(),
        says=_areas_in_words(),
        handles=tuple(
            column.handle(weight, TOP) for weight, column in zip(WEIGHTS, _weighed(), strict=True)
        ),
    )


def _finish(axes: Axes, top: float, words: str) -> None:
    axes.set(xlim=(-0.005, 1.005), ylim=(0, top), ylabel=words, xticks=[])
    axes.spines["bottom"].set_visible(False)


@cache
def _believed() -> tuple[Quantity, ...]:
    everything = total(WEIGHTS)
    return tuple(weight / everything for weight in WEIGHTS)


@cache
def _weighed() -> list[Moving]:
    felt = [formula("bce", y=1, y_hat=share) / log(2) for share in _believed()]
    return moving_columns(HAPPENS, self_information(np.asarray(HAPPENS), base=2).tolist(), felt)


def _moving_areas() -> tuple[Mark, ...]:
    believed, columns = _believed(), _weighed()
    marks: list[Mark] = []
    for at, (column, share) in enumerate(zip(columns, believed, strict=True)):
        middle = column.left + column.width / 2
        marks += column.marks(at, TOP)
        marks.append(Label(name=f"belief-{at}", x=middle, y=-1.0, text=(Shown(share),)))
    return (*marks, *moving_sums(columns, _cross(), _divergence(), LONGEST))


def _cross() -> Quantity:
    return formula("cross-entropy", sizes={"n": 4}, P=HAPPENS, Q=_believed()) / log(2)


def _divergence() -> Quantity:
    return formula("kl", sizes={"n": 4}, P=HAPPENS, Q=_believed()) / log(2)


def _areas_in_words() -> tuple[Text, ...]:
    truth = float(np.dot(HAPPENS, self_information(np.asarray(HAPPENS), base=2)))
    return (
        ("This forecast costs ", Shown(_cross(), 3), " bits a day:"),
        (f"{write(truth, 3)} for the weather, ", Shown(_divergence(), 3), " for believing $Q$."),
    )
