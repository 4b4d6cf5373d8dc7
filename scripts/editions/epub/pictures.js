// Tells where the signs of each formula stand, in pixels from its left end and its base line:
// glyphs, lines, and drawings (of roots and braces) with what is seen of each.
() => {
  function baseOf(formula) {
    const probe = document.createElement("span");
    probe.style.display = "inline-block";
    formula.append(probe);
    const { bottom } = probe.getBoundingClientRect();
    probe.remove();
    return bottom;
  }

  function measure(formula) {
    const origin = { left: formula.getBoundingClientRect().left, top: baseOf(formula) };
    const boxOf = (thing) => {
      const { left, top, right, bottom } = thing.getBoundingClientRect();
      return [left - origin.left, top - origin.top, right - origin.left, bottom - origin.top];
    };

    function* glyphsOf(text) {
      const style = getComputedStyle(text.parentElement);
      const font = [style.fontFamily.split(",")[0], style.fontWeight, style.fontStyle];
      const range = document.createRange();
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const sign = range.toString();
        if (sign.trim()) yield { sign, font, size: parseFloat(style.fontSize), box: boxOf(range) };
      }
    }

    const glyphs = [];
    const texts = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) glyphs.push(...glyphsOf(texts.currentNode));
    const lines = [...formula.querySelectorAll(".frac-line")].map((line) => {
      const [left, , right, bottom] = boxOf(line);
      return [left, bottom - parseFloat(getComputedStyle(line).borderBottomWidth), right, bottom];
    });
    const drawings = [...formula.querySelectorAll("svg")].map((drawing) => ({
      box: boxOf(drawing),
      seen: boxOf(drawing.closest(".hide-tail, .brace-left, .brace-center, .brace-right") ?? drawing),
      view: drawing.getAttribute("viewBox"),
      fit: drawing.getAttribute("preserveAspectRatio") ?? "xMidYMid meet",
      path: drawing.querySelector("path").getAttribute("d"),
    }));
    return { width: formula.getBoundingClientRect().width, glyphs, lines, drawings };
  }

  return [...document.querySelectorAll(".katex")].map(measure);
}
