"""The language of formulas: from tokens to a tree."""
