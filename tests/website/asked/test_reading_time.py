"""How many words of a page are read."""

import pytest

from scripts.website.asked.reading_time import WORDS_A_MINUTE, WORDS_OF_A_FORMULA, minutes, words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Two words.", 2),
        ("---\ndescription: not read\n---\n# One {#one}\n", 1),
        ("<!-- not\nread -->\nread", 1),
        ("```python\nnot = read\n```\nread", 1),
        ("/// details | Solution\nnot read\n///\nread", 1),
        ("//// details | Outer\n/// details | Inner\nnot\n///\nread\n////\nread", 1),
        ("/// figure | a.b\n    alt: not read\n\nread here\n///", 2),
        ("It is `= a.b(1, 2) | .3f nats` each.", 4),
        ("With $a + b$ it [links here](a/b.md#c).", 5),
        ("Question\n{ .question }", 1),
        ("can't half-way", 2),
        ("$$\na = b\n$$", WORDS_OF_A_FORMULA),
    ],
)
def test_words_that_are_read(text: str, number: int) -> None:
    assert words(text) == number


def test_minutes_are_rounded_up() -> None:
    assert minutes("") == 1
    assert minutes("word " * WORDS_A_MINUTE) == 1
    assert minutes("word " * (WORDS_A_MINUTE + 1)) == 2
