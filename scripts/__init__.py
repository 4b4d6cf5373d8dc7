"""The few commands of the project; each runs as ``python -m scripts.<name>``."""
