"""Damages all formulas and all code of the site, and counts what goes unnoticed."""
