"""Decides whether an expression is zero, by steps that are valid for every value in its domain.

An expression becomes a quotient of polynomials in its symbols and in *generators*: the
exponentials, logarithms and other functions in it. Rules are used only where they hold: a logarithm
is split at factors that are positive for all values, a power is an exponential only over a positive
base. The generators are then treated as if nothing were known about them, so that a numerator that
vanishes does so for good. What is not zero in this form may still be zero: then nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

LARGEST = 4000
"""How many operations an expression may have: larger ones are left alone."""

EFFORT = 20_000
"""How many operations all expressions of a proof may have: the same on every machine."""

Expr = Any
"""A SymPy expression."""


class NotProved(Exception):  # noqa: N818 - no error: most likely the step is simply too hard
    """A proof does not get further; the message says where."""


class NormalForm:
    """Rewrites expressions in generators that it keeps for all of them."""

    def __init__(self) -> None:
        self.generators: dict[tuple[Any, ...], Expr] = {}
        self.exponent_of: dict[Expr, Expr] = {}
        self.argument_of: dict[Expr, Expr] = {}
        self.known: dict[Expr, Expr] = {}
        self.effort = 0

    def is_zero(self, expression: Expr) -> bool:
        """Tell whether an expression is surely zero."""
        return self._vanishes(self.of(expression))

    def are_equal(self, left: Expr, right: Expr) -> bool:
        """Tell whether two expressions are surely equal; positive ones also by their logarithms."""
        if left == right or self.is_zero(left - right):
            return True
        if not (self.sign(left) == 1 and self.sign(right) == 1):
            return False
        return self._vanishes(self.log_of(left) - self.log_of(right))

    def _vanishes(self, form: Expr) -> bool:
        numerator, denominator = sp.fraction(sp.together(form))
        self._refuse_large(numerator)
        return bool(sp.expand(numerator) == 0 and sp.expand(denominator) != 0)

    def sign(self, expression: Expr) -> int | None:
        """Return 1, 0 or −1 where the sign is the same for all values, otherwise None."""
        form = sp.factor(self.of(expression))
        if form.is_zero:
            return 0
        return 1 if form.is_positive else -1 if form.is_negative else None

    def is_at_least_zero(self, expression: Expr) -> bool:
        """Tell whether no value is negative."""
        return bool(sp.factor(self.of(expression)).is_nonnegative)

    def of(self, expression: Expr) -> Expr:
        """Return an expression as sums, products and whole powers of symbols and generators.

        Raises:
            NotProved: it is too large, infinite, or holds what no rule is known for.
        """
        if expression not in self.known:
            self.known[expression] = self._of(expression)
        return self.known[expression]

    def _of(self, e: Expr) -> Expr:
        if e.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            raise NotProved("something infinite")
        if e.is_Rational or e.is_Symbol:
            return e
        if e is sp.pi:
            return self._generator(("pi",), positive=True)
        if e is sp.E:
            return self.exp_of(sp.Integer(1))
        if e.is_Add or e.is_Mul:
            return e.func(*[self.of(part) for part in e.args])
        if isinstance(e, sp.exp):
            return self.exp_of(self.of(e.args[0]))
        if e.is_Pow:
            return self._power(*e.args)
        if isinstance(e, sp.log):
            return self.log_of(e.args[0])
        if isinstance(e, sp.cos | sp.sin | sp.acos | sp.asin | sp.atan | sp.tanh):
            inner = sp.cancel(self.of(e.args[0]))
            return self._generator((e.func.__name__, inner), real=True)
        raise NotProved(f"no rule for {type(e).__name__}")

    def _power(self, base: Expr, exponent: Expr) -> Expr:
        if exponent.is_Integer:
            return self.of(base) ** exponent
        if self.sign(base) != 1:
            raise NotProved("a power of what may not be positive")
        return self.exp_of(self.of(exponent) * self.log_of(base))

    def exp_of(self, form: Expr) -> Expr:
        """Return the exponential of a form: a product with a factor for each term."""
        self._refuse_large(form)
        numerator, denominator = sp.fraction(sp.cancel(form))
        product = sp.Integer(1)
        for term in sp.Add.make_args(sp.expand(numerator)):
            if term == 0:
                continue
            count, rest = (term / denominator).as_coeff_Mul()
            if rest in self.argument_of and count.is_Integer:
                product *= self.argument_of[rest] ** count
            elif count.is_Rational:
                product *= self._exponential(rest, count.q) ** count.p
            else:
                product *= self._exponential(count * rest, 1)
        return product

    def _exponential(self, exponent: Expr, part: int) -> Expr:
        generator = self._generator(("exp", exponent, part), positive=True)
        self.exponent_of[generator] = exponent / part
        return generator

    def log_of(self, argument: Expr) -> Expr:
        """Return the logarithm of an expression, split at the factors that are positive."""
        form = self.of(argument)
        self._refuse_large(form)
        over, under = sp.fraction(sp.cancel(form))
        total, rest = sp.Integer(0), sp.Integer(1)
        for factor, count in (*_factors(over, 1), *_factors(under, -1)):
            if factor.is_Rational:
                total += self._log_of_number(abs(factor), count)
                rest *= sp.sign(factor)
            elif factor.is_positive:
                total += count * self._log_of_factor(factor)
            elif (-factor).is_positive:
                total += count * self._log_of_factor(-factor)
                rest *= sp.Integer(-1) ** count
            else:
                rest *= factor**count
        rest = sp.cancel(rest)
        if rest == 1:
            return total
        if rest.is_nonpositive:
            raise NotProved("the logarithm of a negative number")
        return total + self._generator(("log", rest), real=True)

    def _log_of_number(self, number: Expr, count: int) -> Expr:
        if number == 0:
            raise NotProved("log 0")
        found = {**sp.factorint(number.p), **{p: -k for p, k in sp.factorint(number.q).items()}}
        primes = [(p, k) for p, k in found.items() if p != 1]
        return sum(
            (count * k * self._log_of_factor(sp.Integer(p)) for p, k in primes), sp.Integer(0)
        )

    def _log_of_factor(self, factor: Expr) -> Expr:
        if factor in self.exponent_of:
            return self.exponent_of[factor]
        # Logarithms of whole numbers above 1 are positive: their quotients and powers are defined.
        generator = self._generator(("log", factor), **_sign_of_log(factor))
        self.argument_of[generator] = factor
        return generator

    def _generator(self, key: tuple[Any, ...], **assumptions: bool) -> Expr:
        if key not in self.generators:
            self.generators[key] = sp.Symbol(f"g{len(self.generators)}", **assumptions)
        return self.generators[key]

    def _refuse_large(self, form: Expr) -> None:
        operations = int(sp.count_ops(form))
        self.effort += operations
        if operations > LARGEST or self.effort > EFFORT:
            raise NotProved("too large")


def _sign_of_log(factor: Expr) -> dict[str, bool]:
    return {"positive": True} if factor.is_Integer and factor > 1 else {"real": True}


def _factors(polynomial: Expr, sign: int) -> Iterator[tuple[Expr, int]]:
    if polynomial.is_Rational:
        yield polynomial, sign
        return
    number, factors = sp.factor_list(polynomial)
    yield number, sign
    for factor, count in factors:
        yield factor, sign * count


__all__ = ["Expr", "NormalForm", "NotProved"]
