// Has figures and tables float: what does not fit on a page goes below the text that follows it.
// The browser has no such thing. So each chapter is set in columns as high as a page, where it
// breaks as it does on paper, and its pages are filled from the first to the last. A figure that
// nearly fits is made a little smaller, with those before it on the page where that is not enough.
// Given moves that were found before, it makes those, since pages may change with their numbers.
// Returns [[id of what floats, number of blocks that it goes below, its scale], …], in this order.
(known) => {
  const WHITE = 24;
  const BETTER = 15;
  const LEADING = 4;
  const GAP = 40;
  const HAIR = 2;
  const SCALES = [0.96, 0.92, 0.88];
  const FLOATING = "figure.figure[id], figure.table[id]";
  const PASSED = "p, ul, ol, div:not(.tabs), h3";

  function goBelow(block, count) {
    for (let passed = 0; passed < count; passed++) block.nextElementSibling.after(block);
  }

  function scale(figure, factor) {
    for (const drawing of figure.querySelectorAll(".drawing svg")) {
      Object.assign(drawing.style, { height: "", width: "" });
      const { height } = drawing.getBoundingClientRect();
      if (factor < 1) Object.assign(drawing.style, { height: `${height * factor}px`, width: "auto" });
    }
  }

  if (known) {
    for (const [id, count, factor] of known) {
      const block = document.getElementById(id);
      goBelow(block, count);
      scale(block, factor);
    }
    return known;
  }

  const probe = document.createElement("div");
  probe.style.height = "var(--text-height)";
  document.body.append(probe);
  // What fits by a hair in a column may not fit on a page.
  const height = Math.floor(probe.getBoundingClientRect().height) - HAIR;
  probe.remove();
  // Not a whole number of pixels: a rounded one is a column too few after some.
  const { width } = document.body.getBoundingClientRect();

  // In which columns the boxes of a block of a chapter stand.
  function placesOf(block, origin) {
    const boxes = [...block.getClientRects()].filter((box) => box.height > 0);
    return { boxes, columns: boxes.map((box) => Math.floor((box.left - origin.left + 1) / (width + GAP))) };
  }

  // What stands in the columns of a chapter: where each ends, and the first block of each.
  function columnsOf(chapter) {
    const origin = chapter.parentElement.getBoundingClientRect();
    const ends = [];
    const firsts = [];
    for (const block of chapter.children) {
      const { boxes, columns } = placesOf(block, origin);
      if (boxes.length) firsts[columns[0]] ??= block;
      for (const [at, box] of boxes.entries())
        ends[columns[at]] = Math.max(ends[columns[at]] ?? 0, box.bottom - origin.top);
    }
    return { ends, firsts };
  }

  // Does a thought end with a block, so that a figure may stand between it and the next?
  function endsAThought(block, next) {
    if (!next) return true;
    if (block.matches(".announcing, h3") || next.matches(".formula, ul, ol, figure.table")) return false;
    return !(next.matches("p") && /^\s*\p{Ll}/u.test(next.textContent));
  }

  // Return the figure or table that the first blocks of a page lead to.
  function floatBehind(first) {
    let block = first;
    for (let passed = 0; block && passed < LEADING; passed++) {
      if (block.matches(FLOATING)) return block;
      if (!block.matches("h2, h3, p, .formula")) return null;
      block = block.nextElementSibling;
    }
    return null;
  }

  // Make a figure fit into a column, and return what was made smaller: nothing if it cannot fit.
  function shrink(chapter, figure, column) {
    const origin = chapter.parentElement.getBoundingClientRect();
    const isOn = (block) => placesOf(block, origin).columns.every((at) => at === column);
    const before = [...chapter.querySelectorAll(":scope > figure.figure[id]")].filter(isOn);
    for (const figures of [[figure], [...before, figure]]) {
      for (const factor of SCALES) {
        for (const one of figures) scale(one, factor);
        if (isOn(figure)) return figures.map((one) => [one.id, 0, factor]);
      }
      for (const one of figures) scale(one, 1);
    }
    return [];
  }

  // Tell below how many blocks a figure leaves the least white in a column.
  function bestCount(chapter, figure, column) {
    if (figure.previousElementSibling.matches(".announcing")) return 0;
    const white = () => height - columnsOf(chapter).ends[column];
    const home = figure.previousElementSibling;
    let best = { white: white() - BETTER, count: 0 };
    for (let count = 1; figure.nextElementSibling?.matches(PASSED); count++) {
      goBelow(figure, 1);
      if (!endsAThought(figure.previousElementSibling, figure.nextElementSibling)) continue;
      const left = white();
      if (left < best.white) best = { white: left, count };
      if (left < WHITE) break;
    }
    home.after(figure);
    return best.count;
  }

  const moves = [];
  function fill(chapter) {
    let columns = columnsOf(chapter);
    for (let column = 0; column + 1 < columns.ends.length; column++) {
      const first = columns.firsts[column + 1];
      const figure = first && height - (columns.ends[column] ?? 0) > WHITE ? floatBehind(first) : null;
      if (!figure) continue;
      const made = figure.matches("figure.figure") ? shrink(chapter, figure, column) : [];
      const count = made.length ? 0 : bestCount(chapter, figure, column);
      if (count) {
        goBelow(figure, count);
        made.push([figure.id, count, 1]);
      }
      if (!made.length) continue;
      moves.push(...made);
      columns = columnsOf(chapter);
    }
    return columns.ends.at(-1) ?? 0;
  }

  // Chapters run on: what is before one, filled already, is as high as its last column.
  function fillPart(part) {
    const style = part.getAttribute("style") ?? "";
    part.style.cssText =
      `column-fill: auto; column-gap: ${GAP}px; column-width: ${width}px; height: ${height}px`;
    const before = document.createElement("div");
    const chapters = [...part.querySelectorAll(":scope > .chapter")];
    for (const chapter of chapters) chapter.hidden = true;
    for (const chapter of chapters) {
      chapter.hidden = false;
      before.style.height = `${fill(chapter)}px`;
      part.prepend(before);
      for (const done of part.querySelectorAll(":scope > .opening, :scope > .chapter")) done.hidden = true;
    }
    before.remove();
    for (const done of part.children) done.hidden = false;
    part.setAttribute("style", style);
  }

  const shown = [...document.body.children].filter((element) => !element.hidden);
  for (const element of shown) element.hidden = true;
  for (const part of shown.filter((element) => element.matches(".part"))) {
    part.hidden = false;
    fillPart(part);
    part.hidden = true;
  }
  for (const element of shown) element.hidden = false;
  return moves;
}
