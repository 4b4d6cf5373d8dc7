"""The book: all pages of the built site as one PDF.

The way: ``chapters`` reads the site's own pages; ``adapting`` makes a chapter fit for paper;
``layout`` puts all chapters on one page with title and contents; ``printing`` makes what is wide
fit, lets figures float, and has Chromium print it, twice, because only a printed book knows its
page numbers (``page_numbers``); ``finishing`` adds what Chromium leaves out: bookmarks, metadata,
the structure of formulas.
"""
