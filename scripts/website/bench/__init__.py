"""Measures what the site costs its readers and its authors."""
