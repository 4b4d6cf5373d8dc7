"""What keeps the book from being made."""


class BookError(Exception):
    """The book cannot be made; the message says why and what to do next."""
