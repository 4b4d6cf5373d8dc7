"""Offers of code as one file, in a sentence and below a listing."""

import posixpath
import re

from markdown.inlinepatterns import InlineProcessor

from scripts.website.made.single_files import size_of
from scripts.website.markdown import questions
from scripts.website.markdown.context import Context


class FileProcessor(InlineProcessor):
    """A file of code that readers may download, in a sentence."""

    def __init__(self, context: Context, pattern: str) -> None:
        super().__init__(pattern, context.md)
        self.context = context

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        """Replace ``[@file:…]`` by a link and the size."""
        return self.context.raw(file_offered(self.context, m["name"])), m.start(0), m.end(0)


def one_file_offered(context: Context, name: str) -> str:
    """Return the offer of a file that what a button copies runs beside."""
    offer = context.word("one_file").format(file_offered(context, name))
    return f'<p class="take-along on-screen">{offer}</p>'


def file_offered(context: Context, name: str) -> str:
    """Return a link to a file of code, with its size; its name where there is no such file."""
    text = context.ask(questions.single_file, name)
    if text is None:
        return f"<code>{name}</code>"
    address = posixpath.relpath(name, posixpath.dirname(context.page.uri) or ".")
    size = f'<span class="on-screen"> ({size_of(text)})</span>'
    return f'<a href="{address}" download><code>{name}</code></a>{size}'
