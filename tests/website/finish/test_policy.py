"""The policy of a page: its own scripts by their hashes, nothing from elsewhere."""

import base64
import re
from hashlib import sha256

from scripts.website.finish.policy import inline_scripts, policy_of, with_policy

PAGE = """<head><meta charset="utf-8"><script src="a.js"></script></head>
<script>one()</script><script type="application/json">{"a": 1}</script><script>one()</script>"""


def test_each_inline_script_is_allowed_by_its_hash_and_once() -> None:
    assert inline_scripts(PAGE) == ["one()", "one()"]
    digest = base64.b64encode(sha256(b"one()").digest()).decode()
    assert re.findall(r"'sha256-([^']*)'", policy_of(PAGE)) == [digest]
    assert policy_of(PAGE) != policy_of(PAGE.replace("one()", "two()"))


def test_nothing_comes_from_elsewhere_and_no_script_runs_unnamed() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy_of(PAGE).split("; "))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert not re.search(r"https?:|\*", policy_of(PAGE))


def test_the_policy_comes_before_anything_it_governs() -> None:
    page = with_policy(PAGE)
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert page.count("Content-Security-Policy") == 1
