"""Figures of the page on the mean squared error."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from snippets.careful.logistic import logit, sigmoid
from snippets.careful.regression import (
    gaussian_negative_log_likelihood,
    gaussian_pdf,
    mean_squared_error,
    mean_squared_error_gradient,
)
from snippets.figures.style import BLUE, INK, MUTED, ORANGE, RED, new_figure
from snippets.tables.mean_squared_error import DAYS, FORECASTS, TEMPERATURES


def squares() -> Figure:
    """Draw every error of the week as a square: the mean squared error is their mean area."""
    spacing = 3.6  # in degrees, so that a side of 1 °C is as long across as it is up
    figure = new_figure(height=3.2)
    axes = figure.subplots()
    for day, (measured, said) in enumerate(zip(TEMPERATURES, FORECASTS, strict=True)):
        left, side = day * spacing, abs(measured - said)
        corner = (left, min(measured, said))
        axes.add_patch(Rectangle(corner, side, side, fc=RED, alpha=0.15, lw=0))
        axes.add_patch(Rectangle(corner, side, side, fc="none", ec=RED, lw=1.2))
        axes.plot([left], [said], "_", color=RED, ms=16, mew=3)
        axes.plot([left], [measured], "o", color=BLUE, ms=7)
        area = mean_squared_error(measured, said)
        axes.text(
            left + side / 2 if side > 1.5 else left + side + 0.25,
            (measured + said) / 2 if side else measured + 0.6,
            f"{area:g}",
            color=INK,
            ha="center" if side > 1.5 else "left",
            va="center",
            weight="bold",
        )
    axes.text(4 * spacing - 0.5, 15.0, "measured", color=BLUE, ha="right", va="center")
    axes.text(4 * spacing - 0.7, 18.0, "forecast", color=RED, ha="right", va="center")
    mean = float(mean_squared_error(TEMPERATURES, FORECASTS))
    axes.add_patch(
        Rectangle(
            (2.4, 14.6), mean**0.5, mean**0.5, fc="none", ec=INK, ls="--", lw=1.8, label="mean"
        )
    )
    axes.text(
        4.5, 14.6 + mean**0.5 / 2, f"mean: {mean:g} °C²", color=INK, va="center", weight="bold"
    )
    axes.set_xticks([day * spacing for day in range(len(DAYS))], DAYS)
    axes.set(xlim=(-1.2, 18), ylim=(14, 25.2), aspect="equal", ylabel="temperature (°C)")
    axes.grid(visible=False, axis="x")
    return figure


def friday(forecast: float) -> float:
    """Return the mean squared error of the week had Friday's forecast been another."""
    return float(mean_squared_error(TEMPERATURES, [*FORECASTS[:-1], forecast]))


def friday_slope(forecast: float) -> float:
    """Return the derivative of ``friday``, in °C² per °C."""
    return float(mean_squared_error_gradient(TEMPERATURES, [*FORECASTS[:-1], forecast])[-1])


def one_prediction() -> Figure:
    """Draw the mean squared error over a single prediction: a parabola and two tangents."""
    forecasts = np.linspace(9, 21, 121)
    figure = new_figure(height=3.4)
    axes = figure.subplots()
    axes.plot(forecasts, [friday(forecast) for forecast in forecasts], ORANGE, label="mse")
    for forecast, reach, offset, align in ((18, 1.5, (8, -12), "left"), (11, 1.5, (10, 2), "left")):
        height, slope = friday(forecast), friday_slope(forecast)
        ends = np.array([forecast - reach, forecast + reach])
        axes.plot(ends, height + slope * (ends - forecast), INK, lw=1.5, ls="--", label="tangent")
        axes.plot([forecast], [height], "o", color=INK, ms=6)
        axes.annotate(
            f"slope {slope:+.1f}".replace("-", "−"),
            (forecast, height),
            offset,
            textcoords="offset points",
            color=INK,
            ha=align,
        )
    axes.plot([15], [friday(15)], "o", color=INK, ms=7, label="lowest")
    axes.annotate(
        "slope 0 at the truth",
        (15, friday(15)),
        (0, -17),
        textcoords="offset points",
        color=INK,
        ha="center",
        weight="bold",
    )
    axes.set(xlabel="Friday's forecast (°C); Friday's truth is 15", ylabel="MSE (°C²)", ylim=(0, 9))
    return figure


def gaussian_loss() -> Figure:
    """Draw the Gaussian density of a measurement and, below, minus its logarithm: a parabola."""
    mean, sd = 18.0, 2.0
    measured = np.linspace(mean - 6.4, mean + 6.4, 161)
    means, sds = np.full_like(measured, mean), np.full_like(measured, sd)
    figure = new_figure(height=4.6)
    top, bottom = figure.subplots(2, 1, sharex=True)
    top.fill_between(measured, gaussian_pdf(measured, means, sds), color=BLUE, alpha=0.12, lw=0)
    top.plot(measured, gaussian_pdf(measured, means, sds), BLUE, label="density")
    top.set(title="Density: how plausible a measurement is", ylabel="per °C", ylim=(0, 0.24))
    bottom.plot(
        measured,
        [float(gaussian_negative_log_likelihood(y, mean, sd)) for y in measured],
        ORANGE,
        label="minus log density",
    )
    bottom.set(
        title="Minus its logarithm: the squared error",
        ylabel="nats",
        ylim=(0, 7.2),
        xlim=(11.4, 25.6),
    )
    bottom.set_xlabel("measured temperature (°C); the forecast is 18")
    floor = float(gaussian_negative_log_likelihood(mean, mean, sd))
    bottom.axhline(floor, color=MUTED, lw=1, ls=":")
    for off in (1, 2, 3):
        here = mean + off * sd
        cost = float(gaussian_negative_log_likelihood(here, mean, sd))
        bottom.plot([here, here], [floor, cost], INK, lw=1.5, label="cost")
        top.plot([here], [float(gaussian_pdf(here, mean, sd))], "o", color=INK, ms=5)
        bottom.plot([here], [cost], "o", color=INK, ms=5)
        bottom.annotate(
            f"+{cost - floor:g}",
            (here, (cost + floor) / 2),
            (5, 0),
            textcoords="offset points",
            color=INK,
            va="center",
        )
    return figure


def after_a_sigmoid() -> Figure:
    """Draw the squared error of a probability over the score that a sigmoid turns into it."""
    score = np.linspace(-7, 5, 161)
    turn = float(logit(1 / 3))
    figure = new_figure(height=3.4)
    axes = figure.subplots()
    axes.axvspan(-7, turn, color=MUTED, alpha=0.1, lw=0)
    axes.plot(score, [squared_miss(z) for z in score], ORANGE, label="squared error")
    axes.plot([turn], [squared_miss(turn)], "o", color=RED, ms=7, label="inflection")
    axes.annotate(
        "$ŷ = 1/3$: the curve\nturns from one bend\nto the other",
        (turn, squared_miss(turn)),
        (12, 6),
        textcoords="offset points",
        color=RED,
    )
    axes.text(-6.85, 0.62, "plateau: quite wrong,\nyet almost no slope", color=INK)
    axes.text(-6.85, 0.05, "not convex", color=MUTED)
    axes.text(4.9, 0.05, "convex", color=MUTED, ha="right")
    axes.set(
        xlabel="score $z$ of a sample with $y = 1$",
        ylabel="$(1 − ŷ)^2$",
        xlim=(-7, 5),
        ylim=(0, 1.1),
    )
    return figure


def squared_miss(score: float) -> float:
    """Return the squared error of the probability σ(score) for a sample with label 1."""
    return float(mean_squared_error(1.0, sigmoid(score)))
