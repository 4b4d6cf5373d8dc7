"""The measurement of moving figures: that it leads what moves, and tells when a goal is missed."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from scripts.website.bench.figures import (
    MARK,
    Moving,
    Updates,
    failures,
    moving_figures,
    table,
    update_times,
    updates_of,
)
from tests.browser.test_live import FIGURES
from tests.built.copies import Built

HERE = Moving("page.html", "fig-one", ("fig-one-z",))


def mark(at: int, thread: int = 1) -> dict[str, Any]:
    place = {"pid": 1, "tid": thread, "ph": "I", "ts": at}
    return {"name": "TimeStamp", "args": {"data": {"message": MARK}}, **place}


def task(at: int, long: int, thread: int = 1) -> dict[str, Any]:
    return {"name": "RunTask", "ph": "X", "pid": 1, "tid": thread, "ts": at, "dur": long}


def test_all_moving_figures_are_found(built: Built) -> None:
    found = {(figure.page, figure.id) for figure in moving_figures(built.site)}
    assert found == {(f"{figure.page}.html", figure.id) for figure in FIGURES}
    assert all(figure.controls for figure in moving_figures(built.site))


def test_an_update_is_measured_for_each_step(chrome: Browser, home: str, built: Built) -> None:
    figure = next(moving_figures(built.site))
    updates = updates_of(chrome, home, figure, 5, 1)
    assert len(updates.each) == 10 * len(figure.controls)
    assert updates.median > 0


def test_an_update_is_what_its_thread_does_until_the_next() -> None:
    events = [
        *(mark(0), task(0, 3000), task(2000, 500, thread=2), task(9000, 2000)),
        *(mark(10_000), mark(20_000), task(19_000, 4000)),
    ]
    assert update_times(events) == pytest.approx([4, 2])


def test_what_a_task_waits_for_does_not_count() -> None:
    waits = task(9000, 2000) | {"tdur": 500}
    assert update_times([mark(0), waits, mark(10_000)]) == pytest.approx([0.25])


def test_a_trace_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="traced no step"):
        update_times([task(0, 100)])


def test_a_missed_goal_is_told() -> None:
    quick, slow = Updates((5.0, 6.0, 30.0)), Updates((5.0, 18.0, 19.0))
    assert failures({HERE: quick}) == []
    assert failures({HERE: slow}) == ["fig-one: half of the updates take 18.0 ms or more"]
    _, _, line = table({HERE: slow}, 4).splitlines()
    assert line.split() == ["page#one", "18.0", "18.9", "3"]
