/* A reference to a formula shows the formula, by pointer and by keyboard, before it is followed. */

(() => {
  const REFERENCE = "article a.reference[href*='#eq-']";
  const WAIT = 150;

  const tip = document.createElement("div");
  tip.className = "equation-tip";
  tip.id = "equation-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;
  let waiting = 0;

  const pageOf = (link) => new URL(link.href).pathname;

  /* The formulas of other pages stand in a script beside each: a folder of files can be read so,
     where a page cannot. */
  const asked = new Map();
  function equationsOf(link) {
    const source = link.href.replace(/\.html(#.*)?$/, ".equations.js");
    if (!asked.has(source)) {
      asked.set(source, new Promise((done) => {
        const script = document.createElement("script");
        script.src = source;
        script.addEventListener("load", () => done(globalThis.equations ?? {}));
        script.addEventListener("error", () => done({}));
        document.head.append(script);
      }));
    }
    return asked.get(source);
  }

  async function drawingOf(link) {
    const name = decodeURIComponent(link.hash.slice(1));
    if (pageOf(link) === location.pathname) {
      return document.querySelector(`#${CSS.escape(name)} .formula-body`)?.innerHTML;
    }
    return (await equationsOf(link))[name];
  }

  function place(link) {
    const box = link.getClientRects()[0];
    const farthest = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, Math.min(box.left, farthest)) + scrollX}px`;
    tip.style.top = `${(above > 56 ? above : box.bottom + 6) + scrollY}px`;
  }

  async function show(link) {
    shown = link;
    const drawing = await drawingOf(link);
    if (!drawing || shown !== link) return;
    tip.innerHTML = drawing;
    tip.hidden = false;
    link.setAttribute("aria-describedby", tip.id);
    place(link);
  }

  function hide() {
    clearTimeout(waiting);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  }

  /* It stays while the pointer goes over to it. */
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const link = target.closest?.(REFERENCE);
    clearTimeout(waiting);
    if (link === shown && shown || target.closest?.(".equation-tip")) return;
    if (link) waiting = setTimeout(() => show(link), WAIT);
    else if (shown && shown !== document.activeElement) waiting = setTimeout(hide, WAIT);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(`${REFERENCE}:focus-visible`)) show(target);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("resize", hide);
})();
