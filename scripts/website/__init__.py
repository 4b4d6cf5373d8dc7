"""Turns pages and snippets into the site.

To read it in order: ``asked`` finds what a page asks for, ``made`` computes it once and keeps it,
``project`` has the results of all pages together and ``ready`` makes them of ``mkdocs.yml``;
``markdown`` puts them on a page, whatever generator converts it, and ``finish`` makes what the
generator has written the site. ``mkdocs_hooks`` with ``remembered``, and ``zensical``, are the thin
layers that know a generator.
"""
