"""The same losses from other libraries, one module a library, the same names in each.

`numpy` has the plain functions of this site and `careful` the careful ones; the others need their
libraries, which ``make frameworks`` installs and runs. What they gave is read by
`snippets.recorded`, which needs none of them.
"""
