"""The functions that the site explains, and what it shows with them."""
