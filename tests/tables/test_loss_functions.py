"""The table of two announcements against arithmetic by hand."""

import numpy as np
import pytest

from snippets.tables import loss_functions as tables


def test_two_announcements() -> None:
    table = tables.two_announcements(25, 28)
    assert table.rows == [
        ["21", 4, 16, 7, 49],
        ["24", 1, 1, 4, 16],
        ["25", 0, 0, 3, 9],
        ["27", 2, 4, 1, 1],
        ["43", 18, 324, 15, 225],
        ["**mean**", 5, 69, 6, 60],
    ]


def test_each_announcement_wins_under_its_own_loss() -> None:
    *_, (_, absolute_25, squared_25, absolute_28, squared_28) = tables.two_announcements().rows
    assert float(absolute_25) < float(absolute_28)
    assert float(squared_28) < float(squared_25)


def test_headers_name_the_announcement_and_the_unit() -> None:
    headers = [column.header for column in tables.two_announcements(20, 30).columns]
    squared = "Squared (min²)"
    assert headers[1:] == ["Miss of 20 (min)", squared, "Miss of 30 (min)", squared]


@pytest.mark.parametrize("announced", [17.5, 25, 40])
def test_risks_are_means_of_the_losses(announced: float) -> None:
    misses = np.array([21, 24, 25, 27, 43]) - announced
    assert tables.absolute_risk(announced) == pytest.approx(np.abs(misses).mean())
    assert tables.squared_risk(announced) == pytest.approx((misses**2).mean())
