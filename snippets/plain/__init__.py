"""The formulas as a textbook writes them.

A few lines each, NumPy and nothing else. Arguments are arrays or
numbers, and nothing is checked. A function agrees with the one
of the same name in `snippets.careful`, to 1e-9 of the result or
of 1, whichever is larger, where its arguments lie between the
bounds that its module states as `DOMAIN`.
"""
