"""The functions that the site explains: pure, typed, one concept a module."""
