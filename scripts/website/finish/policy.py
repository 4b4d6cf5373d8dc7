"""The Content-Security-Policy of each page: what a browser may load and run, and nothing else.

Scripts come from the site's own files. The few lines that templates write into the page itself are
allowed one by one, by their hashes. They are known by a mark that is put on them before any page
is written and taken off afterwards: a script that came into a page otherwise is not allowed.
Formulas and drawings carry style attributes, so that styles may stand in the page, and the
smallest fonts in the style sheets.
"""

import base64
import re
import secrets
from collections.abc import Callable, Iterable
from hashlib import sha256
from html.parser import HTMLParser

from jinja2 import BaseLoader, Environment

_TEMPLATE_SCRIPT = re.compile(r"<script(?=[\s>])")
_CHARSET = re.compile(r"<meta charset=[^>]*>")
# Over file:// a browser may take 'self' for nothing; elsewhere no page can load a file.
_SELF = "'self' file:"
_DATA = ("application/json", "application/ld+json")


class ForeignScriptError(ValueError):
    """A script stands in a page that no template has written."""


class MarkedTemplates(BaseLoader):
    """Templates whose scripts carry ``mark``, an attribute that no author can guess."""

    def __init__(self, templates: BaseLoader) -> None:
        self.templates = templates
        self.mark = new_mark()

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template with its scripts marked."""
        source, path, is_current = self.templates.get_source(environment, template)
        return marked(source, self.mark), path, is_current

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return self.templates.list_templates()


def new_mark() -> str:
    """Return an attribute that nobody can guess."""
    return f"data-{secrets.token_hex(16)}"


def marked(template: str, mark: str) -> str:
    """Return a template with its scripts marked."""
    return _TEMPLATE_SCRIPT.sub(f"<script {mark}", template)


def with_policy(html: str, mark: str) -> str:
    """Return the page without marks, with its policy as the first thing after the character set.

    Raises:
        ForeignScriptError: a script stands in the page that has no mark.
    """
    policy = policy_of(inline_scripts(html, mark))
    element = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda found: found[0] + element, html.replace(f" {mark}", ""), count=1)


def policy_of(scripts: Iterable[str]) -> str:
    """Return the policy under which a page works that holds these scripts, and only it."""
    hashes = " ".join(dict.fromkeys(f"'sha256-{_hash(code)}'" for code in scripts))
    return "; ".join(
        (
            # Firefox fetches the next page ahead, and counts that here.
            "default-src 'self'",
            f"script-src {f'{_SELF} {hashes}'.strip()}",
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


def inline_scripts(html: str, mark: str) -> list[str]:
    """Return the code of the templates' scripts that stand in the page; data is no code.

    Raises:
        ForeignScriptError: a script stands in the page that has no mark.
    """
    reader = _Scripts(mark)
    reader.feed(html)
    reader.close()
    return [code for code in reader.codes if code.strip()]


class _Scripts(HTMLParser):
    """Collects the scripts of a page."""

    def __init__(self, mark: str) -> None:
        super().__init__(convert_charrefs=False)
        self.mark = mark
        self.codes: list[str] = []
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "script":
            return
        given = dict(attrs)
        if "src" not in given and self.mark not in given:
            raise ForeignScriptError(self.get_starttag_text())
        self.is_code = "src" not in given and given.get("type") not in _DATA
        if self.is_code:
            self.codes.append("")

    def handle_data(self, data: str) -> None:
        if self.is_code:
            self.codes[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.is_code = self.is_code and tag != "script"


def _hash(code: str) -> str:
    return base64.b64encode(sha256(code.encode()).digest()).decode()
