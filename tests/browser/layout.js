/* Returns what is laid out badly on the page that is shown, one line each. */
() => {
  /* What is out of sight may not have been laid out; here everything counts. */
  const whole = new CSSStyleSheet();
  whole.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [whole];

  const problems = [];
  const named = (element) => {
    const place = element.closest("[id]")?.id;
    return `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} in #${place}`;
  };
  const isSeen = (element) => element.getClientRects().length > 0;
  /* The box of what is drawn: of a formula, the part of it that is not scrolled away. */
  const drawn = (element) => {
    const box = element.getBoundingClientRect();
    const ink = element.querySelector(":scope > .katex-display > .katex > .katex-html");
    if (!ink) return box;
    const { left, right, top, bottom } = ink.getBoundingClientRect();
    return {
      left: Math.max(left, box.left), right: Math.min(right, box.right),
      top: Math.max(top, box.top), bottom: Math.min(bottom, box.bottom),
    };
  };
  const meets = (a, b) => {
    const one = drawn(a);
    const other = drawn(b);
    return Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  };
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);

  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > innerWidth) {
    problems.push(`the page is ${document.documentElement.scrollWidth} px wide on ${innerWidth}`);
  }

  /* What reaches beyond the screen and cannot be scrolled to. */
  const article = document.querySelector("article") ?? document.querySelector("main");
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_ELEMENT, (element) => {
    if (!isSeen(element) && getComputedStyle(element).display !== "contents") {
      return NodeFilter.FILTER_REJECT;
    }
    /* What is cut off on purpose, a curve at its axes or the bar of a root, has too long a box. */
    if (scrolls(element) || element.matches(".katex-mathml, .hide-tail, [clip-path]")) {
      return NodeFilter.FILTER_REJECT;
    }
    return NodeFilter.FILTER_ACCEPT;
  });
  for (let element = walker.nextNode(); element; element = walker.nextNode()) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.right > width + 1 || box.left < -1)) {
      problems.push(`reaches from ${box.left} to ${box.right} px of ${width}: ${named(element)}`);
    }
  }

  /* What lies over something else. */
  for (const formula of article.querySelectorAll(".formula")) {
    const body = formula.querySelector(":scope > .formula-body");
    const number = formula.querySelector(":scope > .formula-number");
    const mark = formula.querySelector(":scope > .evidence > summary");
    const next = formula.nextElementSibling;
    for (const [one, other] of [[number, body], [mark, body], [mark, number], [mark, next]]) {
      if (one && other && isSeen(one) && isSeen(other) && meets(one, other)) {
        problems.push(`${named(one)} lies over ${named(other)}`);
      }
    }
  }

  /* What scrolls sideways must show it, as tabs do by their arrows; and it must be reached by
     keyboard, to which Material sees for code itself, a bit later. */
  for (const box of article.querySelectorAll("*")) {
    if (!scrolls(box) || !isSeen(box) || box.scrollWidth <= box.clientWidth + 1) continue;
    const { backgroundImage } = getComputedStyle(box);
    if (!backgroundImage.includes("gradient") && !box.matches(".tabbed-labels")) {
      problems.push(`scrolls, but does not show it: ${named(box)}`);
    }
    if (box.tabIndex < 0 && !box.matches("pre > code")
        && !box.querySelector("a, button, [tabindex='0']")) {
      problems.push(`scrolls, but not by keyboard: ${named(box)}`);
    }
  }

  /* Words of a figure that have become too small to read. */
  for (const text of article.querySelectorAll("figure svg text")) {
    const { a, b } = text.getScreenCTM();
    const shown = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    if (isSeen(text) && text.textContent.trim() && shown < 8.5) {
      problems.push(`${shown.toFixed(1)} px small: "${text.textContent}" in ${named(text)}`);
    }
  }

  /* Words and numbers that are cut at the end of a line. Addresses may be. */
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest(".katex, svg, pre, a[href^=http]")) continue;
    if (!text.parentElement.checkVisibility()) continue;
    for (const { 0: word, index } of text.data.matchAll(/[\p{Script=Latin}\d.]+(?:(?<=\de)-\d+)?/gu)) {
      const range = new Range();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 5)));
      if (lines.size > 1) problems.push(`cut: "${word}" in ${named(text.parentElement)}`);
    }
  }
  document.adoptedStyleSheets = [];
  return problems;
}
