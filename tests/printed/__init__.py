"""Tests of the printed book, which read the PDF back."""
