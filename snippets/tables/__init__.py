"""One function a table; each returns a ``Table`` of typed rows."""
