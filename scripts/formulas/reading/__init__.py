"""Reads Markdown: which formulas there are, and with which notation."""
