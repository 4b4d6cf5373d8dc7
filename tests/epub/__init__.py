"""Tests of the EPUB."""
