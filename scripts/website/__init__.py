"""Turns pages and snippets into the site.

To read it in order: ``parts`` and ``pages`` find what a page asks for, ``expressions`` and
``sources`` say what that means in code, ``results`` computes it once and keeps it, ``book`` numbers
it, ``evidence`` and ``symbols`` have the formulas checked and explained, and ``markdown`` puts all
on the page. ``mkdocs_hooks`` is the thin layer that knows MkDocs.
"""
