"""The words of the glossary, as its page has them."""

from scripts.website.asked.glossary import Term, read_glossary

SOURCE = """- **Entropy**: the average *surprise* of $P$. [Entropy](../foundations/entropy.md)
  { #entropy }
- **Cross-entropy**: dearer than [entropy](#entropy). [One](../a.md), [Two](../b.md)
  { #cross-entropy }
- **Arg min, arg max**: where it is smallest. [One](../a.md)
  { #arg-min }
- **KL divergence** (relative entropy): an excess. [KL](../kl.md)
  { #kl-divergence }
- **Surprise**: see [entropy](#entropy).
  { #surprise }
- **Support**: what can happen. [One](../a.md)
  { #support }
"""


def test_entries_are_read_from_the_glossary() -> None:
    terms = read_glossary(SOURCE, lambda words: words.replace("*", "").replace("$", ""))
    by_id = {term.id: term for term in terms}
    assert by_id["entropy"] == Term(
        "entropy", ("Entropy",), "the average surprise of P.", "foundations/entropy.md"
    )
    assert by_id["cross-entropy"].meaning == "dearer than entropy."
    assert by_id["arg-min"].names == ("Arg min", "arg max")
    assert by_id["kl-divergence"].names == ("KL divergence", "relative entropy")
    assert by_id["surprise"].meaning == by_id["entropy"].meaning
