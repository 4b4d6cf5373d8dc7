// Makes wide things fit the width of the text, and tells what does not fit all the same.
// It runs in the page before it is printed; the width is that of the paper.
() => {
  const SMALLEST = 0.78;
  const READABLE = 0.9;
  const SHORT = 0.2;
  // Pixels: 5.4 points.
  const LEGIBLE = 7.2;
  const overflows = (element) => element.scrollWidth > element.clientWidth + 1;

  function shrink(element, inner) {
    const size = parseFloat(getComputedStyle(inner).fontSize);
    const scale = element.clientWidth / element.scrollWidth;
    inner.style.fontSize = `${size * Math.max(scale * 0.99, SMALLEST)}px`;
  }

  for (const body of document.querySelectorAll(".formula-body")) {
    const formula = body.querySelector(".katex");
    if (!formula || !overflows(body)) continue;
    const scale = body.clientWidth / body.scrollWidth;
    // Smaller where that is enough; else broken after a relation or an operator.
    if (scale < SMALLEST) body.classList.add("broken");
    if (overflows(body)) shrink(body, formula);
  }

  // A high figure is made smaller by the style sheet, but not so that its words cannot be read.
  for (const drawing of document.querySelectorAll(".drawing svg")) {
    const scale = drawing.getBoundingClientRect().height / drawing.viewBox.baseVal.height;
    const sizes = [...drawing.querySelectorAll("text")].map((text) => scale * parseFloat(getComputedStyle(text).fontSize));
    const smallest = Math.min(...sizes);
    if (smallest < LEGIBLE) drawing.style.maxHeight = `${(drawing.getBoundingClientRect().height * LEGIBLE) / smallest}px`;
  }

  const scaleOf = (table) => table.parentElement.clientWidth / table.offsetWidth;
  const fits = (table) => table.offsetWidth <= table.parentElement.clientWidth + 1;

  // Code in a cell may go on in a new line after any of these.
  function breakCode(table) {
    for (const code of table.querySelectorAll("code:not(.unbroken, .unbroken *)")) {
      const parts = code.textContent.split(/(?<=[._(,=/])/);
      code.replaceChildren(...parts.flatMap((part) => [part, document.createElement("wbr")]));
    }
  }

  for (const table of document.querySelectorAll("table")) {
    if (fits(table)) continue;
    // Closer together where much is missing; then smaller.
    if (scaleOf(table) < READABLE) {
      table.classList.add("tight");
      breakCode(table);
    }
    if (fits(table)) continue;
    const size = parseFloat(getComputedStyle(table).fontSize);
    table.style.fontSize = `${size * Math.max(scaleOf(table) * 0.98, SMALLEST)}px`;
  }

  // A short formula is not broken: a line that ends early costs less. And what goes on in the next
  // line must not go on on the next page.
  const goesOn = (formula) => {
    const lefts = [...formula.querySelectorAll(".katex-base")].map((base) => base.getBoundingClientRect().left);
    return lefts.some((left, at) => left < lefts[at - 1]);
  };
  const broken = [...document.querySelectorAll(":is(p, li) .katex")].filter(goesOn);
  const widthOf = (formula) =>
    [...formula.querySelectorAll(".katex-base")].reduce((sum, base) => sum + base.offsetWidth, 0);
  for (const formula of broken) {
    if (widthOf(formula) < SHORT * document.body.clientWidth) formula.classList.add("unbroken");
    else formula.closest("p, li").classList.add("whole");
  }

  // Of three lines Chromium leaves the last alone, though its widows are to be two.
  for (const text of document.querySelectorAll("p, li")) {
    if (text.offsetHeight < 3.9 * parseFloat(getComputedStyle(text).lineHeight)) text.classList.add("whole");
  }

  const right = document.body.getBoundingClientRect().right + 1;
  const tooWide = [];
  for (const element of document.querySelectorAll("p, li, pre, table, svg, img, .katex-base, code")) {
    if (element.getBoundingClientRect().right <= right) continue;
    const named = element.closest("[id]");
    tooWide.push(`${named ? named.id : "?"}: ${element.localName} ${element.className}`);
  }
  return [...new Set(tooWide)];
}
