"""Runs the losses of other libraries and keeps one record of what they gave.

``make frameworks`` installs the libraries into an environment of their own, runs every case and
compares the outcomes with ``snippets/recorded.json``. The pages read that record, so that
the site is built without any of the libraries.

In the order in which the modules are best read:

    cases         what is run: a name, a library, a call, and how exactly it must come out again
    sections      the modules of cases below, each run in a process of its own
    outcomes      what came back: a value, an error, warnings, fit for JSON
    tolerances    whether two outcomes are the same
    fingerprints  what the outcomes of a section depend on
    machine       versions and processor
    record        the file: read, written, compared
    changed       which sections depend on something that is not what the record says

    tabs          the same loss from seven libraries
    traps         inputs at which they differ

    calls         what is called of each library, as texts
    exact         what should have come back, with 60 digits
    hard_inputs   the numbers at which errors are measured
    accuracy      the worst error of each library
    gradients     our gradients against those of PyTorch and JAX
    vocabulary    the loss of many words without all of their logits
    speed         the figures of ``make bench``
    stream        a file that is larger than the memory
"""
