"""Calls in tables break where a reader would break them, and not within a word."""

import re

_CALL = re.compile(r"(?P<cell><t[dh]\b[^>]*><code\b[^>]*>)(?P<call>[^<]*)(?=</code>)")
_MAY_BREAK = re.compile(r"(?<=[_.(,])(?=[^\s_.(,)])")
_NAME = re.compile(r"[A-Za-z]+")
_PART = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def with_call_breaks(html: str) -> str:
    """Return HTML in which code that begins a cell of a table may go on after ``_ . ( ,``.

    The name of an error, which has none of these, may go on before each of its words.
    """
    return _CALL.sub(lambda found: found["cell"] + _breakable(found["call"]), html)


def _breakable(call: str) -> str:
    return (_PART if _NAME.fullmatch(call) else _MAY_BREAK).sub("<wbr>", call)
