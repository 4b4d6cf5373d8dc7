"""What was made last of a thing is there again, as long as it is made of the same."""

import pytest

from scripts.common.latest import latest


def test_what_is_made_of_the_same_is_made_once() -> None:
    first = latest(("a thing", 1), ["text"], lambda: [1])
    assert latest(("a thing", 1), ["text"], lambda: [2]) is first
    assert latest(("a thing", 1), ["other text"], lambda: [3]) == [3]
    assert latest(("a thing", 1), ["text"], lambda: [4]) == [4]


def test_things_do_not_know_of_each_other() -> None:
    assert latest("one", "text", lambda: 1) == 1
    assert latest("another", "text", lambda: 2) == 2
    assert latest("one", "text", lambda: 3) == 1


def test_what_failed_is_tried_again() -> None:
    with pytest.raises(ZeroDivisionError):
        latest("a quotient", "text", lambda: 1 / 0)
    assert latest("a quotient", "text", lambda: 1 / 2) == 0.5
