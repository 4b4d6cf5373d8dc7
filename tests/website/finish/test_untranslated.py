"""What no translator may touch."""

from scripts.website.finish.untranslated import kept_from_translation


def test_formulas_and_code_are_marked_and_words_are_not() -> None:
    html = '<p>So <span class="katex"><i>y</i></span> is <code class="x">log</code>.</p><pre><code>'
    assert kept_from_translation(html) == (
        '<p>So <span class="katex" translate="no"><i>y</i></span> is '
        '<code translate="no" class="x">log</code>.</p><pre><code translate="no">'
    )


def test_what_only_begins_like_them_is_left_alone() -> None:
    html = '<span class="katex-html"></span><codex></codex>'
    assert kept_from_translation(html) == html
