"""The book as an EPUB: for e-readers, with MathML and figures that grow with the type.

The pages are read and made fit for a book as they are for the PDF, by `scripts.editions.pdf`. Then
`formulas` fits KaTeX's MathML for readers of EPUB, `tables` fits tables to their screens, `numbers`
puts those of the figures at the end, `pictures` draws formulas for readers that draw no MathML,
`documents` writes every chapter as a document of its own,
`fonts` cuts the type of labels, `package` adds what an EPUB wants besides the text, and `cover`
draws the cover.
"""
