"""Files that stand beside the pages."""
