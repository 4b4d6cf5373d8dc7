"""Tests of the functions that the site explains."""
