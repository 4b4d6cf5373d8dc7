"""Computes the value of a tree at a point."""
