"""Evidence on the page: what the checker found about a formula, in words, with links to code."""

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Sequence
from html import escape

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from scripts.formulas.checks.evidence import (
    Assumption,
    Example,
    FormulaEvidence,
    Kind,
    StepEvidence,
)
from scripts.formulas.language.names import readable
from scripts.formulas.language.notation import Promise
from scripts.formulas.reading.parts import INLINE_MATH
from scripts.website.asked.page import Formula
from scripts.website.made.evidence import Found, step_tex
from scripts.website.made.katex import without_source
from scripts.website.made.meanings import Meaning
from scripts.website.made.writing import write_number
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context

_CODE_OR_MATH = re.compile(rf"`(?P<code>[^`]+)`|{INLINE_MATH.pattern}")


class EvidenceWriter:
    """Writes the evidence of the formulas of the page that is being converted, as HTML."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def drawn(self, formula: Formula) -> str:
        """Return the drawing of a display formula, whose symbols point to their meanings below."""
        found = self.found(formula)
        marked = self.context.ask(questions.drawn, found.marked, True) if found else None
        return marked or self.context.ask(questions.formula, formula.tex, True)

    def details(self, formula: Formula) -> str:
        """Return the mark beside a formula that opens its evidence, or nothing without a check.

        What it opens stands in a `noscript` element: browsers that run scripts take that for a
        text and spend no time on it until symbols.js asks for it; all others show it as it is.
        """
        found = self.found(formula)
        if found is None:
            return ""
        evidence = found.evidence
        if evidence.unchecked is not None:
            body = self._unchecked(found)
        else:
            body = self._steps(found, in_full=True) + self._tried(found) + self._symbols(found)
        body = f'<div class="evidence-body">{body}{self._link_to_all(formula)}</div>'
        return _folded("evidence", evidence, f"<noscript>{body}</noscript>")

    def entry(self, formula: Formula) -> str:
        """Return what the page of all formulas says about one of them."""
        found = self.found(formula)
        if found is None:
            return ""
        if found.evidence.unchecked is not None:
            body = self._unchecked(found)
        else:
            body = self._steps(found, in_full=False) + self._tried(found, with_source=True)
        return _folded("found", found.evidence, body)

    def claim(self, claim: FormulaEvidence) -> str:
        """Return what was found about a claim in a sentence."""
        told = (" ".join(self._sentences(step, in_full=False)) for step in claim.steps)
        return " ".join(told)

    def found(self, formula: Formula) -> Found | None:
        """Return what was found about a formula."""
        place = formula.place
        return self.context.ask(questions.found, str(place.file), place.line)

    def _tried(self, found: Found, *, with_source: bool = False) -> str:
        """Return with which values a formula was tried, and under which conditions."""
        told = [f"Tried with {escape('; '.join(found.evidence.tried))}."]
        told = told if found.evidence.tried else []
        told += [
            f"{self._inline(words[:1].upper() + words[1:], self._sourced)}."
            for words in found.evidence.conditions
        ]
        return f'<p class="tried">{" ".join(told)}</p>' if told else ""

    def _unchecked(self, found: Found) -> str:
        reason = (found.evidence.unchecked or "").rstrip(".")
        return f"<p>Not checked by machine: {escape(reason, quote=False)}.</p>"

    def _steps(self, found: Found, *, in_full: bool) -> str:
        steps = found.evidence.steps
        told = [" ".join(self._sentences(step, in_full=in_full)) for step in steps]
        if len(steps) == 1:
            return f"<p>{told[0]}</p>"
        items = (
            f"<li>{self._drawn_step(step) if in_full else ''}<p>{text}</p></li>"
            for step, text in zip(steps, told, strict=True)
        )
        return f'<ol class="steps">{"".join(items)}</ol>'

    def _drawn_step(self, step: StepEvidence) -> str:
        tex = step_tex(step.left, step.relation, step.right)
        drawn = self.context.ask(questions.drawn, tex, False)
        if drawn is None:
            return ""
        drawn = without_source(drawn)
        return f'<div class="step" tabindex="0" role="group" aria-label="Step">{drawn}</div>'

    def _sentences(self, step: StepEvidence, *, in_full: bool) -> Iterator[str]:
        yield self._what_was_done(step)
        if step.function and step.kind is not Kind.SNIPPET:
            yield f"The function {self._code(step.function)} computes the same."
        yield from (f"{escape(remark[:1].upper() + remark[1:])}." for remark in step.remarks)
        if step.largest_difference is not None and step.kind not in (Kind.INEQUALITY, Kind.LIMIT):
            yield f"The largest difference was {_small(step.largest_difference)}."
        if step.conventions:
            yield f"Uses {_and(map(escape, step.conventions))}."
        if step.assumptions:
            yield f"Holds only for {_and(map(escape, map(_assumed, step.assumptions)))}."
        if step.skipped:
            yield f"At {step.skipped} more, neither side has a value."
        if step.proved:
            yield f"Proved by {escape(step.proved)}."
        if step.example and in_full:
            yield f'<span class="example">{_exemplified(step.example)}</span>'

    def _what_was_done(self, step: StepEvidence) -> str:
        points = f"{step.samples} point{'' if step.samples == 1 else 's'}"
        match step.kind:
            case Kind.SNIPPET:
                code = self._code(step.function or "")
                return f"Agrees with the function {code} at {points}."
            case Kind.IDENTITY if step.in_floats:
                return f"Both sides have the same value at {points}, up to rounding."
            case Kind.IDENTITY:
                return f"Both sides have the same value at {points}, computed with 40 digits."
            case Kind.DERIVATIVE:
                names = [self._formula(name) for name in step.twins]
                of = f"the checked formula {_and(names)}" if names else "the other side"
                return f"The derivative of {of} has the same value at {points}."
            case Kind.INEQUALITY:
                return f"No violation was found at {points}, nor by a search for one."
            case Kind.ARG_MIN:
                return f"No better point was found among {points}."
            case Kind.LIMIT:
                return "Approached until 60 digits agree."
            case Kind.DEFINITION:
                return f"Defines a symbol; both sides agree at {points}."
            case Kind.ROUNDING:
                return f"Right in every digit that is written, at {points}."
            case Kind.DIFFERENCE:
                return f"The sides differ at {points}."
            case Kind.MEMBERSHIP:
                return f"No violation was found at {points}."
            case Kind.EXISTENCE:
                return "One such point was found; nothing is said of others."

    def _code(self, function: str) -> str:
        """Return the name of a function, as a link where a page lists it."""
        name = f"<code>{escape(function)}</code>"
        uri = self.context.ask(questions.listing_of, function, self.context.page.uri)
        if uri is None:
            return name
        path = self._path_to(uri)
        return f'<a href="{path}#{listing_id(function)}">{name}</a>'

    def _formula(self, name: str) -> str:
        where = self.context.ask(questions.page_of, "eq", name)
        if where is None:
            return escape(name)
        path = self._path_to(where[0])
        text = escape(self.context.ask(questions.name_of, "eq", name, bool(path)))
        return f'<a href="{path}#eq-{name}">{text}</a>'

    def _symbols(self, found: Found) -> str:
        if not found.meanings:
            return ""
        items = (
            f"<div><dt>{self._math(one.tex)}</dt><dd>{self._explained(one)}</dd></div>"
            for one in found.meanings
        )
        return f'<dl class="symbols">{"".join(items)}</dl>'

    def _explained(self, meaning: Meaning) -> str:
        words = self._inline(meaning.words)
        if not meaning.here:
            return words
        return f'{words}. <span class="here">Here: {self._inline(meaning.here)}.</span>'

    def _inline(self, text: str, math: Callable[[str], str] | None = None) -> str:
        """Return words in which there may be code and mathematics, written by ``math``."""
        math = math or self._math
        written, done = [], 0
        for part in _CODE_OR_MATH.finditer(text):
            written.append(escape(text[done : part.start()], quote=False))
            code = part["code"]
            written.append(f"<code>{escape(code)}</code>" if code else math(part["tex"]))
            done = part.end()
        return "".join([*written, escape(text[done:], quote=False)])

    def _math(self, tex: str) -> str:
        return without_source(self._sourced(tex))

    def _sourced(self, tex: str) -> str:
        """Return a formula with its TeX, which books read out: they hold it nowhere else."""
        drawn = self.context.ask(questions.drawn, tex, False)
        return drawn or escape(readable(tex))

    def _link_to_all(self, formula: Formula) -> str:
        listed = self.context.ask(questions.list_of_formulas, self.context.page.uri)
        if not formula.name or not listed:
            return ""
        path = f"{self._path_to(listed)}#formula-{formula.name}"
        return f'<p class="all-formulas"><a href="{path}">All formulas and their evidence</a></p>'

    def _path_to(self, uri: str) -> str:
        return path_between(self.context.page.uri, uri)


class CountProcessor(InlineProcessor):
    """How many formulas there are, or are checked, in a sentence."""

    def __init__(self, context: Context, pattern: str) -> None:
        super().__init__(pattern, context.md)
        self.context = context

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        """Replace ``[@formulas:…]`` by the number."""
        element = etree.Element("span", {"class": "value", "data-count": m["what"]})
        element.text = AtomicString(str(counts(self.context)[m["what"]]))
        return element, m.start(0), m.end(0)


def counts(context: Context) -> dict[str, int]:
    """Return how many formulas and steps there are, how many checked, proved, and not checked."""
    total = context.ask(questions.totals)
    return {
        "formulas": total.formulas,
        "steps": total.steps,
        "checked": total.formulas - total.unchecked,
        "unchecked": total.unchecked,
        "proved": total.proved,
        "sized": total.sized,
        "claims": total.claims,
        "given": total.given,
    }


def _folded(name: str, evidence: FormulaEvidence, body: str) -> str:
    """Return evidence that its mark opens."""
    is_unchecked = evidence.unchecked is not None
    kind = " data-unchecked" if is_unchecked else ""
    summary = "not checked" if is_unchecked else _mark(evidence.steps)
    return (
        f'<details class="{name}"{kind} data-search-exclude><summary>{summary}</summary>'
        f"{body}</details>"
    )


def _mark(steps: Sequence[StepEvidence]) -> str:
    """Return the word beside a formula; a proof at some sizes only says at which."""
    if not all(step.proved for step in steps):
        return "checked"
    sizes = sorted({size for step in steps for size in step.sizes})
    return f"checked, proved for {', '.join(sizes)}" if sizes else "checked and proved"


def listing_id(function: str) -> str:
    """Return the id of the listing of ``module.function``."""
    return f"code-{re.sub(r'[._]+', '-', function)}"


def path_between(here: str, there: str) -> str:
    """Return the relative link from one page to another, nothing within one page."""
    return posixpath.relpath(there, posixpath.dirname(here) or ".") if here != there else ""


def scrolling(name: str, label: str, content: str) -> str:
    """Return a box that scrolls sideways by itself, with the keyboard too."""
    label = escape(label, quote=True)
    return f'<div class="{name}" tabindex="0" role="group" aria-label="{label}">{content}</div>'


def _assumed(assumption: Assumption) -> str:
    verb = "" if assumption.promise is Promise.SUM else "is "
    return f"{readable(assumption.symbol)} that {verb}{assumption.promise}"


def _small(number: float) -> str:
    return write_number(number, ".0e") if number else "0"


def _exemplified(example: Example) -> str:
    """Return an example in a sentence, fit for HTML."""
    symbols = ", ".join(f"{name} = {value}" for name, value in example.symbols)
    sides = ", ".join(f"{name} {value}" for name, value in example.sides)
    place = f", at {symbols}" if symbols else ""
    return escape(f"For example{place}: {sides}.".replace("-", "−"), quote=False)


def _and(parts: Iterator[str] | list[str]) -> str:
    listed = list(parts)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
