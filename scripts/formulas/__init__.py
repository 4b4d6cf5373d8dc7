"""Reads the LaTeX of a Markdown tree and checks every formula against the code that runs.

In the order in which a formula travels, and in which the modules are best read:

What is written
    tokens            characters → tokens
    layout            tokens → boxes: fractions, scripts, accents, tables, as KaTeX draws them
    names             how boxes spell the name of a symbol, and what Python calls it
    notation          what a symbol may be: values, code, another formula
    declarations      a table, or a block of lines → notation
    parts             Markdown → fences, comments, formulas, lines of text
    documents         a tree of pages → formulas, each with its name, options and notation

What it says
    tree              what a formula can say
    rows              what boxes of a row have in common
    cursor            a place in a row, from which is read:
    symbol_parser       symbols, arguments, subscripts
    bracket_parser      numbers, brackets, bars
    function_parser     functions, sums, choices
    slope_parser        fractions, roots, derivatives
    parser            boxes → tree

What it is worth
    values            numbers of many digits, vectors, and what is undefined
    domains           where the values of a symbol come from
    bindings          the Python expression behind a symbol
    symbol_values     the value of a symbol
    applications      the value of a function with its arguments
    evaluation        tree → value
    derivatives       slopes, gradients, Hessians, limits
    kinds             which symbols a formula needs; its shapes, tried before its numbers
    twins             formulas that stand in for the code that they were checked against
    targets           which formulas these are

What is found
    evidence          what was found, in words fit for a reader
    messages          a doubt, said so that an author can act on it
    diagnosis         how two sides differ that should be equal
    bench             what the steps of a formula share
    equality          two sides, at many points and against the code
    inequalities      an inequality, where it might be weakest
    places            where something is smallest
    steps             one relation between two sides, of whatever kind
    checker           all steps of one formula

What can be proved, by SymPy
    cases             the values of symbols, case by case
    normal_forms      when an expression is zero
    symbolic_arithmetic, symbolic, symbolic_twins   what stands above, for symbols
    proofs            the steps of one formula

What can be mended
    mutants           a formula, damaged
    repairs           damage backwards: did you mean …?

All of a tree
    sources           which definition of a package uses which
    memory            what was found before, as long as nothing behind it has changed
    rests             which doubts come from others
    workers           many formulas, side by side
    report            the formulas of a tree
"""
