"""What every snippet promises, as checks that each test module applies to its functions."""

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pytest

Snippet: TypeAlias = Callable[..., Any]


def close(expected: Any, rel: float = 1e-15, abs: float = 0.0) -> Any:
    """Compare within a relative tolerance; `pytest.approx` alone always allows 1e-12 as well."""
    return pytest.approx(expected, rel=rel, abs=abs)


def refuses(argument: str, got: str, want: str) -> Any:
    """Expect a ValueError that names the argument, what it got and what it wants."""
    return pytest.raises(
        ValueError, match=f"^{argument}: got .*{re.escape(got)}.*, want .*{re.escape(want)}"
    )


def assert_zero(values: Any) -> None:
    """Expect exactly 0.0 everywhere, and never −0.0."""
    assert np.all(np.equal(values, 0))
    assert not np.any(np.signbit(values))


def assert_float32_rounds_once(function: Snippet, *arguments: Any) -> None:
    """Expect float32 for float32 arrays, equal to the float64 result rounded at the end."""
    narrow = [np.asarray(a, np.float32) if isinstance(a, np.ndarray) else a for a in arguments]
    result = function(*narrow)
    with np.errstate(all="ignore"):
        before_rounding = np.asarray(inspect.unwrap(function)(*narrow))
        assert before_rounding.dtype == np.float64
        assert result.dtype == np.float32
        np.testing.assert_array_equal(result, before_rounding.astype(np.float32))


def assert_scalar(value: Any) -> None:
    """Expect a single number to come back as np.float64, not as an array without axes."""
    assert type(value) is np.float64


def assert_leaves_arguments_alone(function: Snippet, *arguments: Any) -> None:
    """Expect that the function writes into none of its arguments."""
    copies = [np.copy(a) for a in arguments]
    for argument in arguments:
        argument.flags.writeable = False
    function(*arguments)
    for argument, copy in zip(arguments, copies, strict=True):
        np.testing.assert_array_equal(argument, copy)
