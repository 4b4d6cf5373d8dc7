/* Slides and sheets without the theme: they take the palette that was chosen on the pages, and on
   slides the arrow keys go from one to the next. All else works without this file. */

(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    const { pathname } = new URL("..", location);
    try {
      return JSON.parse(localStorage.getItem(`${pathname}.__palette`))?.color?.scheme;
    } catch {
      return undefined;
    }
  };
  const show = () => {
    document.body.dataset.mdColorScheme = chosen() ?? (dark.matches ? "slate" : "default");
  };
  dark.addEventListener("change", show);
  show();

  /* Slides stand still: nothing is shown before the fonts have come, or three seconds have passed. */
  const fonts = [...document.fonts].filter((font) => font.display === "swap");
  const late = new Promise((done) => setTimeout(done, 3000));
  const root = document.documentElement;
  root.style.visibility = "hidden";
  Promise.race([Promise.allSettled(fonts.map((font) => font.load())), late])
    .then(() => root.removeAttribute("style"));

  const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
  document.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const isForSlides = step && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    const slides = [...document.querySelectorAll(".slide")];
    const at = slides.findIndex((one) => one.getBoundingClientRect().bottom > innerHeight / 2);
    /* One that is higher than the window is scrolled through, and so is a formula that has the focus. */
    const isTall = slides[at]?.offsetHeight > innerHeight + 1;
    const { activeElement } = document;
    const isDrawn = activeElement.scrollWidth > activeElement.clientWidth + 1
      && event.key.startsWith("Arrow") && activeElement !== document.body;
    if (!isForSlides || isTall || isDrawn || !slides[at + step]) return;
    event.preventDefault();
    slides[at + step].scrollIntoView({ behavior: "instant" });
  });
})();
