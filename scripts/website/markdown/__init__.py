"""The Markdown extension: what was made, put where it was asked for."""
