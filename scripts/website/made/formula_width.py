"""How wide a display formula is, so that one a little too wide for a phone can be set smaller.

Nobody lays a formula out when the site is built, but KaTeX knows how wide each sign is and what
stands beside or above what.
"""

import math

WIDTH = r"""
const SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
const NULL_DELIMITER = 0.12;

/* The width of a tree of KaTeX, in em of the formula. */
function widthOf(node) {
  const names = node.classes ?? [];
  const isOneOf = (...others) => others.some((name) => names.includes(name));
  if (isOneOf("katex-mathml", "llap", "rlap", "clap", "accent-body")) return 0;
  const { width, minWidth, ...style } = node.style ?? {};
  const around = ["marginLeft", "marginRight", "paddingLeft", "paddingRight"];
  const size = /reset-size(\d+) size(\d+)/.exec(names.join(" "));
  const factor = size ? SIZES[size[2] - 1] / SIZES[size[1] - 1] : 1;
  const inner = Math.max(lengthOf(width) || contentOf(node, isOneOf), lengthOf(minWidth));
  return factor * around.reduce((sum, side) => sum + lengthOf(style[side]), inner);
}

function contentOf(node, isOneOf) {
  if (isOneOf("nulldelimiter")) return NULL_DELIMITER;
  if (node.text?.length > 1) {
    const isText = !isOneOf("mathnormal");
    return [...node.text].reduce((sum, sign) => sum + widthOfSign(sign, isText), 0);
  }
  if (node.text) return (node.width ?? 0) + (node.italic ?? 0);
  const parts = (node.children ?? []).map(widthOf);
  return isOneOf("vlist", "vlist-t")
    ? Math.max(0, ...parts)
    : parts.reduce((sum, part) => sum + part, 0);
}

function lengthOf(size) {
  return size?.endsWith("em") ? parseFloat(size) : 0;
}

/* Of signs that it writes together, KaTeX keeps the width of the first. */
const widths = new Map();
function widthOfSign(sign, isText) {
  const tex = isText ? `\\text{\\char${sign.codePointAt(0)}}` : sign;
  if (!widths.has(tex)) widths.set(tex, widthOf(katex.__renderToHTMLTree(tex, {})));
  return widths.get(tex);
}
"""
"""Defines ``widthOf`` beside KaTeX."""

_NARROW, _WIDE = 15, 18
"""Where a line of a phone ends, in em of its display formulas: 360 and 390 px are 15 and 16.4 em,
and what is at most a tenth wider can be read as well when it is set smaller."""
_DISPLAY = '<span class="katex-display">'


def with_width(html: str, width: float) -> str:
    """Return a display formula that says how wide it is, if it is a little too wide for a phone.

    Args:
        html: the formula as KaTeX renders it.
        width: in em of its type.
    """
    if not _NARROW < width < _WIDE:
        return html
    # Rounded up, by a pixel at least.
    said = math.ceil(100 * width + 5) / 100
    return html.replace(_DISPLAY, f'{_DISPLAY[:-1]} style="--width:{said:g}">', 1)
