"""Checks all formulas of a tree, side by side, and remembers."""
