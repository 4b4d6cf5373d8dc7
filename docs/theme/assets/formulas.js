/* Taking formulas along: what is copied of one is its LaTeX, and its box offers that and a link. */

(() => {
  const INVISIBLE = /[\u2061-\u2064\u200b\ufeff]/g;

  const elementOf = (node) => (node.nodeType === 1 ? node : node.parentElement);
  const formulaAt = (node) => elementOf(node)?.closest(".katex");

  function latexOf(formula, isDisplay) {
    const source = formula.querySelector("annotation")?.textContent;
    /* What repeats a part of another formula has no source: it is copied in signs. */
    if (source === undefined) {
      return formula.querySelector("math").textContent.replace(INVISIBLE, "");
    }
    return isDisplay ? `\n$$\n${source}\n$$\n` : `$${source}$`;
  }

  /* A formula that is selected in part is meant as a whole. */
  function widened(range) {
    const whole = range.cloneRange();
    const [first, last] = [range.startContainer, range.endContainer].map(formulaAt);
    if (first) whole.setStartBefore(first);
    if (last) whole.setEndAfter(last);
    return whole;
  }

  function withLatex(range) {
    const copy = document.createElement("div");
    copy.append(range.cloneContents());
    const within = elementOf(range.commonAncestorContainer).closest(".katex-display");
    for (const unseen of copy.querySelectorAll("[hidden], .headerlink, .evidence:not([open])")) {
      unseen.remove();
    }
    for (const formula of copy.querySelectorAll(".katex")) {
      formula.replaceWith(latexOf(formula, within ?? formula.closest(".katex-display")));
    }
    return copy;
  }

  /* Where lines end is known of what is laid out, and of nothing else. */
  function textOf(copy) {
    copy.className = "md-typeset copied";
    document.body.append(copy);
    const text = copy.innerText.replace(/[ \t]*\n\s*\n[ \t]*/g, "\n\n").trim();
    copy.remove();
    return text;
  }

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed) return;
    const range = widened(selection.getRangeAt(0));
    if (!range.cloneContents().querySelector(".katex")) return;
    event.clipboardData.setData("text/plain", textOf(withLatex(range)));
    event.preventDefault();
  });

  /* Pages that are not served safely get no clipboard of the newer kind. */
  function copyBySelection(text) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
  }

  function button(words, done, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", async () => {
      await copy(text());
      made.textContent = done;
      setTimeout(() => { made.textContent = words; }, 2000);
    });
    return made;
  }

  /* The box below a formula, once it is open, offers what can be taken along. */
  document.addEventListener("toggle", ({ target }) => {
    const body = target.matches?.(".formula > .evidence[open]") && target.querySelector(".evidence-body");
    if (!body || body.querySelector(".to-copy")) return;
    const formula = target.parentElement;
    const drawn = formula.querySelector(".formula-body .katex");
    const offered = document.createElement("p");
    offered.className = "to-copy";
    offered.setAttribute("aria-live", "polite");
    offered.append(button("Copy LaTeX", "LaTeX copied", () => latexOf(drawn, true).trim()));
    if (formula.id) {
      const address = () => `${location.href.split("#")[0]}#${formula.id}`;
      offered.append(" ", button("Copy link", "Link copied", address));
    }
    body.prepend(offered);
  }, true);
})();
