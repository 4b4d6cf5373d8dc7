"""Functions of the example."""
