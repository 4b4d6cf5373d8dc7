"""Names of files that change with what is in them: browsers may keep those for good."""

from hashlib import sha256


def named_by_content(name: str, content: bytes) -> str:
    """Return a name with a hash of the content before its ending: ``live.5e5a98a5.js``."""
    stem, _, ending = name.partition(".")
    return f"{stem}.{sha256(content).hexdigest()[:8]}.{ending}"
