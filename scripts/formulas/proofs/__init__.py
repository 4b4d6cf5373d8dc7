"""Proves steps with SymPy."""
