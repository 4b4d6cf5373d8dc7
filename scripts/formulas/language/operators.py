"""Reads functions, sums, choices and the like. How far each reaches is never guessed."""

from __future__ import annotations

from . import tree
from .boxes import Atom, Box, Group, Scripts, Table, Text, visible
from .brackets import BracketParser
from .names import is_sign, name_of
from .rows import BIG, base_of, is_function, opens, split_row, without_comma
from .tokens import FormulaError


class FunctionParser(BracketParser):
    """Reads functions, sums and the like, and how far each reaches."""

    def _function(self, text: str, head: Box, scripts: Scripts | None) -> tree.Node:
        base: tree.Node | None = None
        if scripts is not None:
            if scripts.above is not None or scripts.primes:
                raise FormulaError(f"write the power of {text} behind its argument", scripts.span)
            if text != r"\log" or scripts.below is None:
                raise FormulaError(f"{text} has no index", scripts.span)
            base = self._whole_row(scripts.below)
        arg = self._reached(text, head)
        return tree.Fn((head.span[0], arg.span[1]), text[1:], arg, base)

    def _reached(self, text: str, head: Box) -> tree.Node:
        """Read the argument of a function without brackets of its own, if it is beyond doubt."""
        opening = self.peek()
        if opening is None:
            raise FormulaError(f"{text} needs an argument", head.span)
        if opening is not None and opens(opening) in ("(", "["):
            _, closing, after = self.bracket_content(self.at)
            if isinstance(closing, Scripts):
                raise FormulaError(_reach(text), (head.span[0], closing.span[1]))
            arg = self.factor()
            assert self.at == after
        else:
            arg = self.factor()
        following = self.peek()
        if following is None:
            return arg
        if self.peek_text() == "/":
            raise FormulaError(_reach(text), (head.span[0], following.span[1]))
        if self.starts_factor(following) and not is_function(following):
            raise FormulaError(_reach(text), (head.span[0], following.span[1]))
        return arg

    def _big(self, kind: str, head: Box, scripts: Scripts | None) -> tree.Node:
        if scripts is None or scripts.below is None:
            if kind in ("max", "min") and scripts is None:
                return self._largest_of(kind, head)
            raise FormulaError("say over what: the index below is missing", head.span)
        variable, lower, over, condition = self._range(scripts.below)
        upper = None
        if scripts.above is not None:
            if lower is None:
                raise FormulaError("an upper end without a lower one", scripts.above.span)
            upper = self._whole_row(scripts.above)
        elif lower is not None:
            raise FormulaError("a lower end without an upper one", scripts.below.span)
        if scripts.primes:
            raise FormulaError("a prime at a sum", scripts.span)
        if (after := self.peek()) is None:
            raise FormulaError("nothing follows", scripts.span)
        body = self.within(self.row[self.at :], [variable], after.span)
        node = body.term()
        self.at += body.at
        span = (head.span[0], node.span[1])
        return tree.Big(span, kind, variable, lower, upper, over, condition, node)

    def _range(
        self, group: Group
    ) -> tuple[str, tree.Node | None, tree.Node | None, tree.Node | None]:
        """Read ``i=1``, ``x\\in\\mathcal X``, ``j`` or ``j\\ne y`` below a sum."""
        row = visible(group.body)
        name = name_of(row[0]) if row else None
        if name is None:
            raise FormulaError("an index should stand here", group.span)
        if len(row) == 1:
            return name, None, None, None
        parser = self.within(row[2:], [name], group.span)
        node = parser.expression()
        parser.finish()
        relation = row[1]
        if is_sign(relation, "="):
            return name, node, None, None
        if is_sign(relation, r"\in"):
            return name, None, node, None
        if isinstance(relation, Atom) and relation.text in (r"\ne", "<", ">", r"\le", r"\ge"):
            condition = tree.Rel(group.span, relation.text, tree.Sym(row[0].span, name), node)
            return name, None, None, condition
        raise FormulaError("cannot read this range", group.span)

    def _largest_of(self, kind: str, head: Box) -> tree.Node:
        opening = self.peek()
        if opening is None or opens(opening) not in ("(", "[", r"\{"):
            raise FormulaError(f"say of what: \\{kind}(a,b), or an index below it", head.span)
        row, closing, after = self.bracket_content(self.at)
        parts, _ = split_row(row, frozenset([","]))
        args = tuple(self._argument(part, opening.span) for part in parts)
        self.at = after
        node = tree.MaxMin((head.span[0], base_of(closing).span[1]), kind, args)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _arg(self, box: Box) -> tree.Node:
        operator = self.take(r"\max or \min")
        head = base_of(operator)
        kind = BIG.get(head.text, "") if isinstance(head, Atom) else ""
        below = operator.below if isinstance(operator, Scripts) else None
        if kind not in ("max", "min") or below is None:
            raise FormulaError(r"write \arg\max or \arg\min with its variable below", box.span)
        names = [name_of(part) for part in visible(below.body)]
        name = names[0] if len(names) == 1 else None
        if name is None:
            raise FormulaError("a single symbol should stand here", below.span)
        if not self.known(name):
            raise FormulaError(f"{name} is not declared", below.span)
        body = self.within(self.row[self.at :], [name], below.span)
        node = body.term()
        self.at += body.at
        return tree.Arg((box.span[0], node.span[1]), kind, name, node)

    def _limit(self, head: Box, scripts: Scripts | None) -> tree.Node:
        row = visible(scripts.below.body) if scripts and scripts.below else []
        name = name_of(row[0]) if row else None
        if len(row) < 3 or name is None or not is_sign(row[1], r"\to"):
            raise FormulaError(r"write \lim_{x\to a}", scripts.span if scripts else head.span)
        if not self.known(name):
            raise FormulaError(f"{name} is not declared", row[0].span)
        side, last = "", row[-1]
        if isinstance(last, Scripts) and last.above is not None:
            signs = [getattr(part, "text", "") for part in visible(last.above.body)]
            if signs in (["+"], ["-"]) and last.below is None:
                side, row[-1] = signs[0], last.base
        parser = self.within(row[2:], span=row[0].span)
        target = parser.expression()
        parser.finish()
        body = self.within(self.row[self.at :], [name], head.span)
        node = body.term()
        self.at += body.at
        return tree.Lim((head.span[0], node.span[1]), name, target, side, node)

    def _expectation(self, box: Box, scripts: Scripts | None) -> tree.Node:
        variable = law = ""
        if scripts is not None:
            row = visible(scripts.below.body) if scripts.below else []
            names = [name_of(part) for part in row]
            is_law = len(row) == 3 and is_sign(row[1], r"\sim") and names[0] and names[2]
            if not is_law or scripts.above is not None:
                raise FormulaError(r"write \mathbb{E}_{x\sim p}", scripts.span)
            variable, law = names[0] or "", names[2] or ""
            if not self.known(law):
                raise FormulaError(f"{law} is not declared", row[2].span)
        opening = self.peek()
        if opening is None or opens(opening) not in ("[", "("):
            raise FormulaError("an expectation needs brackets", box.span)
        content, closing, after = self.bracket_content(self.at)
        parser = self.within(content, [variable] if variable else [], opening.span)
        body = parser.expression()
        parser.finish()
        self.at = after
        node = tree.Expect((box.span[0], base_of(closing).span[1]), variable, law, body)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _diagonal(self, box: Box) -> tree.Node:
        opening = self.peek()
        if opening is None or opens(opening) != "(":
            raise FormulaError("diag needs an argument in brackets", box.span)
        row, closing, after = self.bracket_content(self.at)
        arg = self._argument(row, opening.span)
        self.at = after
        node = tree.Diag((box.span[0], base_of(closing).span[1]), arg)
        return self._scripted(node, closing if isinstance(closing, Scripts) else None)

    def _indicator(self, box: Box) -> tree.Node:
        opening = self.peek()
        if opening is None or opens(opening) not in ("[", r"\{"):
            raise FormulaError(r"\mathbf 1 is not declared, and no condition follows", box.span)
        row, closing, after = self.bracket_content(self.at)
        condition = self.within(row, span=opening.span).single_relation()
        self.at = after
        return tree.Ind((box.span[0], base_of(closing).span[1]), condition)

    def _delta(self, scripts: Scripts) -> tree.Node:
        assert scripts.below is not None
        indices = self._subscripts(scripts.below)
        if len(indices) != 2 or scripts.above is not None:
            raise FormulaError(r"\delta needs two indices", scripts.span)
        return tree.Delta(scripts.span, indices[0], indices[1])

    def _underbrace(self, head: Box, body: Group, scripts: Scripts | None) -> tree.Node:
        if scripts is None or scripts.below is None or scripts.above is not None:
            raise FormulaError("a brace needs a label", head.span)
        label = self._whole_row(scripts.below)
        return tree.Brace(scripts.span, self._whole_row(body), label)

    def _cases(self, table: Table) -> tree.Node:
        branches = []
        for cells in table.rows:
            if len(cells) != 2:
                raise FormulaError("a case is a value and a condition", cells[0].span)
            value = self.within(without_comma(cells[0].body), span=cells[0].span)
            node = value.expression()
            value.finish()
            branches.append((node, self._condition(cells[1])))
        if any(condition is None for _, condition in branches[:-1]):
            raise FormulaError("'otherwise' comes last", table.span)
        return tree.Cases(table.span, tuple(branches))

    def _condition(self, cell: Group) -> tree.Node | None:
        row = without_comma(cell.body)
        words = row[0].text.strip() if row and isinstance(row[0], Text) else ""
        if words.rstrip(".,") == "otherwise" and len(row) == 1:
            return None
        if words != "if":
            raise FormulaError(r"write \text{if } and a condition, or \text{otherwise}", cell.span)
        return self.within(row[1:], span=cell.span).single_relation()


def _reach(text: str) -> str:
    return f"ambiguous: how far does {text} reach? Put brackets around its argument"
