"""Calls break where a reader would break them, and neither within a word nor within a number."""

import re

_CALL = re.compile(
    r"(?P<cell><t[dh]\b[^>]*>)?(?<!<pre>)(?<!<span></span>)<code\b[^>]*>(?P<call>[^<]*)(?=</code>)"
)
_LONG = 18
"""So many signs of code do not move to the next line as a whole."""
_MAY_BREAK = re.compile(r"(?<=[_.(,])(?<!\d\.)(?=[^\s_.(,)])")
_NAME = re.compile(r"^[A-Za-z]+$|[A-Za-z]{20,}")
_PART = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_MINUS = re.compile(r"(?<![\w)\]-])-[A-Za-z]\w*")
_CELL = re.compile(r"(?P<before><td\b[^>]*>)(?P<content>[^<]*\de-\d[^<]*)(?=</td>)")
_WHOLE = r'<span class="unbroken">\g<0></span>'
_TINY = re.compile(r"-?\d[\d.]*e-\d+")


def with_call_breaks(html: str) -> str:
    """Return HTML in which calls may go on after ``_ . ( ,``, and tiny numbers stay whole.

    Calls are code that begins a cell of a table, and long code in a line of text. A long name
    without these signs, and the name of an error, may go on before each of its words. Browsers
    break ``1e-18`` and ``-np`` behind their signs; here they do not.
    """
    return _CELL.sub(_with_whole_numbers, _CALL.sub(_with_breaks, html))


def _with_breaks(found: re.Match[str]) -> str:
    call = found["call"]
    if not found["cell"] and len(call) < _LONG:
        return found[0]
    words = _NAME.sub(lambda name: _PART.sub("<wbr>", name[0]), call)
    broken = _MINUS.sub(_WHOLE, _MAY_BREAK.sub("<wbr>", words))
    return found[0].removesuffix(call) + broken


def _with_whole_numbers(found: re.Match[str]) -> str:
    return found["before"] + _TINY.sub(_WHOLE, found["content"])
