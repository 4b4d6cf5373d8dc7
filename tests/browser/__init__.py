"""What readers see and use, tested in a real browser."""
