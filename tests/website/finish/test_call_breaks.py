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
        ("softmax", "softmax"),
    ],
)
def test_a_call_breaks_between_its_words(call: str, broken: str) -> None:
    for cell in ("td", 'td class="x"', "th"):
        html = f"<{cell}><code>{call}</code></td>"
        assert with_call_breaks(html) == f"<{cell}><code>{broken}</code></td>"


def test_code_elsewhere_is_left_alone() -> None:
    html = "<p><code>log_loss(y, x)</code></p><td>See <code>log_loss(y, x)</code></td>"
    assert with_call_breaks(html) == html
