"""The files of a small project: a module of one function, and its tests."""

MEANS = '''"""Means."""


def mean(values: list[float], base: float = 2.0) -> float:
    """Return the mean − in Greek, μ."""
    if len(values) < 1:
        raise ValueError(base)
    return sum(values) / len(values)
'''

TESTS = """import pytest

from snippets.means import mean
from tests.near import near


def test_mean() -> None:
    assert near(mean([1.0, 4.0]), 2.5)
    assert near(mean([3.0]), 3.0)
    with pytest.raises(ValueError):
        mean([])
"""

SETTINGS = """from hypothesis import settings

settings.register_profile("cross-entropy", derandomize=True, database=None, deadline=None)
settings.load_profile("cross-entropy")
"""
