"""Tries the steps of a formula at many points."""
