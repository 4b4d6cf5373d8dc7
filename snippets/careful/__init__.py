"""What computes every number of the site: pure, typed, exact; one concept a module."""
