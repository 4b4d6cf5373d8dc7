"""What becomes of it."""
