"""Numbers as they are typed, with a last digit: 0.693, −12, 3.2·10⁻⁴."""

from __future__ import annotations

from . import tree


def last_digit(node: tree.Node) -> int | None:
    """Return the power of ten of the last digit of a number, or None for all else."""
    match node:
        case tree.Num(text=text):
            return -len(text.partition(".")[2])
        case tree.Neg(body=body):
            return last_digit(body)
        case tree.Mul(left=left, right=tree.Pow(base=tree.Num(text="10"), exponent=power)):
            digit, exponent = last_digit(left), _whole(power)
            return None if digit is None or exponent is None else digit + exponent
    return None


def _whole(node: tree.Node) -> int | None:
    if isinstance(node, tree.Neg):
        inner = _whole(node.body)
        return None if inner is None else -inner
    return int(node.text) if isinstance(node, tree.Num) and node.text.isdigit() else None
