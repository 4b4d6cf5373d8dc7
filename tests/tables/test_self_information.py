"""The table of messages: probabilities as they are read, surprises against NumPy's logarithms."""

from fractions import Fraction

import numpy as np
import pytest

from snippets.tables import self_information as tables
from snippets.tables.self_information import readable


def test_units_are_the_three_logarithms() -> None:
    for (_, p), row in zip(tables.EVENTS, tables.events().rows, strict=True):
        bits, nats, hartleys = map(float, row[2:])
        assert bits == pytest.approx(-np.log2(float(p)), abs=1e-15)
        assert nats == pytest.approx(-np.log(float(p)), abs=1e-15)
        assert hartleys == pytest.approx(-np.log10(float(p)), abs=1e-15)


def test_messages_come_in_order_of_surprise() -> None:
    bits = [float(row[2]) for row in tables.events().rows]
    assert bits == sorted(bits)
    assert bits[0] == 0
    assert 1 in bits
    assert 3 in bits


def test_lottery_has_as_many_tickets_as_choices() -> None:
    assert tables.LOTTERY_TICKETS == 13_983_816
    assert tables.events().rows[-1][1] == "1/13,983,816"


def test_probabilities_are_written_as_people_do() -> None:
    assert readable(Fraction(1)) == "1"
    assert readable(Fraction(3, 10)) == "0.3"
    assert readable(Fraction(1, 8)) == "1/8"


def test_each_answer_leaves_half_of_the_boxes_and_the_key() -> None:
    rows = tables.halving().rows
    boxes = [list(map(int, str(row[1]).split(", "))) for row in rows]
    assert [len(left) for left in boxes] == [8, 4, 2, 1]
    assert all(6 in left for left in boxes)
    assert [row[2] for row in rows] == [0, 1, 2, 3]


def test_a_tenth_is_one_hartley() -> None:
    for k, row in enumerate(tables.rulers().rows):
        assert row[1:] == pytest.approx([k * np.log2(10), k * np.log(10), k])
    assert [row[0] for row in tables.rulers().rows] == ["1", "1/10", "1/100", "1/1,000"]
