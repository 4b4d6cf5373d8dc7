"""The editions of the built site: book, EPUB and zip."""
