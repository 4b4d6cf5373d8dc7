"""Damages formulas, and undoes damage."""
