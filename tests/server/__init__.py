"""The server that the site is made for, asked as browsers ask."""
