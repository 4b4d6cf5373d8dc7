"""Checks one formula: reads its chain, draws points, and tries each step in its own way."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice

from mpmath import mp, mpf

from ..evaluation.bindings import BindingError, Functions
from ..evaluation.domains import DomainError, Sample, draw, draws, tail_of
from ..evaluation.evaluator import Evaluator
from ..evaluation.needs import is_place, needed_names, try_shapes
from ..evaluation.symbols import LocalDefinition, Notes
from ..evaluation.twins import TwinTable
from ..evaluation.values import Undefined, Value, first_undefined, is_number, is_zero, plain
from ..language import tree
from ..language.names import readable
from ..language.notation import Call, Declaration, Real, Scope, Whole
from ..language.parser import parse, parse_relation
from ..language.tokens import FormulaError, Span
from ..reading.documents import Written
from .boundaries import MOST, boundary_samples
from .conditions import settled_under
from .doubts import Doubt, DoubtError, doubt_about
from .equality import try_code, try_equality
from .evidence import FormulaEvidence, Kind, StepEvidence
from .examples import example_at
from .existence import try_existence
from .extremes import try_places
from .far import far_samples, larger_samples
from .inequalities import try_inequality
from .relations import try_relation
from .trial import Step, Trial, assigned, step_relation, turned_round
from .tried import conditions_of, tried_with

SAMPLES = 40
TRIES = 30
"""How often values are drawn again where a condition leaves them out."""

HARDLY_ANY = (
    "hardly any values fulfil the conditions: let the notation say it,"
    " or write a symbol = its value"
)

SEED = "it"
"""What points are drawn from, alike for all formulas: no verdict depends on a name."""

FAR_OUT = 1000
"""How far from 0 a formula that is claimed to be stable is tried."""

LARGEST_FLOAT = mpf(2) ** 1024
SMALLEST_FLOAT = mpf(2) ** -1075


def check(
    formula: Written,
    package: str = "snippets",
    *,
    samples: int = SAMPLES,
    twins: TwinTable | None = None,
    seed: str = SEED,
) -> FormulaEvidence | Doubt:
    """Return what was found about a formula, or the doubt that remains.

    ``twins`` are the checked formulas that may stand in for code; without them the code itself is
    used in float64. Another seed draws other points, which should not change what is found.
    """
    if formula.unchecked is not None:
        return evidence_about(formula, ())
    table = twins or TwinTable(Functions(package))
    try:
        with mp.workdps(40):
            checkings = checkings_of(formula, table, samples, seed)
            found = [one.steps() for one in checkings]
            return evidence_about(
                formula,
                tuple(step for steps in found for step in steps),
                checkings[0].display,
                tuple(dict.fromkeys(words for one in checkings for words in one.tried)),
            )
    except (DoubtError, FormulaError) as error:
        return doubt_about(formula, error)
    except (DomainError, BindingError) as error:
        return doubt_about(formula, DoubtError(str(error)))


def checkings_of(
    formula: Written, table: TwinTable, samples: int, seed: str = SEED
) -> list[Checking]:
    """Return the checks of a display: one, or one for each formula with conditions of its own."""
    checkings: list[Checking] = []
    count = len(parse(formula.tex, formula.scope).formulas)
    for number in range(count):
        before = checkings[-1].last if checkings else 0
        checkings.append(Checking(formula, table, samples, seed, part=number, before=before))
    for one in checkings:
        one.count = checkings[-1].last
    return checkings


def try_step(step: Step, trial: Trial) -> StepEvidence:
    """Return the evidence for a step.

    Raises:
        DoubtError: it does not hold, or nothing can be said about it.
        FormulaError: a side has no value.
    """
    if any(is_place(side, trial.scope) for side in (step.left, step.right)):
        return try_places(step, trial)
    if step.relation == "=":
        return try_equality(step, trial)
    if step.relation in (r"\approx", r"\ne", r"\in"):
        return try_relation(step, trial)
    if step.relation in (r"\le", r"\ge", "<", ">"):
        return try_inequality(step, trial)
    raise step.error(f"'{step.relation}' cannot be checked")


def _order(chain: tree.Chain, scope: Scope) -> int:
    """Return the order of the gradients, which evaluate a formula many times at each point.

    An integral takes as long as a gradient of the second order.
    """
    return max((_order_of(node, scope) for node in tree.walk(chain)), default=0)


def _order_of(node: tree.Node, scope: Scope) -> int:
    if isinstance(node, tree.Integral):
        return max(FEWER)
    if isinstance(node, tree.Deriv):
        names = [one.name for one in node.variables if isinstance(one, tree.Sym)]
        return sum(bool(getattr(scope.domain(name), "shape", ())) for name in names)
    return node.order if isinstance(node, tree.Grad) else 0


_OF_ONE = frozenset(["code", "covers", "equality", "stable"])
"""Options that speak of one formula and not of others in its display."""

FEWER = {0: SAMPLES, 1: 16, 2: 12}
"""How many points are enough by the order of the gradients in a formula."""


class Checking:
    """The check of one formula: its chain, its symbols, what is said beside it and its steps."""

    def __init__(
        self,
        formula: Written,
        twins: TwinTable,
        samples: int,
        seed: str = SEED,
        *,
        part: int = 0,
        before: int = 0,
    ) -> None:
        self.formula = formula
        self.before = before
        self.count: int | None = None
        self.seed = seed
        self.scope = _with_code(formula)
        self.twins = twins
        self.display = parse(formula.tex, formula.scope)
        self.chain = self.display.formulas[part]
        self.local, self.claims = self._beside()
        self.conditions = [*self.chain.conditions]
        self.options = self._options()
        order = _order(self.chain, self.scope)
        self.is_costly = order > 0
        self.samples = min(samples, FEWER[order]) if order else samples
        self.code = tree.Sym(self.chain.sides[-1].span, CODE) if "code" in formula.options else None
        nodes = [*self.chain.sides, *self._option_nodes(), *self.conditions, *self.all_claims]
        nodes += [self.code] if self.code else []
        self.names = needed_names(nodes, self.scope, self.local)
        self.tried: tuple[str, ...] = ()

    def steps(self) -> tuple[StepEvidence, ...]:
        """Return what was found about each step.

        Raises:
            DoubtError, FormulaError: something is in doubt.
        """
        self._refuse_unused_definitions()
        self._refuse_claims_as_conditions()
        self._try_shapes()
        steps = list(self.all_steps())
        trial = self.trial()
        trial.samples = self._with_far(trial)
        self.tried = tried_with(trial.samples, self.names, self.scope)
        if self.chain.exist:
            self.tried = ()
            return tuple(try_existence(steps, trial, self.chain.exist))
        found = [try_step(step, trial) for step in steps]
        if self.code:
            last = len(self.chain.relations) - 1
            found[last] = self._compared(found[last], steps[last], self.code, trial)
        if "equality" in self.options and not any(step.kind is Kind.INEQUALITY for step in found):
            raise DoubtError("the option 'equality' belongs to an inequality")
        if "stable" in self.formula.options:
            self._try_stable(trial)
        return tuple(found)

    def trial(self, sizes: dict[str, int] | None = None) -> Trial:
        """Return what the steps share, with the points to try them at; sizes may be fixed."""
        trial = Trial(
            scope=self.scope,
            names=self.names,
            samples=(),
            twins=self.twins,
            local=self.local,
            seed=self.seed,
            equality=self.options.get("equality"),
            loose="loose" in self.formula.options,
            everywhere=self.chain.is_for_all,
            conditions=self.conditions,
        )
        trial.allowed = partial(self._allowed, trial=trial)
        trial.samples = self._samples(trial, sizes)
        trial.drawn = len(trial.samples)
        trial.nice = self._nice(trial)
        return trial

    def _compared(
        self, found: StepEvidence, step: Step, code: tree.Sym, trial: Trial
    ) -> StepEvidence:
        """Return the evidence of the last step with what comparing the code of the formula adds."""
        if step.relation != "=" or is_place(self.chain.sides[-1], self.scope):
            raise DoubtError("option 'code': the last relation should be =")
        side = self.chain.sides[-1]
        function, largest, remarks = try_code(replace(step, left=code, right=side), trial)
        if function is None:
            raise DoubtError("option 'code': write a call of a function, module.function(…)")
        if found.function:
            remarks = (f"the code of {function} computes the same", *remarks)
        return replace(
            found,
            function=found.function or function,
            largest_difference=max(found.largest_difference or 0.0, float(largest or 0)),
            remarks=(*found.remarks, *remarks),
        )

    # What stands beside the chain.

    @property
    def all_claims(self) -> list[tree.Rel]:
        """What the formula claims besides its chain."""
        return [*self.claims, *self.chain.claims]

    def _beside(self) -> tuple[dict[str, LocalDefinition], list[tree.Rel]]:
        """Split what stands beside the chain: new symbols, and claims on known ones."""
        local: dict[str, LocalDefinition] = {}
        claims = []
        for relation in self.chain.beside:
            name, indices = _defined(relation.left)
            if name in self.scope.symbols or name in self.scope.functions:
                claims.append(relation)
            elif not name:
                raise DoubtError("only symbols are defined beside a formula", relation.left.span)
            elif name in {
                node.name for node in tree.walk(relation.right) if isinstance(node, tree.Sym)
            }:
                raise DoubtError(f"{name} is defined by itself", relation.right.span)
            else:
                local[name] = LocalDefinition(indices, relation.right)
        _refuse_circles(local)
        return local, claims

    def _refuse_unused_definitions(self) -> None:
        claimed = (node for claim in self.all_claims for node in (claim.left, claim.right))
        sides = [*self.chain.sides, *claimed]
        used = {name for side in sides for name in _names_in(side)}
        for relation in self.chain.beside:
            name = _defined(relation.left)[0]
            if relation not in self.claims and name not in used:
                what = f"{name} is defined beside the formula and not used in it"
                raise DoubtError(what, relation.span)
        if "covers" in self.formula.options:
            return
        used |= needed_names(sides, self.scope, self.local)
        for condition in self.conditions:
            names = {node.name for node in tree.walk(condition) if isinstance(node, tree.Sym)}
            if not names & used:
                what = f"the formula does not depend on {', '.join(map(readable, sorted(names)))}"
                raise DoubtError(f"a condition on nothing: {what}", condition.span)

    def _refuse_claims_as_conditions(self) -> None:
        """Refuse a formula that is claimed where it holds."""
        claims = [step_relation(step) for step in self.all_steps()]
        turned = [turned_round(claim) for claim in claims]
        for condition in self.conditions:
            if any(tree.same(condition, claim) for claim in (*claims, *turned)):
                what = "the condition says what the formula claims: it says nothing then"
                raise DoubtError(what, condition.span)

    def _options(self) -> dict[str, tree.Rel]:
        found: dict[str, tree.Rel] = {}
        if self.display.others and (of_one := sorted(_OF_ONE & set(self.formula.options))):
            raise DoubtError(f"option '{of_one[0]}': give each claim its own display")
        for key in ("equality", "support", "let"):
            if key in self.formula.options:
                try:
                    found[key] = parse_relation(self.formula.options[key], self.scope)
                except FormulaError as error:
                    raise DoubtError(f"option '{key}': {error.message}") from None
        covers = self.formula.options.get("covers")
        if covers is not None and not isinstance(self.scope.domain(covers), Whole):
            raise DoubtError(f"option 'covers': {covers} is not declared as int")
        return found

    def _option_nodes(self) -> list[tree.Node]:
        return [
            node for relation in self.options.values() for node in (relation.left, relation.right)
        ]

    @property
    def last(self) -> int:
        """The number of the last step in its display."""
        return self.before + len(self._relations())

    def _relations(self) -> list[tuple[tree.Node, str, tree.Node]]:
        sides = self.chain.sides
        braces = [n for side in sides for n in tree.walk(side) if isinstance(n, tree.Brace)]
        return [
            *zip(sides, self.chain.relations, sides[1:], strict=False),
            *((brace.body, "=", brace.label) for brace in braces),
            *((claim.left, claim.relation, claim.right) for claim in self.all_claims),
        ]

    def all_steps(self) -> Iterator[Step]:
        """Yield the steps: neighbouring sides, labels of braces, claims beside the chain."""
        relations = self._relations()
        beside = len(relations) - len(self.all_claims)
        used = {name for side in self.chain.sides for name in _names_in(side)}
        for number, (left, relation, right) in enumerate(relations, start=1):
            yield Step(
                left=left,
                relation=relation,
                right=right,
                number=self.before + number,
                count=self.count or self.before + len(relations),
                tex=self.formula.tex,
                definition=beside < number <= beside + len(self.claims)
                and _defined(left)[0] in used,
            )

    def _sides(self) -> Iterator[tree.Node]:
        """Yield what has a value on both sides of all relations: of a set, its members."""
        claimed = (node for claim in self.all_claims for node in (claim.left, claim.right))
        for side in (*self.chain.sides, *claimed):
            is_set = isinstance(side, tree.SetOf | tree.Interval)
            yield from tree.children(side) if is_set else (side,)

    # Points.

    def _try_shapes(self) -> None:
        nodes: list[tree.Node] = []
        for side in self._sides():
            nodes.append(side.body if is_place(side, self.scope) else side)
        try_shapes(nodes, self.names, self.scope, self.twins.functions, self.local)

    def _samples(self, trial: Trial, sizes: dict[str, int] | None) -> list[Sample]:
        """Draw the points: as many as asked for, at which all conditions hold."""
        if not self.names:
            return [Sample({})]
        found: list[Sample] = []
        seeds = draws(self.names, self.scope, self.seed, self.samples * TRIES, sizes)
        for sample in seeds:
            found += [one for one in self._allowed(sample, trial) if _has(one, sizes or {})]
            if len(found) >= self.samples:
                break
        if len(found) < min(5, self.samples):
            raise DoubtError(HARDLY_ANY)
        found = found[: self.samples + len(found) % 2]
        boundaries = self._at_boundaries(trial, found)
        # They take the place of random points, of which more than half stay.
        kept = max(len(found) - len(boundaries), len(found) * 3 // 5)
        return [*found[:kept], *boundaries]

    def _with_far(self, trial: Trial) -> list[Sample]:
        """Return the points, larger ones and those far out, at which all conditions hold."""
        found = [*trial.samples]
        where = (self.names, self.scope, self.seed)
        for points in larger_samples(*where, is_costly=self.is_costly):
            for point in points:
                before = len(found)
                self._add_allowed(point, trial, found)
                if any(self._shows_factors(trial, found, at) for at in range(before, len(found))):
                    break
        for point in far_samples(*where, is_costly=self.is_costly):
            self._add_allowed(point, trial, found)
        return found

    def _add_allowed(self, point: Sample, trial: Trial, found: list[Sample]) -> None:
        for sample in self._allowed(point, trial):
            if self._has_digits(sample, trial, at=len(found)):
                found.append(sample)
            else:
                trial.forget(len(found))

    def _shows_factors(self, trial: Trial, found: list[Sample], at: int) -> bool:
        """Tell whether a side is not 0 at a point, or is typed as 0."""
        sides = [side for side in self._sides() if not is_place(side, self.scope)]
        if any(isinstance(side, tree.Num) for side in sides):
            return True
        return any(not is_zero(trial.exactly(side, found[at], at)[0]) for side in sides)

    def _has_digits(self, sample: Sample, trial: Trial, at: int) -> bool:
        """Tell whether all sides can be computed: float64, which code needs, ends far out.

        What is undefined is so by the formula then, and not because of floats.
        """
        sides = [side for side in self._sides() if not is_place(side, self.scope)]
        try:
            return not any(_ends_in_floats(side, sample, trial, at) for side in sides)
        except (FormulaError, BindingError):
            return False

    def _at_boundaries(self, trial: Trial, around: list[Sample]) -> list[Sample]:
        """Return the points at the constants of comparisons, at which all conditions hold."""
        comparisons = [
            step_relation(step)
            for step in self.all_steps()
            if step.relation != "=" or self.chain.exist
        ]
        beside = [*self.chain.beside, *self.conditions]
        nodes = [*self.chain.sides, *beside, *self.options.values(), *comparisons]
        points = boundary_samples(nodes, self.names, self.scope, around)
        return [found for point in islice(points, MOST) for found in self._allowed(point, trial)]

    def _nice(self, trial: Trial) -> Sample | None:
        generator = random.Random(self.seed)
        for _ in range(TRIES):
            sample = draw(self.names, self.scope, generator, edges=False, nice=True)
            if allowed := self._allowed(sample, trial):
                return allowed[0]
        return None

    def _allowed(self, sample: Sample, trial: Trial) -> list[Sample]:
        """Return the samples that a draw gives: none where a condition leaves it out."""
        if "let" in self.options:
            sample = assigned(sample, self.options["let"], trial)
        covers = self.formula.options.get("covers")
        if covers is not None:
            return self._covered(sample, covers)
        conditions = [*self.conditions]
        if "support" in self.options:
            conditions.append(self.options["support"])
        settled = settled_under(self.conditions, sample, trial)
        if settled is None or not all(self._holds(c, settled) for c in conditions):
            return []
        return [settled]

    def _holds(self, condition: tree.Rel, sample: Sample) -> bool:
        evaluator = Evaluator(
            self.scope, sample, self.twins.functions, self.twins, local=self.local
        )
        return evaluator.holds(condition)

    def _covered(self, sample: Sample, name: str) -> list[Sample]:
        domain = self.scope.domain(name)
        assert isinstance(domain, Whole)
        tried = (sample.with_value(name, k) for k in range(domain.low, domain.high + 1))
        found = [w for w in tried if all(self._holds(c, w) for c in self.conditions)]
        if not self.conditions:
            raise DoubtError("option 'covers': there is no condition beside the formula")
        if not found:
            values = {key: value for key, value in sample.values.items() if key != name}
            what = f"the intervals leave a gap: no {name} belongs to this point"
            example = example_at(Sample(values))
            raise DoubtError(what, self.conditions[0].span, example=example)
        return found

    # Stability.

    def _try_stable(self, trial: Trial) -> None:
        """Evaluate the last side as it is typed in float64, also far out."""
        side = self.chain.sides[-1]
        generator = random.Random(f"{self.seed} stable")
        for number in range(self.samples):
            sample = draw(self.names, self.scope, generator, edges=number % 2 == 0)
            if number % 3:
                sample = _far_out(sample, self.scope)
            reference, _ = trial.exactly(side, sample)
            typed = self._in_floats(side, sample)
            if isinstance(typed, Undefined) or not _as_good(typed, reference):
                what = f"claimed stable, but float64 gives {_float_words(typed)}"
                example = example_at(sample, left=reference, right=typed)
                raise DoubtError(what, side.span, example=example)

    def _in_floats(self, side: tree.Node, sample: Sample) -> Value:
        with mp.workprec(53):
            evaluator = _FloatEvaluator(
                self.scope, sample, self.twins.functions, self.twins, Notes(), self.local
            )
            return evaluator.value(side)


def _ends_in_floats(side: tree.Node, sample: Sample, trial: Trial, at: int) -> bool:
    """Tell whether code gives a side no value in floats, or another one than what stands for it."""
    _, notes = trial.exactly(side, sample, at)
    _, notes_nearby = trial.exactly(side, trial.samples[0], 0)
    if notes.rough and not notes_nearby.rough:
        return True
    uses_code = notes.rough or bool(notes.twins)
    return uses_code and first_undefined(trial.by_code(side, sample)) is not None


CODE = r"\mathrm{code}"
"""The name of what the code of a formula computes."""


def _with_code(formula: Written) -> Scope:
    """Return the notation of a formula, with a name for the code that it is compared with."""
    if "code" not in formula.options:
        return formula.scope
    bound = Call(formula.options["code"])
    return formula.scope.extended([Declaration(tex=CODE, name=CODE, bound=bound)])


def _float_words(value: Value) -> str:
    if isinstance(value, Undefined):
        return value.reason
    return f"{float(value):.6g}"


def _as_good(typed: Value, reference: Value) -> bool:
    if not is_number(typed) or not is_number(reference):
        return False
    return bool(abs(typed - reference) <= mpf(10) ** -12 * max(1, abs(reference)))


def _far_out(sample: Sample, scope: Scope) -> Sample:
    """Return a sample with numbers up to FAR_OUT, where exponentials overflow."""
    values = dict(sample.values)
    for name, value in values.items():
        domain = scope.domain(name)
        if isinstance(domain, Real) and domain.low is None:
            values[name] = value * (FAR_OUT / tail_of(domain))
    return Sample(values)


class _FloatEvaluator(Evaluator):
    """Evaluates with the precision and the range of float64."""

    def value(self, node: tree.Node) -> Value:
        value = plain(super().value(node))
        if is_number(value):
            if abs(value) >= LARGEST_FLOAT:
                return Undefined("inf")
            if abs(value) < SMALLEST_FLOAT:
                return mpf(0)
        return value


def _defined(node: tree.Node) -> tuple[str, tuple[str, ...]]:
    """Return the symbol on the left of a definition, with its indices."""
    if isinstance(node, tree.Sym):
        return node.name, ()
    if isinstance(node, tree.Idx) and isinstance(node.base, tree.Sym):
        names = tuple(index.name for index in node.indices if isinstance(index, tree.Sym))
        if len(names) == len(node.indices):
            return node.base.name, names
    if isinstance(node, tree.App | tree.FnRef):
        return node.name, ()
    return "", ()


def _refuse_circles(local: Mapping[str, LocalDefinition]) -> None:
    """Refuse definitions beside a formula that lead back to themselves over others."""

    def follow(name: str, way: tuple[str, ...]) -> None:
        body = local[name].body
        for used in sorted(set(_names_in(body)) & set(local)):
            if used in way:
                circle = " → ".join((*way[way.index(used) :], used))
                raise DoubtError(f"{used} is defined by itself: {circle}", body.span)
            follow(used, (*way, used))

    for name in local:
        follow(name, (name,))


def _names_in(side: tree.Node) -> Iterator[str]:
    for node in tree.walk(side):
        if isinstance(node, tree.Sym | tree.App | tree.FnRef):
            yield node.name


def evidence_about(
    formula: Written,
    steps: tuple[StepEvidence, ...],
    chain: tree.Chain | None = None,
    tried: tuple[str, ...] = (),
) -> FormulaEvidence:
    """Return the evidence about a formula with the place and the meanings that it has now."""
    return FormulaEvidence(
        name=formula.name,
        page=formula.page,
        file=str(formula.file),
        line=formula.line,
        tex=formula.tex,
        steps=steps,
        unchecked=formula.unchecked,
        symbols=tuple(_symbols(formula, chain)) if chain else (),
        conditions=conditions_of(formula, chain) if chain else (),
        tried=tried,
    )


def _symbols(formula: Written, chain: tree.Chain) -> Iterator[tuple[Span, str, str]]:
    """Yield the place of each symbol that the notation explains."""
    scope = formula.scope
    seen: set[Span] = set()
    for node in tree.walk(chain):
        if isinstance(node, tree.Sym | tree.App | tree.FnRef) and node.span not in seen:
            meaning = scope.meanings.get(node.name, "")
            if meaning:
                seen.add(node.span)
                yield node.span, node.name, meaning


def _has(sample: Sample, fixed: dict[str, int]) -> bool:
    """Tell whether a point has the sizes and positions that are fixed, also where all are tried."""
    return all(sample.values.get(name, value) == value for name, value in fixed.items())
