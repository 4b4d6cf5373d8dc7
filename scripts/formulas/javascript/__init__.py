"""Translates formulas into JavaScript, and compares what it computes with many digits."""
