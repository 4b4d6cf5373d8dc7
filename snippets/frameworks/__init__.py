"""The same losses from other libraries, one module a library, the same names in each.

`numpy` calls the functions of this site; the others need their libraries, which ``make frameworks``
installs and runs. What they gave is read by `snippets.recorded`, which needs none of them.
"""
