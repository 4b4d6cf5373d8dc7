"""Reads the LaTeX of a Markdown tree and checks every formula against the code that runs.

A formula travels through the folders in this order, and none imports a later one:

    language      characters → tokens → boxes, as KaTeX draws them → tree; names and notation
    reading       Markdown → formulas, each with its name, its options and its notation
    evaluation    tree → value: domains, bindings to code, slopes, formulas that stand in for code
    checks        two sides at many points → evidence or doubt; one formula
    proofs        the same by SymPy, for all values of its symbols
    damage        a formula, damaged; and damage backwards: did you mean …?
    report        all formulas of a tree, side by side, and again only after a change
"""
