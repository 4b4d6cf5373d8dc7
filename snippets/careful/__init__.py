"""What computes every number of the site: pure, typed, exact.

One concept a module.
"""
