"""The Markdown extension: replaces what a page asks for by what was computed for it.

It knows Python-Markdown and the project, and nothing of MkDocs. It finds out which page it is on
by the text that it is given, so that it works in any generator that reads Markdown with it.
"""

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from scripts.formulas.reading.parts import CODE_SPAN, INLINE_MATH
from scripts.website.asked.pages import COUNT, FILE, REFERENCE
from scripts.website.markdown.argument import ArgumentBlock
from scripts.website.markdown.blocks import FigureBlock, ListingBlock, TableBlock
from scripts.website.markdown.context import Context
from scripts.website.markdown.evidence import CountProcessor
from scripts.website.markdown.formula_list import FormulasBlock
from scripts.website.markdown.frameworks import FrameworksBlock
from scripts.website.markdown.inline import (
    MathProcessor,
    PagePreprocessor,
    ReferenceProcessor,
    ValueProcessor,
)
from scripts.website.markdown.live import NumbersBlock
from scripts.website.markdown.quiz import QuizBlock
from scripts.website.markdown.short import ShortBlock
from scripts.website.markdown.tables import TableFrames
from scripts.website.markdown.take_along import FileProcessor
from scripts.website.project import Project


class SiteExtension(BlocksExtension):
    """Registers the author's forms; ``project`` holds what they refer to.

    Without one, that is the site of the current folder, made ready when the first page is read.
    """

    def __init__(self, project: Project | None = None, **options: Any) -> None:
        self.project = project
        super().__init__(**options)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Add the blocks, the display formulas and the inline forms to ``md``."""
        context = Context(self.project, md)
        of_ours = (FigureBlock, TableBlock, ListingBlock, FrameworksBlock, FormulasBlock)
        for block in (*of_ours, ArgumentBlock, NumbersBlock, ShortBlock, QuizBlock):
            block_mgr.register(block, {"context": context})
        # Before fences (25) and HTML (20), after the text is normalised (30).
        md.preprocessors.register(PagePreprocessor(context), "page", 29)
        md.ESCAPED_CHARS += ["$", "<"]
        # Values look like code, so they come before it (190); escapes (180) come after formulas.
        patterns = md.inlinePatterns
        patterns.register(ValueProcessor(context, CODE_SPAN.pattern), "values", 195)
        patterns.register(MathProcessor(context, INLINE_MATH.pattern), "mathematics", 185)
        patterns.register(CountProcessor(context, COUNT.pattern), "counts", 176)
        patterns.register(FileProcessor(context, FILE.pattern), "files", 177)
        patterns.register(ReferenceProcessor(context, REFERENCE.pattern), "references", 175)
        # After the attributes that authors write (8), among which may be a class.
        md.treeprocessors.register(TableFrames(context), "table-frames", 7)


def makeExtension(**options: Any) -> Extension:
    """Return the extension, as Python-Markdown asks for it; the site is that of this folder."""
    return SiteExtension(**options)
