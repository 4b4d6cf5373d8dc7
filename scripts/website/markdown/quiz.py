"""A question with choices: each folds what is to be said about it, so that no script is needed."""

import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block, type_integer

from scripts.website.markdown.context import Context


class QuizBlock(Block):
    """``/// quiz | The question?`` with ``right: 2``: choices as a list of definitions."""

    NAME = "quiz"
    ARGUMENT = True
    OPTIONS = {"right": [0, type_integer]}

    @property
    def context(self) -> Context:
        """The conversion that this block is part of."""
        return self.config["context"]  # type: ignore[no-any-return]

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the section; on paper nothing can be opened, so that it is for the screen."""
        attributes = {"class": "quiz on-screen", "data-search-exclude": ""}
        section = etree.SubElement(parent, "section", attributes)
        etree.SubElement(section, "p", {"class": "quiz-question"}).text = str(self.argument)
        return section

    def on_end(self, block: etree.Element) -> None:
        """Fold the explanation of each choice below it."""
        for definitions in block.findall("dl"):
            block.remove(definitions)
            for choice, said in zip(
                definitions.findall("dt"), definitions.findall("dd"), strict=True
            ):
                block.append(self._folded(choice, said, number=len(block)))

    def _folded(self, choice: etree.Element, said: etree.Element, number: int) -> etree.Element:
        """Return a choice that opens; ``number`` is its place among all, from 1."""
        is_right = number == self.options["right"]
        folded = etree.Element("details", {"class": "choice right" if is_right else "choice"})
        summary = etree.SubElement(folded, "summary")
        summary.text, summary[:] = choice.text, list(choice)
        verdict = etree.SubElement(folded, "p")
        strong = etree.SubElement(verdict, "strong")
        strong.text = self.context.word("right" if is_right else "wrong")
        strong.tail = f" {said.text or ''}"
        verdict.extend(list(said))
        return folded
