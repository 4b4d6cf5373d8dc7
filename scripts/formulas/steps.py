"""Tries one relation between two sides: at many points, and where it might be weakest."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from mpmath import mp, mpf

from scripts.formulas.bindings import dotted_name, expression, functions_in, names_in
from scripts.formulas.diagnosis import diagnosis, exchanged, wrong_term
from scripts.formulas.domains import (
    DomainError,
    World,
    assumption_of,
    draw,
    nearby,
    relaxed,
)
from scripts.formulas.evaluation import Evaluator, LocalDefinition, Notes
from scripts.formulas.evidence import StepEvidence, readable
from scripts.formulas.kinds import needed_names
from scripts.formulas.messages import DoubtError, at_sample, shown
from scripts.formulas.notation import Index, Outcomes, Pmf, Scope, Size, Variable
from scripts.formulas.tokens import FormulaError, Span
from scripts.formulas.tree import Arg, Deriv, Grad, Lim, Node, Prime, Rel, Sym, walk
from scripts.formulas.twins import TwinTable, bound_call
from scripts.formulas.values import (
    DIGITS,
    MANY_DIGITS,
    At,
    Law,
    RandomVariable,
    Row,
    Undefined,
    Value,
    described,
    entries_of,
    first_undefined,
    is_number,
    plain,
    shape_of,
)

EXACT = mpf(10) ** -22
SLOPE = mpf(10) ** -14
SNIPPET = mpf(10) ** -9
ROUGH_SLOPE = mpf(10) ** -5
TINY = mpf(10) ** -30
"""What the sides may differ by: relative, the last one absolute."""

FLOAT_NOISE = mpf(2) ** -56
"""Absolute difference that rounding in float64 may leave of what should vanish."""

NEAR = mpf(10) ** -3
"""How near to equality an inequality has to come somewhere, in comparison with its usual gap."""

NEAR_SHARE = mpf("0.02")
"""The same for the gap as a share of both sides, which tells where both vanish together."""

STRICT_SHARE = mpf(10) ** -6
"""How near a strict inequality may come to equality, as a share of its sides."""

ATTACK_STARTS = 8
ATTACK_STEPS = 40
RIVALS = 6
FEWEST = 5
"""Points at which both sides must have a value."""

ASSUMPTION_TRIES = 4


@dataclass
class Bench:
    """What the steps of one formula share: its symbols, the points to try, the code behind it."""

    scope: Scope
    names: frozenset[str]
    worlds: Sequence[World]
    twins: TwinTable
    local: dict[str, LocalDefinition]
    seed: str
    nice: World | None = None
    equality: Rel | None = None
    loose: bool = False
    kept: dict[tuple[int, int], tuple[Value, Notes]] = field(default_factory=dict)

    def exactly(self, node: Node, world: World, at: int | None = None) -> tuple[Value, Notes]:
        """Return the value of a side with checked formulas in the place of code."""
        key = (id(node), at if at is not None else -1)
        if at is not None and key in self.kept:
            return self.kept[key]
        notes = Notes()
        with mp.workdps(DIGITS):
            evaluator = Evaluator(
                self.scope, world, self.twins.functions, self.twins, notes, self.local
            )
            found = evaluator.value(node), notes
        if at is not None:
            self.kept[key] = found
        return found

    def with_many_digits(self, node: Node, world: World) -> Value:
        """Return the same with so many digits that nothing can cancel."""
        with mp.workdps(MANY_DIGITS):
            return Evaluator(
                self.scope, world, self.twins.functions, self.twins, Notes(), self.local
            ).value(node)

    def with_given(self, node: Node, world: World, given: dict[str, Value]) -> Value:
        """Return the exact value of a side for other values of symbols that have a definition."""
        with mp.workdps(DIGITS):
            evaluator = Evaluator(
                self.scope, world, self.twins.functions, self.twins, Notes(), self.local
            )
            return evaluator.with_given(given).value(node)

    def by_code(self, node: Node, world: World) -> Value:
        """Return the value of a side as the code computes it in float64."""
        with mp.workdps(DIGITS):
            return Evaluator(
                self.scope, world, self.twins.functions, None, Notes(), self.local
            ).value(node)


@dataclass(frozen=True)
class Step:
    """One relation to try; ``number`` of ``count`` in its formula."""

    left: Node
    relation: str
    right: Node
    number: int
    count: int
    tex: str
    definition: bool = False

    @property
    def span(self) -> Span:
        """The spot to show: the right side, which is what the step adds."""
        return self.right.span

    @cached_property
    def parts(self) -> frozenset[type[Node]]:
        """What kinds of nodes the two sides are made of."""
        return frozenset(type(node) for side in (self.left, self.right) for node in walk(side))

    def error(self, what: str, detail: Sequence[str] = ()) -> DoubtError:
        """Return a doubt about this step."""
        return DoubtError(what, self.span, detail=detail, step=self.number)

    def fails(self, detail: Sequence[str]) -> DoubtError:
        """Return the doubt that the two sides are not what the relation says."""
        return self.error(f"step {self.number} of {self.count} does not hold", detail)


def try_step(step: Step, bench: Bench) -> StepEvidence:
    """Return the evidence for a step.

    Raises:
        DoubtError: it does not hold, or nothing can be said about it.
        FormulaError: a side has no value.
    """
    if any(_is_place(side, bench.scope) for side in (step.left, step.right)):
        return _try_places(step, bench)
    if step.relation == "=":
        return _try_equality(step, bench)
    if step.relation in (r"\le", r"\ge", "<", ">"):
        return _try_inequality(step, bench)
    raise step.error(f"'{step.relation}' cannot be checked")


def _is_place(node: Node, scope: Scope) -> bool:
    return isinstance(node, Arg) and not isinstance(scope.domain(node.variable), Index)


# Equality.


def _try_equality(step: Step, bench: Bench) -> StepEvidence:
    differences: list[mpf] = []
    failures: list[tuple[World, Value, Value]] = []
    pairs: list[tuple[World, Value, Value]] = []
    conventions: set[str] = set()
    twins: set[str] = set()
    rough = False
    for at, world in enumerate(bench.worlds):
        left, left_notes = bench.exactly(step.left, world, at)
        right, right_notes = bench.exactly(step.right, world, at)
        notes = (left_notes, right_notes)
        tolerance = _tolerance(step, notes)
        fits = _difference(step, left, right, tolerance)
        if fits is None:
            continue
        is_rough = any(note.rough for note in notes)
        if fits > 1 and not is_rough:
            left, right = (bench.with_many_digits(n, world) for n in (step.left, step.right))
            fits = _difference(step, left, right, tolerance) or mpf(0)
        pairs.append((world, left, right))
        if fits > 1:
            failures.append((world, left, right))
        differences.append(fits * tolerance)
        rough = rough or is_rough
        for note in notes:
            conventions |= set(note.conventions)
            twins |= note.twins
    _refuse_failures(step, bench, failures, pairs)
    if len(pairs) < min(FEWEST, len(bench.worlds)):
        raise step.error(
            f"the sides have a value at {len(pairs)} of {len(bench.worlds)} points only"
        )
    function, largest = _try_code(step, bench)
    is_slope = _has_slope(step)
    kind = _kind(step, function)
    if largest is None:
        largest = max(differences)
    return StepEvidence(
        _source(step, step.left),
        _source(step, step.right),
        "=",
        kind,
        len(pairs),
        float(largest),
        function,
        tuple(sorted(conventions)),
        () if rough else _assumptions(step, bench),
        None,
        example_of(step, bench),
        tuple(sorted(twins)) if is_slope else (),
        ("finite differences of the code",) if rough and is_slope else (),
        in_floats=rough,
    )


def _kind(step: Step, function: str | None) -> str:
    if _has_slope(step):
        return "derivative"
    if Lim in step.parts:
        return "limit"
    if step.definition:
        return "definition"
    return "matches snippet" if function else "identity"


def _has_slope(step: Step) -> bool:
    return not step.parts.isdisjoint([Deriv, Grad, Prime])


def _tolerance(step: Step, notes: Sequence[Notes]) -> mpf:
    rough = any(note.rough for note in notes)
    if _has_slope(step):
        return ROUGH_SLOPE if rough else SLOPE
    if Lim in step.parts:
        return mpf(10) ** -18
    return SNIPPET if rough else EXACT


def _difference(step: Step, left: Value, right: Value, tolerance: mpf) -> mpf | None:
    """Return how large the difference is for the tolerance; None where neither side has a value."""
    if isinstance(left, At) or isinstance(right, At):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    left, right = plain(left), plain(right)
    if isinstance(left, Row) != isinstance(right, Row):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    if isinstance(left, Row):
        left, right = left.entries, right.entries
    if shape_of(left) != shape_of(right):
        raise step.error(f"{described(left)} and {described(right)} cannot be compared")
    nothing = first_undefined(left), first_undefined(right)
    if all(nothing):
        return None
    if any(nothing):
        return mpf("inf")
    scale = tolerance if tolerance < SNIPPET else mpf(1)
    pairs = zip(
        np.ravel(np.asarray(left, object)), np.ravel(np.asarray(right, object)), strict=True
    )
    worst = mpf(0)
    for a, b in pairs:
        size = max(abs(a), abs(b))
        # Rough values carry rounding of what they were made from, which may be larger than they.
        allowed = tolerance * (max(size, 1) if scale == 1 else size) + TINY
        worst = max(worst, abs(mpf(a) - b) / allowed)
    return worst


def _refuse_failures(
    step: Step,
    bench: Bench,
    failures: Sequence[tuple[World, Value, Value]],
    pairs: Sequence[tuple[World, Value, Value]],
) -> None:
    if not failures:
        return
    world, left, right = min(failures, key=lambda failure: _complexity(failure[0]))
    detail = [at_sample(world, left, right)]
    reason = _reason(step, bench, pairs)
    if reason is not None:
        detail.append(reason)
    elif len(failures) < len(pairs):
        detail.append(f"it holds at {len(pairs) - len(failures)} of {len(pairs)} points")
    for side, words in ((step.left, "left"), (step.right, "right")):
        if (found := bound_call(side, bench.scope)) is not None:
            detail.append(
                f"the {words} side is what {_function_name(found[1], bench.scope)} computes"
            )
    raise step.fails(detail)


def _reason(step: Step, bench: Bench, pairs: Sequence[tuple[World, Value, Value]]) -> str | None:
    """Return what makes the difference: all of a side, symbols that changed places, one term."""
    if (reason := diagnosis(pairs)) is not None:
        return reason

    def value_of(node: Node, world: World) -> Value:
        try:
            return bench.exactly(node, world)[0]
        except (FormulaError, DomainError):
            return Undefined("no value")

    names = [name for name in sorted(bench.names) if not _is_position(name, bench.scope)]
    swapped = exchanged(names, pairs, lambda world: value_of(step.right, world))
    if swapped is not None:
        one, other = map(readable, swapped)
        return f"the sides agree if {one} and {other} change places in one of them"
    for side, sign in ((step.right, -1), (step.left, 1)):
        found = wrong_term(side, sign, pairs, value_of)
        if found is not None:
            return f"{found[1]}: {_source(step, found[0])}"
    return None


def _is_position(name: str, scope: Scope) -> bool:
    return isinstance(scope.domain(name), Index | Size | Outcomes | Variable)


def _complexity(world: World) -> int:
    return sum(len(shown(value)) for value in world.values.values())


def _try_code(step: Step, bench: Bench) -> tuple[str | None, mpf | None]:
    """Compare the code behind a side with the other side, digit by digit."""
    if _has_slope(step):
        return None, None
    function: str | None = None
    largest: mpf | None = None
    for side, other in ((step.left, step.right), (step.right, step.left)):
        found = bound_call(side, bench.scope)
        if found is None or (isinstance(side, Sym) and side.name in bench.local):
            continue
        name = _function_name(found[1], bench.scope)
        pairs, failures = [], []
        for at, world in enumerate(bench.worlds):
            by_code = bench.by_code(side, world)
            exact, notes = bench.exactly(other, world, at)
            slack = _slack(found[1], (side, other), world, bench, at)
            if slack is None:
                continue
            share = _closeness(step, by_code, exact, rough=notes.rough, slack=slack)
            if share is None:
                continue
            pairs.append((world, by_code, exact))
            if share > 1:
                failures.append((world, by_code, exact))
            largest = max(largest or mpf(0), share * SNIPPET)
        if failures and side is step.right:
            failures = [(w, b, a) for w, a, b in failures]
            pairs = [(w, b, a) for w, a, b in pairs]
        if failures:
            _refuse_code(step, name, failures, pairs)
        if len(pairs) < min(FEWEST, len(bench.worlds)):
            what = f"{name} could be compared at {len(pairs)} of {len(bench.worlds)} points only"
            raise step.error(what)
        function = function or name
    return function, largest


def _refuse_code(
    step: Step,
    function: str,
    failures: Sequence[tuple[World, Value, Value]],
    pairs: Sequence[tuple[World, Value, Value]],
) -> None:
    world, left, right = min(failures, key=lambda failure: _complexity(failure[0]))
    detail = [at_sample(world, left, right)]
    if all((_closeness(step, a, b, rough=True) or 0) <= 1 for _, a, b in failures):
        what = f"step {step.number} of {step.count}: the code of {function} loses digits here"
        raise step.error(what, detail)
    if (reason := diagnosis(pairs)) is not None:
        detail.append(reason)
    what = f"step {step.number} of {step.count} does not hold: {function} computes something else"
    raise step.error(what, detail)


def _function_name(python: str, scope: Scope) -> str:
    tree = expression(python)
    symbols = scope.python_names
    func = getattr(tree, "func", None)
    if func is not None and (name := dotted_name(func)) not in symbols and name[:3] != "np.":
        return name
    names = {n for n in functions_in(python) if n not in symbols and not n.startswith("np.")}
    return sorted(names - {"index_of"})[0]


def _slack(
    python: str, sides: tuple[Node, Node], world: World, bench: Bench, at: int
) -> mpf | None:
    """Return how much a value changes if the arguments of the code are rounded to float64.

    That much no code can know better. None where the rounded arguments have no value at all.
    """
    derived = [
        name
        for name in (bench.scope.python_names.get(word) for word in names_in(python))
        if name is not None and bench.scope.domain(name) is None and name not in bench.local
    ]
    slack = mpf(0)
    if not derived:
        return slack
    given = {name: bench.by_code(Sym((0, 0), name), world) for name in derived}
    if any(first_undefined(value) for value in given.values()):
        return None
    for side in sides:
        exact, _ = bench.exactly(side, world, at)
        if first_undefined(exact):
            continue
        rounded = bench.with_given(side, world, given)
        if first_undefined(rounded) or shape_of(plain(exact)) != shape_of(plain(rounded)):
            return None
        pairs = zip(entries_of(exact), entries_of(rounded), strict=True)
        slack = max([slack, *(abs(mpf(a) - b) for a, b in pairs if is_number(a))])
    return 8 * slack


def _closeness(
    step: Step, by_code: Value, exact: Value, *, rough: bool, slack: mpf | int = 0
) -> mpf | None:
    """Return the difference between float64 and many digits, in units of what is allowed."""
    if first_undefined(by_code) and first_undefined(exact):
        return None
    fits = _difference(step, by_code, exact, SNIPPET)
    if fits is not None and fits > 1 and slack and not mp.isinf(fits):
        fits = _difference(step, by_code, exact, SNIPPET + slack)
    if fits is None or rough or not is_number(plain(by_code)) or not is_number(plain(exact)):
        return fits
    difference = abs(mpf(plain(by_code)) - plain(exact))
    return difference / (SNIPPET * abs(plain(exact)) + FLOAT_NOISE / 64 + slack)


# Inequalities.


def _try_inequality(step: Step, bench: Bench) -> StepEvidence:
    low, high = step.left, step.right
    if step.relation in (r"\ge", ">"):
        low, high = high, low
    strict = step.relation in ("<", ">")

    def gap_at(world: World, at: int | None = None) -> _Gap | None:
        smaller, first = bench.exactly(low, world, at)
        larger, second = bench.exactly(high, world, at)
        for value in (smaller, larger):
            if not is_number(plain(value)) and not isinstance(value, Undefined):
                raise step.error(f"{described(value)} in an inequality")
        if isinstance(smaller, Undefined) or isinstance(larger, Undefined):
            return None
        rough = first.rough or second.rough
        return _Gap(world, mpf(plain(smaller)), mpf(plain(larger)), rough, (first, second))

    gaps = [gap for at, world in enumerate(bench.worlds) if (gap := gap_at(world, at)) is not None]
    if not gaps:
        raise step.error("the sides have no value at any point that was tried")
    for gap in gaps:
        _refuse_violation(step, gap, strict)
    found = list(_attack(step, bench, gaps, gap_at))
    if strict:
        found += [gap for world in _border_worlds(bench) if (gap := gap_at(world)) is not None]
    for gap in found:
        _refuse_violation(step, gap, strict)
    if strict:
        _refuse_reached_equality(step, bench, [*gaps, *found])
    largest = max(gap.width for gap in gaps)
    if largest <= EXACT * max(gap.size for gap in gaps):
        raise step.error("the two sides are always equal: write = instead")
    usual = sorted(gap.width for gap in gaps)[len(gaps) // 2] or largest
    nearest = min((gap for gap in [*gaps, *found]), key=lambda gap: gap.width)
    remarks: list[str] = []
    if nearest.width <= NEAR * usual:
        if bench.equality is not None:
            remarks.append(f"equality at {_relation_words(bench.equality)}")
        else:
            remarks.append("comes close to equality")
    elif not bench.loose:
        detail = [at_sample(nearest.world, *nearest.sides(step))]
        raise step.error("true, but never close to equality (the option 'loose' allows it)", detail)
    _refuse_slack_constant(step, bench, [*gaps, *found])
    if bench.equality is not None:
        _try_equality_case(step, bench, gap_at)
    conventions = {name for gap in gaps for note in gap.notes for name in note.conventions}
    return StepEvidence(
        _source(step, step.left),
        _source(step, step.right),
        step.relation,
        "inequality",
        len(gaps) + len(found),
        None,
        None,
        tuple(sorted(conventions)),
        (),
        None,
        example_of(step, bench),
        (),
        tuple(remarks),
    )


@dataclass(frozen=True)
class _Gap:
    """Both sides of an inequality at one point."""

    world: World
    smaller: mpf
    larger: mpf
    rough: bool
    notes: tuple[Notes, Notes]

    @property
    def width(self) -> mpf:
        return self.larger - self.smaller

    @property
    def size(self) -> mpf:
        return max(abs(self.larger), abs(self.smaller))

    @property
    def share(self) -> mpf:
        """The gap in comparison with both sides: small sides do not make it look small."""
        total = abs(self.larger) + abs(self.smaller)
        return self.width / total if total else mpf(0)

    def sides(self, step: Step) -> tuple[mpf, mpf]:
        pair = (self.smaller, self.larger)
        return pair if step.relation in (r"\le", "<") else (pair[1], pair[0])


def _refuse_slack_constant(step: Step, bench: Bench, gaps: Sequence[_Gap]) -> None:
    """Refuse an inequality whose sides only come close because both vanish, as 0 does to 0."""
    sides = [[gap.smaller for gap in gaps], [gap.larger for gap in gaps]]
    against_zero = any(all(abs(value) <= TINY for value in side) for side in sides)
    if bench.loose or against_zero or any(gap.rough for gap in gaps):
        return
    nearest = min((gap for gap in gaps if gap.size), key=lambda gap: gap.share)
    if nearest.share > NEAR_SHARE:
        ratio = (nearest.larger + nearest.smaller) / 2 / max(nearest.size, TINY)
        detail = [at_sample(nearest.world, *nearest.sides(step))]
        detail.append(
            f"one side is never more than {mp.nstr(100 * (2 * ratio - 1), 3)} % of the other"
        )
        what = "true, but close to equality only where both sides vanish (a better constant holds?)"
        raise step.error(what, detail)


def _refuse_violation(step: Step, gap: _Gap, strict: bool) -> None:
    allowed = -SNIPPET * max(gap.size, 1) if gap.rough else -EXACT * gap.size - TINY
    least = SNIPPET * gap.size if gap.rough else mpf(0)
    if gap.width < allowed or (strict and gap.width <= least):
        raise step.fails([at_sample(gap.world, *gap.sides(step))])


def _refuse_reached_equality(step: Step, bench: Bench, gaps: Sequence[_Gap]) -> None:
    """Refuse < where ≤ belongs: equality may be reached at a point that no float is."""
    if bench.equality is not None:
        words = _relation_words(bench.equality)
        raise step.error(f"'{step.relation}' contradicts the equality at {words}")
    nearest = min((gap for gap in gaps), key=lambda gap: gap.share)
    if nearest.share < STRICT_SHARE and not bench.loose:
        detail = [at_sample(nearest.world, *nearest.sides(step))]
        loose = {"<": r"\le", ">": r"\ge"}[step.relation]
        raise step.error(f"comes as close to equality as one likes: write {loose}", detail)


def _border_worlds(bench: Bench) -> Iterator[World]:
    """Yield points at which distributions are equal, uniform, or certain of other outcomes."""
    for world in bench.worlds[:ATTACK_STARTS]:
        laws = [
            name
            for name in sorted(bench.names)
            if isinstance(domain := bench.scope.domain(name), Pmf) and len(domain.sorts) == 1
        ]
        if not laws:
            return
        count = len(world.values[laws[0]].entries)
        same = dict.fromkeys(laws, world.values[laws[0]].entries)
        uniform = {name: np.full(count, mpf(1) / count, dtype=object) for name in laws}
        certain = {name: _certain(at % count, count) for at, name in enumerate(laws)}
        for entries in (same, uniform, certain):
            if all(len(world.values[name].entries) == count for name in laws):
                yield _with_laws(world, entries, bench.scope)


def _certain(at: int, count: int) -> Value:
    return np.array([mpf(at == other) for other in range(count)], dtype=object)


def _with_laws(world: World, entries: dict[str, Value], scope: Scope) -> World:
    """Return a world with other laws, and with the random variables that follow them."""
    values = dict(world.values)
    for name, numbers in entries.items():
        law = Law(numbers, values[name].sorts)
        values[name] = law
        for other in values:
            domain = scope.domain(other)
            if isinstance(domain, Variable) and domain.law == name:
                values[other] = RandomVariable(other, law)
    return World(values)


def _attack(
    step: Step,
    bench: Bench,
    gaps: Sequence[_Gap],
    gap_at: Callable[[World], _Gap | None],
) -> Iterator[_Gap]:
    """Search for a violation: small steps that narrow the gap, as it is and as a share.

    A constant that is too large shows near equality only, where both sides vanish alike: there
    the gap is small in any case, but its share of the sides is not.
    """
    generator = random.Random(f"{bench.seed} attack {step.number}")
    measures: list[Callable[[_Gap], mpf]] = [lambda gap: gap.width, lambda gap: gap.share]
    for measure in measures:
        starts = [*sorted(gaps, key=measure)[: ATTACK_STARTS // 2]]
        for world in _twin_worlds(bench, generator):
            gap = gap_at(world)
            if gap is not None:
                starts.append(gap)
        for start in starts[:ATTACK_STARTS]:
            best, scale = start, 0.3
            for _ in range(ATTACK_STEPS):
                try:
                    gap = gap_at(nearby(best.world, bench.names, bench.scope, generator, scale))
                except FormulaError:
                    gap = None
                if (
                    gap is not None
                    and not (gap.rough and measure is measures[1])
                    and (measure(gap) < measure(best))
                ):
                    best, scale = gap, min(scale * 2, 1.0)
                    if best.width < -EXACT * best.size - TINY:
                        break
                else:
                    scale *= 0.6
            yield best


def _twin_worlds(bench: Bench, generator: random.Random) -> Iterator[World]:
    """Yield points at which two symbols of the same kind are almost equal."""
    for _ in range(4):
        try:
            world = draw(bench.names, bench.scope, generator, edges=False)
        except DomainError:
            return
        alike: dict[object, list[str]] = {}
        for name in sorted(bench.names):
            domain = bench.scope.domain(name)
            shape = np.shape(plain_entries(world.values[name]))
            key = type(domain), getattr(domain, "sorts", None), shape
            if shape or not isinstance(domain, Index):
                alike.setdefault(key, []).append(name)
        for names in alike.values():
            if len(names) >= 2:
                values = dict(world.values)
                first, second = names[0], names[1]
                mixed = plain_entries(values[first]) * (1 - mpf(10) ** -6) + mpf(
                    10
                ) ** -6 * plain_entries(values[second])
                kept = values[second]
                values[second] = Law(mixed, kept.sorts) if isinstance(kept, Law) else mixed
                if not isinstance(kept, int | At):
                    yield World(values)


def plain_entries(value: Value) -> Value:
    """Return the numbers of a value that is not a random variable."""
    return value.entries if isinstance(value, Law) else value


def _try_equality_case(step: Step, bench: Bench, gap_at: Callable[[World], _Gap | None]) -> None:
    assert bench.equality is not None
    for world in bench.worlds:
        equal = assigned(world, bench.equality, bench)
        gap = gap_at(equal)
        if gap is None:
            continue
        allowed = (SNIPPET if gap.rough else EXACT) * max(gap.size, 1)
        if abs(gap.width) > allowed:
            words = _relation_words(bench.equality)
            detail = [at_sample(equal, *gap.sides(step))]
            raise step.error(f"no equality at {words}", detail)


def assigned(world: World, relation: Rel, bench: Bench) -> World:
    """Return a world in which the left symbol of a relation has the value of the right side."""
    if relation.relation != "=" or not isinstance(relation.left, Sym):
        raise FormulaError("an option sets a symbol: P = Q", relation.span)
    value, _ = bench.exactly(relation.right, world)
    domain = bench.scope.domain(relation.left.name)
    if isinstance(domain, Pmf) and isinstance(value, np.ndarray):
        value = Law(value, domain.sorts)
    return world.with_value(relation.left.name, value)


def _relation_words(relation: Rel) -> str:
    parts = [
        readable(n.name) if isinstance(n, Sym) else "…" for n in (relation.left, relation.right)
    ]
    return f"{parts[0]} = {parts[1]}"


# Where something is smallest.


def _try_places(step: Step, bench: Bench) -> StepEvidence:
    if step.relation != "=":
        raise step.error("places are compared by = only")
    left, right = step.left, step.right
    for side in (left, right):
        if isinstance(side, Arg) and side.variable not in needed_names(
            [side.body], bench.scope, bench.local
        ):
            what = f"this does not depend on {readable(side.variable)}: nothing is singled out"
            raise DoubtError(what, side.body.span, step=step.number)
    tried = 0
    for at, world in enumerate(bench.worlds):
        generator = random.Random(f"{bench.seed} places {step.number} {at}")
        if isinstance(left, Arg) and isinstance(right, Arg):
            tried += _try_same_order(step, bench, left, right, world, generator)
        else:
            place, other = (left, right) if isinstance(left, Arg) else (right, left)
            assert isinstance(place, Arg)
            tried += _try_no_better(step, bench, place, other, world, generator)
    if not tried:
        raise step.error("the sides have no value at any point that was tried")
    words = ["both order all points alike"] if isinstance(right, Arg) else []
    return StepEvidence(
        _source(step, left),
        _source(step, right),
        "=",
        "arg min",
        tried,
        remarks=tuple(words),
        example=None,
    )


def _objective(bench: Bench, place: Arg, world: World) -> tuple[mpf, bool] | None:
    value, notes = bench.exactly(place.body, world)
    if isinstance(value, Undefined):
        return None
    if not is_number(value):
        raise FormulaError(f"the extreme of {described(value)}", place.body.span)
    return mpf(value) * (1 if place.kind == "min" else -1), notes.rough


def _candidate(bench: Bench, name: str, value: Value, world: World) -> World:
    domain = bench.scope.domain(name)
    if isinstance(domain, Pmf) and isinstance(value, np.ndarray):
        value = Law(value, domain.sorts)
    known = world.values.get(name)
    if known is not None and shape_of(plain(known)) != shape_of(plain(value)):
        raise ValueError(described(value))
    return world.with_value(name, value)


def _rivals(
    bench: Bench, name: str, world: World, generator: random.Random, scales: Sequence[float]
) -> Iterator[World]:
    """Yield worlds that differ in one symbol: anywhere, and close by."""
    sizes = {key: value for key, value in world.values.items() if isinstance(value, int)}
    for _ in range(RIVALS):
        other = draw([name], bench.scope, generator, edges=True, sizes=sizes)
        yield world.with_value(name, other.values[name])
    for scale in scales:
        yield nearby(world, [name], bench.scope, generator, scale)
        yield nearby(world, [name], bench.scope, generator, scale)


def _try_no_better(
    step: Step, bench: Bench, place: Arg, other: Node, world: World, generator: random.Random
) -> int:
    value, _ = bench.exactly(other, world)
    if first_undefined(value):
        return 0
    try:
        best_world = _candidate(bench, place.variable, value, world)
    except ValueError as error:
        raise step.error(f"{error} cannot be the value of {readable(place.variable)}") from None
    best = _objective(bench, place, best_world)
    if best is None:
        return 0
    tried, worse = 0, 0
    scales = [0.1, 0.01] if best[1] else [0.1, 0.01, 1e-4, 1e-7]
    for rival in _rivals(bench, place.variable, best_world, generator, scales):
        found = _objective(bench, place, rival)
        if found is None:
            continue
        tried += 1
        noise = (SNIPPET if best[1] or found[1] else EXACT) * max(abs(best[0]), 1)
        if found[0] < best[0] - noise:
            sign = 1 if place.kind == "min" else -1
            name = readable(place.variable)
            values = [shown(w.values[place.variable]) for w in (best_world, rival)]
            raise step.fails(
                [
                    at_sample(_without(best_world, place.variable), value, "")
                    .rpartition("   right")[0]
                    .replace("left =", f"{name} ="),
                    f"{name} = {values[0]} gives {shown(sign * best[0])}, "
                    f"{name} = {values[1]} gives {shown(sign * found[0])}",
                ]
            )
        worse += bool(found[0] > best[0] + noise / 10**6 or found[0] > best[0])
    if tried and not worse:
        raise step.error("no other point is worse: nothing is singled out")
    return tried


def _place_words(world: World, variable: str) -> str:
    return at_sample(_without(world, variable), mpf(0), mpf(0)).partition("   left")[0]


def _without(world: World, name: str) -> World:
    return World({key: value for key, value in world.values.items() if key != name})


def _try_same_order(
    step: Step,
    bench: Bench,
    left: Arg,
    right: Arg,
    world: World,
    generator: random.Random,
) -> int:
    """Make sure that two functions rank all points alike: then they are smallest together."""
    if left.variable != right.variable:
        raise step.error("two variables")
    points = [world, *_rivals(bench, left.variable, world, generator, [0.1, 0.01])]
    pairs = [
        (point, _objective(bench, left, point), _objective(bench, right, point)) for point in points
    ]
    have = [
        any(values)
        for values in zip(*((a is not None, b is not None) for _, a, b in pairs), strict=True)
    ]
    if have[0] != have[1]:
        raise step.fails([f"only one side has values {_place_words(world, left.variable)}"])
    found = [(point, a, b) for point, a, b in pairs if a is not None and b is not None]
    tried = 0
    for (one, a, b), (two, c, d) in pairwise(found):
        tried += 1
        first, second = a[0] - c[0], b[0] - d[0]
        noise = SNIPPET if a[1] or b[1] or c[1] or d[1] else EXACT
        if abs(first) <= noise or abs(second) <= noise:
            continue
        if (first > 0) != (second > 0):
            name = readable(left.variable)
            values = [shown(w.values[left.variable]) for w in (one, two)]
            raise step.fails(
                [f"of {name} = {values[0]} and {name} = {values[1]}, each side prefers another"]
            )
    return tried


# What the evidence says besides.


def _source(step: Step, node: Node) -> str:
    return " ".join(step.tex[slice(*node.span)].replace("&", " ").replace("\\\\", " ").split())


def _assumptions(step: Step, bench: Bench) -> tuple[str, ...]:
    """Return which promises of the domains the step needs: those without which it breaks."""
    needed = []
    generator = random.Random(f"{bench.seed} needs {step.number}")
    for name in sorted(bench.names):
        worlds = (relaxed(world, name, bench.scope, generator) for world in bench.worlds)
        tried = [world for world in list(worlds)[:ASSUMPTION_TRIES] if world is not None]
        if any(_breaks(step, bench, world) for world in tried):
            needed.append(f"{readable(name)} {assumption_of(name, bench.scope)}")
    return tuple(needed)


def _breaks(step: Step, bench: Bench, world: World) -> bool:
    try:
        left, first = bench.exactly(step.left, world)
        right, second = bench.exactly(step.right, world)
        if first.rough or second.rough:
            return False
        fits = _difference(step, left, right, _tolerance(step, (first, second)))
    except (FormulaError, DoubtError):
        return False
    return fits is not None and fits > 1


def example_of(step: Step, bench: Bench) -> str | None:
    """Return both sides at one point with short numbers, as text."""
    if bench.nice is None:
        return None
    try:
        left, _ = bench.exactly(step.left, bench.nice)
        right, _ = bench.exactly(step.right, bench.nice)
    except FormulaError:
        return None
    if first_undefined(left) or first_undefined(right):
        return None
    return at_sample(bench.nice, left, right)
