/* A number that is cut off reads as another one: in a table that scrolls, it shows when all of it
   is in sight. */

(() => {
  const NUMBER = /^\s*[−+]?[\d∞]/;
  const watched = new WeakMap();

  function watch(box) {
    watched.get(box)?.disconnect();
    const cells = [...box.querySelectorAll("td")].filter((cell) => NUMBER.test(cell.textContent));
    for (const cell of cells) cell.classList.remove("is-cut");
    if (box.scrollWidth <= box.clientWidth + 1) return;
    const head = box.querySelector("tbody tr > :first-child");
    const covered = getComputedStyle(head).position === "sticky" ? head.offsetWidth : 0;
    const note = (entries) => {
      for (const { target, intersectionRatio } of entries) {
        target.classList.toggle("is-cut", target.cellIndex > 0 && intersectionRatio < 0.97);
      }
    };
    const rootMargin = `0px 0px 0px ${-covered}px`;
    const observer = new IntersectionObserver(note, { root: box, rootMargin, threshold: [0, 0.97, 1] });
    for (const cell of cells) observer.observe(cell);
    watched.set(box, observer);
  }

  /* It tells of boxes that have been laid out, when they come near the screen. */
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => watch(target)));
  for (const box of document.querySelectorAll(".scroll:has(table)")) sizes.observe(box);
})();
