"""The Content-Security-Policy of each page: what a browser may load and run, and nothing else.

Scripts come from the site's own files. The few lines that Material writes into the page itself are
allowed one by one, by their hashes. Formulas and drawings carry style attributes, so that styles
may stand in the page, and fonts in the style sheets.
"""

import base64
import re
from hashlib import sha256

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r"<meta charset=[^>]*>")
# Over file:// a browser may take 'self' for nothing; elsewhere no page can load a file.
_SELF = "'self' file:"


def with_policy(html: str) -> str:
    """Return the page with its policy as the first thing after the character set."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(html)}">'
    return _CHARSET.sub(lambda found: found[0] + policy, html, count=1)


def policy_of(html: str) -> str:
    """Return the policy under which a page works, and only it."""
    hashes = " ".join(dict.fromkeys(f"'sha256-{_hash(code)}'" for code in inline_scripts(html)))
    scripts = f"{_SELF} {hashes}".strip()
    return "; ".join(
        (
            # Firefox fetches the next page ahead, and counts that here.
            "default-src 'self'",
            f"script-src {scripts}",
            f"style-src {_SELF} 'unsafe-inline'",
            f"font-src {_SELF} data:",
            f"img-src {_SELF} data:",
            f"connect-src {_SELF}",
            f"worker-src {_SELF}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def inline_scripts(html: str) -> list[str]:
    """Return the code of the scripts that stand in the page; data is no code."""
    return [
        script["code"]
        for script in _SCRIPT.finditer(html)
        if not re.search(r"\bsrc=|\btype=.?application/(?:ld\+)?json", script["attributes"])
        and script["code"].strip()
    ]


def _hash(code: str) -> str:
    return base64.b64encode(sha256(code.encode()).digest()).decode()
