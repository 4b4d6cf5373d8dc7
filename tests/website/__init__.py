"""Tests of the build's machinery, each on a tiny project of its own."""
