/* Symbols of a formula tell what they mean: by pointer, by touch, and by the arrow keys once the
   formula has the focus. The words are those of the list in the formula's evidence. */

(() => {
  const tip = document.createElement("div");
  tip.className = "symbol-tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;
  /* The symbol that the arrow keys go on from, also after scrolling has hidden its meaning. */
  let reached = null;

  /* The evidence is a text until it is wanted: browsers do not look into a noscript element. */
  function unfold(evidence) {
    const folded = evidence?.querySelector(":scope > noscript");
    if (folded) folded.outerHTML = folded.textContent;
  }

  const symbolsOf = (body) => [...body.querySelectorAll("[data-symbol]")];

  function show(symbol) {
    const formula = symbol.closest(".formula");
    unfold(formula.querySelector(".evidence"));
    const terms = formula.querySelectorAll("dl.symbols > div");
    const term = terms[symbol.dataset.symbol];
    if (!term) return;
    hide();
    shown = reached = symbol;
    shown.classList.add("is-explained");
    tip.replaceChildren(...[...term.children].map((part) => part.cloneNode(true)));
    tip.hidden = false;
    const box = symbol.getBoundingClientRect();
    const middle = box.left + box.width / 2 - tip.offsetWidth / 2;
    const farthest = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, Math.min(middle, farthest)) + scrollX}px`;
    tip.style.top = `${(above > 56 ? above : box.bottom + 6) + scrollY}px`;
  }

  function hide() {
    shown?.classList.remove("is-explained");
    shown = null;
    tip.hidden = true;
  }

  function leave() {
    hide();
    reached = null;
  }

  /* What the pointer is on, even where an inner symbol lies within an outer one. */
  const symbolAt = (event) => event.target.closest?.(".formula-body [data-symbol]");

  /* Whether there is more of the formula to the right (1) or to the left (-1). */
  const canScroll = (body, step) => step > 0
    ? body.scrollLeft + body.clientWidth < body.scrollWidth - 1
    : body.scrollLeft > 1;

  function onKey(event) {
    const body = event.target.closest?.(".formula-body");
    if (event.key === "Escape") leave();
    if (!body || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const symbols = symbolsOf(body);
    if (symbols.length === 0) return;
    const step = event.key === "ArrowRight" ? 1 : -1;
    const from = symbols.indexOf(reached);
    /* What lies beyond the last symbol is read by scrolling, which the browser does itself. */
    if (from >= 0 && !symbols[from + step] && canScroll(body, step)) return;
    const next = from < 0 ? 0 : (from + step + symbols.length) % symbols.length;
    symbols[next].scrollIntoView({ block: "nearest", inline: "nearest" });
    show(symbols[next]);
    event.preventDefault();
  }

  /* The click comes before its details opens; toggle tells of those that are opened otherwise. */
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".evidence > summary")) unfold(event.target.closest(".evidence"));
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".evidence")) unfold(event.target);
  }, true);
  document.addEventListener("pointerover", (event) => {
    const symbol = symbolAt(event);
    if (symbol) show(symbol);
    else if (event.pointerType === "mouse" && !document.activeElement?.matches(".formula-body")) hide();
  });
  document.addEventListener("click", (event) => {
    const symbol = symbolAt(event);
    if (symbol) show(symbol);
    else hide();
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".formula-body:focus-visible")) return;
    const [first] = symbolsOf(event.target);
    if (first) show(first);
  });
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", onKey);
  addEventListener("resize", hide);

  /* The buttons beside code are no regions: so many nameless ones would only be in the way. */
  const article = document.querySelector("article");
  const group = () => {
    for (const bar of document.querySelectorAll("nav.md-code__nav")) bar.setAttribute("role", "none");
  };
  if (article) new MutationObserver(group).observe(article, { childList: true, subtree: true });
  group();

  /* Material makes wide code scroll by keyboard when it is first seen; the code of a tab that was
     closed then is left to us. */
  document.addEventListener("change", (event) => {
    if (!event.target.closest?.(".tabbed-set")) return;
    requestAnimationFrame(() => {
      for (const code of document.querySelectorAll(".tabbed-block pre > code")) {
        if (code.scrollWidth > code.clientWidth + 1) code.tabIndex = 0;
      }
    });
  });

  /* A word of the glossary: the first touch shows its meaning, the second goes to its entry, and
     Escape puts the meaning away. */
  let touched = null;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "mouse" ? null : event.target;
  });
  document.addEventListener("click", (event) => {
    const term = event.target.closest?.(".term");
    if (term && touched && term !== document.querySelector(".term.is-read")) event.preventDefault();
    document.querySelector(".term.is-read")?.classList.remove("is-read");
    if (term && touched) {
      term.focus();
      term.classList.add("is-read");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:is(:hover, :focus)")) {
      term.classList.add("is-put-away");
      for (const end of ["blur", "pointerleave"]) {
        term.addEventListener(end, () => term.classList.remove("is-put-away"), { once: true });
      }
    }
  });
  document.addEventListener("scroll", (event) => {
    if (event.target !== document && !event.target.contains?.(shown)) return;
    if (event.target !== document) hide();
  }, true);
})();
