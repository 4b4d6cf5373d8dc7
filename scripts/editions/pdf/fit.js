// Makes wide things fit the width of the text, and tells what does not fit all the same.
// It runs in the page before it is printed; the width is that of the paper.
() => {
  const SMALLEST = 0.78;
  const READABLE = 0.9;
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

  const scaleOf = (table) => table.parentElement.clientWidth / table.offsetWidth;
  const fits = (table) => table.offsetWidth <= table.parentElement.clientWidth + 1;

  // Code in a cell may go on in a new line after any of these.
  function breakCode(table) {
    for (const code of table.querySelectorAll("code")) {
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

  // What goes on in the next line must not go on on the next page.
  const goesOn = (formula) => {
    const lefts = [...formula.querySelectorAll(".katex-base")].map((base) => base.getBoundingClientRect().left);
    return lefts.some((left, at) => left < lefts[at - 1]);
  };
  const broken = [...document.querySelectorAll(":is(p, li) .katex")].filter(goesOn);
  for (const formula of broken) formula.closest("p, li").classList.add("whole");

  const right = document.body.getBoundingClientRect().right + 1;
  const tooWide = [];
  for (const element of document.querySelectorAll("p, li, pre, table, svg, img, .katex-base, code")) {
    if (element.getBoundingClientRect().right <= right) continue;
    const named = element.closest("[id]");
    tooWide.push(`${named ? named.id : "?"}: ${element.localName} ${element.className}`);
  }
  return [...new Set(tooWide)];
}
