"""The tiers of the code, each of which readers may have as one file."""

from scripts.common.sources import Name, Sources

CAREFUL, PLAIN = "cross_entropy.py", "cross_entropy_plain.py"
_TIERS = {CAREFUL: "careful", PLAIN: "plain"}
_LEFT_OUT = frozenset({"__init__", "circle"})
"""What offers no function, or draws the site's own pictures."""


def modules_in(sources: Sources, file: str) -> list[str]:
    """Return the modules that a file is made of; none where the project has no licence to give."""
    if not (sources.root / "LICENSE").exists():
        return []
    package = f"snippets.{_TIERS[file]}"
    return [f"{package}.{one}" for one in sources.modules_in(package) if one not in _LEFT_OUT]


def names_in(sources: Sources, file: str) -> list[Name]:
    """Return what a file has to offer: all that its modules define but for unused constants."""
    every = (found for module in modules_in(sources, file) for found in sources.named(module))
    return [(module, name) for module, name in every if not name.isupper()]
