"""The policy of a page: the scripts of its templates by their hashes, nothing from elsewhere."""

import base64
import re
from hashlib import sha256

import pytest
from jinja2 import DictLoader, Environment

from scripts.website.finish.policy import (
    ForeignScriptError,
    MarkedTemplates,
    inline_scripts,
    policy_of,
    with_policy,
)

MARK = "data-mark"
PAGE = """<head><meta charset="utf-8"><script src="a.js"></script></head>
<script data-mark>one(1 < 2, "<p>")</script>
<script data-mark type="application/json">{"a": 1}</script>
<script data-mark>one(1 < 2, "<p>")</script>"""
CODE = 'one(1 < 2, "<p>")'


def test_each_inline_script_is_allowed_by_its_hash_and_once() -> None:
    assert inline_scripts(PAGE, MARK) == [CODE, CODE]
    digest = base64.b64encode(sha256(CODE.encode()).digest()).decode()
    assert re.findall(r"'sha256-([^']*)'", policy_of([CODE, CODE])) == [digest]
    assert policy_of([CODE]) != policy_of(["two()"])


def test_nothing_comes_from_elsewhere_and_no_script_runs_unnamed() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy_of([CODE]).split("; "))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert not re.search(r"https?:|\*", policy_of([CODE]))


def test_the_policy_comes_before_anything_it_governs() -> None:
    page = with_policy(PAGE, MARK)
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert page.count("Content-Security-Policy") == 1
    assert MARK not in page


@pytest.mark.parametrize(
    "script",
    [
        "<script>two()</script>",
        "<SCRIPT\n>two()</SCRIPT >",
        "<script data-other>two()</script>",
        "<script type=module>two()</script>",
        "<svg><script>two()</script></svg>",
        "<script>two()",
    ],
)
def test_a_script_of_no_template_is_told(script: str) -> None:
    with pytest.raises(ForeignScriptError, match=r"(?i)<script"):
        with_policy(f"{PAGE}{script}", MARK)


def test_scripts_are_known_by_the_templates_that_hold_them() -> None:
    pages = {"page": "<script>one()</script><script async>two({{ x }})</script>{{ content }}"}
    templates = MarkedTemplates(DictLoader(pages))
    written = Environment(loader=templates, autoescape=False).get_template("page")
    page = written.render(x=1, content="<p>")
    assert inline_scripts(page, templates.mark) == ["one()", "two(1)"]
    with pytest.raises(ForeignScriptError):
        inline_scripts(written.render(content="<script>one()</script>"), templates.mark)
    assert templates.mark != MarkedTemplates(DictLoader(pages)).mark
    assert templates.list_templates() == ["page"]
