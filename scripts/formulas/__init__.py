"""Reads the LaTeX of a Markdown tree and checks every formula against the code that runs.

In the order in which a formula travels, and in which the modules are best read:

    tokens       characters → tokens
    layout       tokens → boxes: fractions, scripts, accents, tables, as KaTeX draws them
    tree         what a formula can say
    notation     what the symbols of a section mean
    documents    Markdown → formulas, each with its name, options and notation
    parser       boxes → tree
    values       numbers of many digits, vectors, and what is undefined
    domains      where the values of a symbol come from
    bindings     the Python expression behind a symbol
    evaluation   tree → value
    derivatives  slopes, gradients, Hessians, limits
    kinds        which symbols a formula needs; its shapes, tried before its numbers
    twins        formulas that stand in for the code that they were checked against
    steps        one relation between two sides, tried out
    evidence     what was found, in words fit for a reader
    messages     a doubt, said so that an author can act on it
    sources      which definition of a package uses which
    memory       what was found before, as long as nothing behind it has changed
    checker      one formula, or all of a tree, in parallel
"""
