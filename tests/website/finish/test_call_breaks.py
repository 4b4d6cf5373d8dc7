"""Where calls in tables may break."""

import pytest

from scripts.website.finish.call_breaks import with_call_breaks


@pytest.mark.parametrize(
    ("call", "broken"),
    [
        ("log_loss(y, x)", "log_<wbr>loss(<wbr>y, x)"),
        ("nn.BCELoss()(x,y)", "nn.<wbr>BCELoss()(<wbr>x,<wbr>y)"),
        ("one_hot(labels)", "one_<wbr>hot(<wbr>labels)"),
        ("__init__", "__<wbr>init__"),
        ("f(&#x27;mean&#x27;)", "f(<wbr>&#x27;mean&#x27;)"),
        ("InvalidArgumentError", "Invalid<wbr>Argument<wbr>Error"),
        ("NaN", "NaN"),
        ("f(o=LinearEntropyOptions())", "f(<wbr>o=Linear<wbr>Entropy<wbr>Options())"),
        ("softmax", "softmax"),
        ("f([1.0, -0.5], 2.5e-3, 1.)", "f(<wbr>[1.0, -0.5], 2.5e-3, 1.)"),
        ("np.exp(x2.y)", "np.<wbr>exp(<wbr>x2.y)"),
        (
            "f([1, -np.inf], a-b)",
            'f(<wbr>[1, <span class="unbroken">-np</span>.<wbr>inf], a-b)',
        ),
    ],
)
def test_a_call_breaks_between_its_words(call: str, broken: str) -> None:
    for cell in ("td", 'td class="x"', "th"):
        html = f"<{cell}><code>{call}</code></td>"
        assert with_call_breaks(html) == f"<{cell}><code>{broken}</code></td>"


def test_a_long_call_in_a_line_of_text_breaks_too() -> None:
    call = "binary.binary_cross_entropy(y, 0.5)"
    broken = "binary.<wbr>binary_<wbr>cross_<wbr>entropy(<wbr>y, 0.5)"
    assert with_call_breaks(f"<dd>by <code>{call}</code>.") == f"<dd>by <code>{broken}</code>."
    for begins in ("", "<span></span>"):
        listing = f"<pre>{begins}<code>{call}</code></pre>"
        assert with_call_breaks(listing) == listing


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("2.0e-18", '<span class="unbroken">2.0e-18</span>'),
        ("[1, -4e-18]; warns", '[1, <span class="unbroken">-4e-18</span>]; warns'),
        ("one-half, 1e5", "one-half, 1e5"),
    ],
)
def test_a_tiny_number_stays_on_its_line(content: str, whole: str) -> None:
    assert with_call_breaks(f"<td>{content}</td>") == f"<td>{whole}</td>"


def test_short_code_elsewhere_is_left_alone() -> None:
    html = "<p><code>log_loss(y, x)</code></p><td>See <code>log_loss(y, x)</code></td>"
    assert with_call_breaks(html) == html
