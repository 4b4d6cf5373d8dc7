"""The care of the snippets: the same value, computed so that float64 keeps its digits.

A formula says log(1 − p) and 1 / (1 + exp(−z)); a computer that takes it at its word loses digits
where 1 − p is rounded, and all of them where exp overflows. Here each operation is looked at once,
after its arguments, and computed in another way where there is a better one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .expressions import (
    Operation,
    Part,
    is_known,
    negative,
    operation,
    operations_in,
    terms_of,
    total,
)

Rule = Callable[[Operation], Part | None]
"""Returns a better way to compute an operation, or None where it is good as it stands."""


def careful(part: Part) -> Part:
    """Return what computes the same with care."""
    better: dict[Operation, Part] = {}
    for one in operations_in(part):
        better[one] = _better(_again(one, [_after(arg, better) for arg in one.args]))
    return _after(part, better)


def _after(part: Part, better: dict[Operation, Part]) -> Part:
    return better[part] if isinstance(part, Operation) else part


def _again(one: Operation, args: Sequence[Part]) -> Operation:
    return operation(one.name, *args)


def _better(one: Operation) -> Part:
    for rule in RULES.get(one.name, ()):
        found = rule(one)
        if found is not None:
            return found
    return one


def _arg(part: Part, name: str) -> Part | None:
    """Return the argument of an operation of one argument, if it has this name."""
    is_it = isinstance(part, Operation) and part.name == name
    return part.args[0] if is_it else None  # type: ignore[union-attr]


def _pair(part: Part, name: str) -> tuple[Part, Part] | None:
    is_it = isinstance(part, Operation) and part.name == name
    return (part.args[0], part.args[1]) if is_it else None  # type: ignore[union-attr]


# Sums of exponentials: 1 is exp 0.


def exponents(part: Part) -> tuple[Part, ...] | None:
    """Return the exponents of a sum of exponentials, at least one of which is no number."""
    terms = terms_of(part)
    found = [exponent for term in terms if (exponent := _exponent(term)) is not None]
    return None if len(found) < len(terms) or all(map(is_known, found)) else tuple(found)


def _exponent(term: Part) -> Part | None:
    if term == 1:
        return 0
    return _arg(term, "exp")


def share(over: Part, under: Sequence[Part]) -> Operation:
    """Return exp a / Σ exp b, which neither overflows nor loses digits."""
    return operation("share", *(total(b, negative(a)) for b in under for a in [over]))


def _quotient_of_exponentials(one: Operation) -> Part | None:
    over, under = one.args
    exponent, below = _exponent(over), exponents(under)
    if exponent is None or below is None:
        return None
    return share(exponent, below)


# Logarithms.


def log(part: Part) -> Part:
    """Return the careful logarithm."""
    return _better(operation("log", part))


def _log_of_exponentials(one: Operation) -> Part | None:
    below = exponents(one.args[0])
    if below is None:
        return None
    return below[0] if len(below) == 1 else operation("logsumexp", *below)


def _log_of_a_share(one: Operation) -> Part | None:
    found = one.args[0]
    if not (isinstance(found, Operation) and found.name == "share"):
        return None
    return negative(operation("logsumexp", *found.args))


def _log_of_a_quotient(one: Operation) -> Part | None:
    if (pair := _pair(one.args[0], "quotient")) is None:
        return None
    over, under = pair
    if over == 1:
        return negative(log(under))
    if exponents(over) or exponents(under) or _is_share(over) or _is_share(under):
        return total(log(over), negative(log(under)))
    return operation("logratio", over, under)


def _log_of_powers(one: Operation) -> Part | None:
    """Return log(a^b · …) as b log a + …: the power may be rounded to 1, or be 0."""
    factors = list(_factors(one.args[0]))
    powers = [_pair(factor, "power") for factor in factors]
    if not any(powers):
        return None
    logs: Part = 0
    for factor, pair in zip(factors, powers, strict=True):
        term = log(factor) if pair is None else _better(operation("product", pair[1], log(pair[0])))
        logs = total(logs, term)
    return logs


def _factors(part: Part) -> Iterator[Part]:
    if isinstance(part, Operation) and part.name == "product":
        for arg in part.args:
            yield from _factors(arg)
    else:
        yield part


def _log_of_a_choice(one: Operation) -> Part | None:
    found = one.args[0]
    if not (isinstance(found, Operation) and found.name == "choice"):
        return None
    condition, then, otherwise = found.args
    return operation("choice", condition, log(then), log(otherwise))


def _is_share(part: Part) -> bool:
    return isinstance(part, Operation) and part.name == "share"


def _log_beside_one(one: Operation) -> Part | None:
    """Return log(1 + x) or log(1 − x) without rounding the 1."""
    terms = list(terms_of(one.args[0]))
    if (inner := _arg(one.args[0], "negative")) is not None:
        expm1 = _arg(inner, "expm1")
        return operation("log1mexp", expm1) if expm1 is not None else None
    if len(terms) < 2 or 1 not in terms:
        return None
    terms.remove(1)
    rest: Part = 0
    for term in terms:
        rest = total(rest, term)
    return operation("log1p", rest)


# Differences from 1.


def _beside_one(one: Operation) -> Part | None:
    if len(one.args) != 2 or not any(abs(term) == 1 for term in one.args if is_known(term)):  # type: ignore[arg-type]
        return None
    known, other = sorted(one.args, key=lambda term: not is_known(term))
    sign = 1 if known == 1 else -1
    without = negative(other) if sign == 1 else other
    found = _one_minus(without)
    if found is None:
        return None
    return found if sign == 1 else negative(found)


def _one_minus(part: Part) -> Part | None:
    if (exponent := _arg(part, "exp")) is not None:
        return negative(operation("expm1", exponent))
    if _is_share(part):
        assert isinstance(part, Operation)
        return _rest_of(part)
    if isinstance(part, Operation) and part.name == "choice":
        condition, then, otherwise = part.args
        return operation("choice", condition, one_minus(then), one_minus(otherwise))
    terms = list(terms_of(part))
    if len(terms) == 2 and 1 in terms:
        terms.remove(1)
        return _arg(terms[0], "negative")
    if (square := _pair(part, "power")) is not None and square[1] == 2:
        return operation("product", total(1, negative(square[0])), total(1, square[0]))
    return None


def one_minus(part: Part) -> Part:
    """Return the careful 1 − x."""
    found = None if is_known(part) else _one_minus(part)
    return total(1, negative(part)) if found is None else found


def _rest_of(one: Operation) -> Part | None:
    """Return 1 − share, which is the share of the others."""
    others = [arg for arg in one.args if arg != 0]
    if len(others) != len(one.args) - 1:
        return None
    if len(others) == 1:
        return operation("share", 0, negative(others[0]))
    return operation("share", 0, negative(operation("logsumexp", *others)))


def _share_less_label(one: Operation) -> Part | None:
    """Return p − y from the share of the others where p is close to 1."""
    if len(one.args) != 2 or not _is_share(one.args[0]):
        return None
    label = _arg(one.args[1], "negative")
    rest = _one_minus(one.args[0])
    if label is None or rest is None:
        return None
    return operation("less", one.args[0], rest, label)


# Angles.


def _of_an_angle(one: Operation) -> Part | None:
    """Return sin(arccos c + m) by the addition theorem: θ is rounded, where c is near −1."""
    terms = terms_of(one.args[0])
    cosine = _arg(terms[0], "arccos")
    if cosine is None or len(terms) != 2:
        return None
    sine = operation("sqrt", operation("product", total(1, negative(cosine)), total(1, cosine)))
    cos, sin = operation("cos", terms[1]), operation("sin", terms[1])
    return total(operation("product", sine, cos), operation("product", cosine, sin))


# Products in which a logarithm may be infinite and a weight 0.


def _product_with_zero(one: Operation) -> Part | None:
    left, right = one.args
    if is_known(left) or is_known(right):
        return None
    if may_be_infinite(left) or may_be_infinite(right):
        return operation("times", left, right)
    return None


_LOGARITHMS = frozenset(["log", "log1p", "logratio", "log1mexp"])


def may_be_infinite(part: Part) -> bool:
    """Tell whether the logarithm of 0 may be in a number."""
    if not isinstance(part, Operation):
        return False
    if part.name in _LOGARITHMS:
        return not all(map(is_known, part.args))
    passed_on = ("sum", "negative", "product", "times", "quotient", "max", "min")
    return part.name in passed_on and any(map(may_be_infinite, part.args))


RULES: dict[str, tuple[Rule, ...]] = {
    "quotient": (_quotient_of_exponentials,),
    "log": (
        *(_log_of_exponentials, _log_of_a_share, _log_of_a_quotient, _log_of_powers),
        *(_log_of_a_choice, _log_beside_one),
    ),
    "sum": (_beside_one, _share_less_label),
    "sin": (_of_an_angle,),
    "product": (_product_with_zero,),
}
"""The better ways to compute each operation; the first that fits is taken."""
