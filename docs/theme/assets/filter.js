/* Fields that filter what their page lists: formulas by page and symbol, symbols by what is typed.
   What is found is counted in a line that screen readers read out. */

(() => {
  const box = document.querySelector(".filter");
  if (!box) return;
  const root = box.closest(".all-formulas") ?? box.parentElement;
  const says = box.querySelector(".says");
  const items = [...root.querySelectorAll(".entry, .in-sentences, tbody tr")];
  const counted = items.filter((item) => !item.matches(".in-sentences"));
  const fields = [...box.querySelectorAll("select, input")];
  const { page, symbol, words } = Object.fromEntries(fields.map((field) => [field.name, field]));
  const others = [...root.querySelectorAll(".other-lists a")].map((link) => [link, link.textContent]);
  const WAIT = 200;
  const SAID = { "\u0302": " hat", "\u0304": " bar", "\u0303": " tilde" };

  /* The headings, each with what stands under it. */
  const heads = [...root.querySelectorAll("h2")].map((head) => {
    const below = [];
    for (let next = head.nextElementSibling; next && !next.matches("h2"); next = next.nextElementSibling) {
      below.push(next);
    }
    return { head, below };
  });
  const headOf = new Map(heads.flatMap(({ head, below }) =>
    items.filter((item) => below.some((part) => part.contains(item))).map((item) => [item, head.id])));

  const plain = (text) => text.normalize("NFD").replace(/[\u0302\u0303\u0304]/g, (sign) => SAID[sign])
    .toLowerCase().replace(/\s+/g, " ");
  const wordsOf = new Map(words ? items.map((item) => [item, plain(` ${item.textContent}`)]) : []);

  function fits(item) {
    if (page?.value && headOf.get(item) !== page.value) return false;
    if (symbol?.value && !item.dataset.symbols?.split(" ").includes(symbol.value)) return false;
    /* From the beginning of a word on: "y hat" does not stand in "entropy that". */
    return !words || wordsOf.get(item).includes(` ${plain(words.value).trim()}`);
  }

  function lead() {
    const sign = symbol?.value;
    for (const [link, title] of others) {
      const count = sign ? JSON.parse(link.dataset.with)[sign] ?? 0 : 0;
      link.textContent = sign ? `${title} (${count})` : title;
      link.hash = count ? `with=${encodeURIComponent(sign)}` : "";
    }
  }

  function apply() {
    const asked = fields.some((field) => field.value.trim());
    for (const item of items) item.hidden = asked && !fits(item);
    for (const link of root.querySelectorAll(".formula-names a")) {
      link.parentElement.hidden = document.getElementById(link.hash.slice(1))?.hidden ?? false;
    }
    for (const { head, below } of heads) {
      const inside = below.flatMap((part) => [...part.querySelectorAll(".in-sentences, tr, li")])
        .concat(below.filter((part) => part.matches(".entry")))
        .filter((part) => part.matches(".entry, .in-sentences, tbody tr, .formula-names li"));
      const empty = inside.length > 0 && inside.every((part) => part.hidden);
      for (const part of [head, ...below]) {
        if (!part.matches(".entry")) part.hidden = empty;
      }
    }
    const shown = counted.filter((item) => !item.hidden).length;
    says.textContent = asked
      ? says.dataset.found.replace("{n}", shown).replace("{all}", counted.length) : "";
    lead();
  }

  /* From another list comes a symbol; a link to a formula shows it, whatever was filtered. */
  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    const sign = id.startsWith("with=") ? id.slice(5) : "";
    const known = sign && [...(symbol?.options ?? [])].some(({ value }) => value === sign);
    if (!known && !document.getElementById(id)?.closest("[hidden]")) return;
    for (const field of fields) field.value = "";
    if (known) symbol.value = sign;
    apply();
    (known ? box : document.getElementById(id)).scrollIntoView();
  }

  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, WAIT);
  });
  addEventListener("hashchange", arrive);
  apply();
  arrive();
})();
